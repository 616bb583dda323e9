package dev.recsys.rerank;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The objective of calibration for the list so far with one candidate more, but for the relevance of the list so far, which
 * is the same for all candidates. Used by one thread.
 */
final class CalibrationGain implements GreedyChoice.Gain {

    private final double[] relevance;
    private final double lambda;
    private final double alpha;
    private final double[] wanted; // p by category of the history
    private final int[][] categories; // by candidate, those of the history only
    private final int[] sizes; // by candidate, the number of all its categories
    private final double[] counts; // by category of the history, of the list so far
    private final double[] countsWith; // scratch: the same with one candidate more
    private int categorized; // items of the list so far that have categories

    CalibrationGain(
            double[] relevance,
            List<List<String>> categories,
            Map<String, Double> wanted,
            double lambda,
            double alpha) {
        List<String> names = new ArrayList<>(wanted.keySet());
        this.relevance = relevance;
        this.lambda = lambda;
        this.alpha = alpha;
        this.wanted = wanted.values().stream().mapToDouble(share -> share).toArray();
        this.categories = categories.stream()
                .map(own -> own.stream()
                        .mapToInt(names::indexOf)
                        .filter(place -> place >= 0)
                        .toArray())
                .toArray(int[][]::new);
        this.sizes = categories.stream().mapToInt(List::size).toArray();
        this.counts = new double[names.size()];
        this.countsWith = new double[names.size()];
    }

    @Override
    public double of(int candidate) {
        return (1 - lambda) * relevance[candidate] - lambda * divergenceWith(candidate);
    }

    private double divergenceWith(int candidate) {
        System.arraycopy(counts, 0, countsWith, 0, counts.length);
        add(candidate, countsWith);
        int items = categorized + (sizes[candidate] > 0 ? 1 : 0);
        double divergence = 0;
        for (int g = 0; g < wanted.length; g++) {
            double share = items == 0 ? 0 : countsWith[g] / items;
            divergence += wanted[g] * StrictMath.log(wanted[g] / ((1 - alpha) * share + alpha * wanted[g]));
        }
        return divergence;
    }

    private void add(int candidate, double[] out) {
        for (int g : categories[candidate]) {
            out[g] += 1.0 / sizes[candidate];
        }
    }

    @Override
    public void taken(int candidate) {
        add(candidate, counts);
        categorized += sizes[candidate] > 0 ? 1 : 0;
    }
}
