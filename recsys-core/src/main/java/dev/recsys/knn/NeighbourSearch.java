package dev.recsys.knn;

import dev.recsys.internal.math.BestItems;
import java.util.Arrays;

/** Finds the neighbours of one vector after the other, with scratch of O(vectors). Not thread-safe. */
final class NeighbourSearch {

    /** Leaves no vector out. */
    static final int NONE = -1;

    private final VectorIndex index;
    private final int minOverlap;
    private final BestItems best;
    private final double[] dots; // by vector; 0 between searches
    private final int[] common; // terms in common, by vector; 0 between searches
    private final int[] touched;
    private final int[] found;
    private final float[] similarities;

    /** Keeps the best {@code neighbours}. */
    NeighbourSearch(VectorIndex index, int neighbours) {
        this.index = index;
        this.minOverlap = index.config().minOverlap();
        int kept = Math.max(1, Math.min(neighbours, index.size()));
        this.best = new BestItems(kept);
        this.dots = new double[index.size()];
        this.common = new int[index.size()];
        this.touched = new int[index.size()];
        this.found = new int[kept];
        this.similarities = new float[kept];
    }

    /**
     * Looks for the neighbours of a vector, which need not be in the index.
     *
     * @param leftOut the position of a vector that is no neighbour, or {@link #NONE}
     * @param terms distinct; modified
     * @param values as they were trained on, not yet weighted; modified
     * @return by ascending position
     */
    WeightedRows find(int leftOut, int[] terms, float[] values, int count) {
        int weighted = index.weights().apply(terms, values, count);
        int reached = multiply(terms, values, weighted);
        double part = index.targetPart(values, weighted);
        for (int i = 0; i < reached; i++) {
            int other = touched[i];
            if (other != leftOut && common[other] >= minOverlap) {
                double similarity = index.similarity(dots[other], part, other);
                offer(other, (float) Math.min(Float.MAX_VALUE, similarity));
            }
            dots[other] = 0;
            common[other] = 0;
        }
        return drain();
    }

    private int multiply(int[] terms, float[] values, int count) {
        int reached = 0;
        for (int t = 0; t < count; t++) {
            double value = values[t];
            int[] others = index.others(terms[t]);
            float[] weights = index.weights(terms[t]);
            for (int i = 0; i < others.length; i++) {
                int other = others[i];
                if (common[other]++ == 0) {
                    touched[reached++] = other;
                }
                dots[other] += value * weights[i];
            }
        }
        return reached;
    }

    private void offer(int other, float similarity) {
        if (similarity > 0 && similarity >= best.threshold()) {
            best.offer(other, similarity);
        }
    }

    private WeightedRows drain() {
        int count = best.drain(found, similarities);
        long[] ascending = new long[count];
        for (int i = 0; i < count; i++) {
            ascending[i] = (long) found[i] << 32 | Float.floatToRawIntBits(similarities[i]);
        }
        Arrays.sort(ascending);
        int[] positions = new int[count];
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            positions[i] = (int) (ascending[i] >>> 32);
            values[i] = Float.intBitsToFloat((int) ascending[i]);
        }
        return new WeightedRows(positions, values, count);
    }
}
