package dev.recsys.rerank;

import dev.recsys.recommend.Recommendation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Scores of candidates stretched to 0..1, source by source; the formula is in the package's description. */
final class Relevance {

    private Relevance() {}

    /** One value for each candidate, in their order. */
    static <I> double[] of(List<Recommendation<I>> candidates) {
        Map<String, List<Integer>> bySource = new LinkedHashMap<>();
        for (int c = 0; c < candidates.size(); c++) {
            bySource.computeIfAbsent(candidates.get(c).source(), source -> new ArrayList<>())
                    .add(c);
        }
        double[] relevance = new double[candidates.size()];
        int sources = bySource.size();
        int later = sources;
        for (List<Integer> places : bySource.values()) {
            later--;
            stretch(candidates, places, relevance);
            for (int place : places) {
                relevance[place] = (later + relevance[place]) / sources;
            }
        }
        return relevance;
    }

    private static <I> void stretch(List<Recommendation<I>> candidates, List<Integer> places, double[] out) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (int place : places) {
            double score = candidates.get(place).score();
            min = Math.min(min, score);
            max = Math.max(max, score);
        }
        for (int place : places) {
            out[place] = max > min ? (candidates.get(place).score() - min) / (max - min) : 1;
        }
    }

    /** Candidates with new scores in descending order; of equal ones in the order they had. */
    static <I> List<Recommendation<I>> rescored(List<Recommendation<I>> candidates, double[] scores) {
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
