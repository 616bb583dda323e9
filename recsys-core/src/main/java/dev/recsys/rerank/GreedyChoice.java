package dev.recsys.rerank;

import dev.recsys.recommend.Recommendation;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the candidate with the highest gain, again and again, until k are taken; of equal gains the earlier candidate. The
 * candidates not taken follow in the order they had.
 */
final class GreedyChoice {

    private GreedyChoice() {}

    /** What taking a candidate next is worth, given those taken so far. */
    interface Gain {

        /** Not NaN. */
        double of(int candidate);

        /** Told which candidate was taken. */
        void taken(int candidate);
    }

    static <I> List<Recommendation<I>> order(List<Recommendation<I>> candidates, int k, Gain gain) {
        boolean[] isTaken = new boolean[candidates.size()];
        List<Recommendation<I>> out = new ArrayList<>(candidates.size());
        int wanted = Math.min(k, candidates.size());
        while (out.size() < wanted) {
            int best = -1;
            double highest = Double.NEGATIVE_INFINITY;
            for (int c = 0; c < isTaken.length; c++) {
                double value = isTaken[c] ? Double.NEGATIVE_INFINITY : gain.of(c);
                if (!isTaken[c] && (best < 0 || value > highest)) {
                    best = c;
                    highest = value;
                }
            }
            isTaken[best] = true;
            out.add(candidates.get(best));
            gain.taken(best);
        }
        for (int c = 0; c < isTaken.length; c++) {
            if (!isTaken[c]) {
                out.add(candidates.get(c));
            }
        }
        return out;
    }
}
