package dev.recsys.recommend;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/** Scores of candidates stretched to 0..1, source by source or all together. */
final class Relevance {

    private Relevance() {}

    /** One value for each candidate, in their order; all scores are on one scale. */
    static <I> double[] onOneScale(List<Recommendation<I>> candidates) {
        double[] relevance = new double[candidates.size()];
        stretch(candidates, IntStream.range(0, relevance.length).boxed().toList(), relevance);
        return relevance;
    }

    /**
     * One value for each candidate, in their order; those of earlier sources above those of later ones.
     *
     * @param chain sources in their order; one that is not in it stands where it first appears
     */
    static <I> double[] bySource(List<Recommendation<I>> candidates, List<String> chain) {
        Map<String, List<Integer>> places = new LinkedHashMap<>();
        for (int c = 0; c < candidates.size(); c++) {
            places.computeIfAbsent(candidates.get(c).source(), source -> new ArrayList<>())
                    .add(c);
        }
        double[] relevance = new double[candidates.size()];
        int sources = places.size();
        int later = sources;
        for (String source : ordered(places.keySet(), chain)) {
            List<Integer> own = Objects.requireNonNull(places.get(source));
            later--;
            stretch(candidates, own, relevance);
            for (int place : own) {
                relevance[place] = (later + relevance[place]) / sources;
            }
        }
        return relevance;
    }

    /** The sources that are there, those of the chain in its order. */
    private static List<String> ordered(Set<String> there, List<String> chain) {
        Iterator<String> next = chain.stream().filter(there::contains).iterator();
        return there.stream()
                .map(source -> chain.contains(source) ? next.next() : source)
                .toList();
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
}
