package dev.recsys.rerank;

import dev.recsys.recommend.Recommendation;
import java.util.ArrayList;
import java.util.List;

/** Candidates sorted by new scores. */
final class Rescored {

    private Rescored() {}

    /** Candidates with new scores in descending order; of equal ones in the order they had. */
    static <I> List<Recommendation<I>> by(List<Recommendation<I>> candidates, double[] scores) {
        List<Integer> order = new ArrayList<>();
        for (int c = 0; c < scores.length; c++) {
            order.add(c);
        }
        order.sort((a, b) -> Double.compare(scores[b], scores[a])); // stable
        List<Recommendation<I>> out = new ArrayList<>(scores.length);
        for (int c : order) {
            Recommendation<I> old = candidates.get(c);
            out.add(Recommendation.of(old.item(), (float) scores[c], out.size() + 1, old.source()));
        }
        return out;
    }
}
