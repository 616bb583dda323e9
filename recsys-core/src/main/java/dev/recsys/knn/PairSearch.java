package dev.recsys.knn;

import dev.recsys.data.SparseMatrix;
import java.util.Arrays;

/**
 * Compares one vector after the other with those after it, each pair once, and offers either to the other. The products are
 * summed up for a block of vectors at a time, so the sums stay in the second-level cache; they are added in the order of the
 * terms, as {@link NeighbourSearch} does. Where many of a block have a product the sums are simply gone through, else those
 * that were touched are listed. One per worker; not thread-safe.
 */
final class PairSearch {

    /** How many vectors' sums are held at once. */
    static final int BLOCK = 1 << 16;

    private static final int DENSE = 6; // one product for this many vectors: going through all is cheaper than a list
    private static final double SLACK = 1 - 1e-6; // more than the rounding of a similarity

    private final SparseMatrix vectors;
    private final VectorIndex index;
    private final NeighbourHeap[] heaps;
    private final boolean withSelf;
    private final int minOverlap;
    private final int[] terms;
    private final float[] values;
    private final int[] next; // by term of the vector: the first entry that is still to be added
    private final double[] dots; // by vector of the block; 0 between blocks
    private final int[] common; // terms in common; 0 between blocks
    private final int[] touched;
    private boolean overflowed;

    /**
     * A search among the rows of {@code vectors}.
     *
     * @param index of the same rows
     * @param heaps one for each; offered to
     * @param blockSize how many vectors' sums are held at once, {@link #BLOCK} unless tested
     */
    PairSearch(SparseMatrix vectors, VectorIndex index, NeighbourHeap[] heaps, boolean withSelf, int blockSize) {
        this.vectors = vectors;
        this.index = index;
        this.heaps = heaps;
        this.withSelf = withSelf;
        this.minOverlap = index.config().minOverlap();
        this.terms = new int[vectors.maxRowLength()];
        this.values = new float[terms.length];
        this.next = new int[terms.length];
        int block = Math.min(blockSize, index.size());
        this.dots = new double[block];
        this.common = new int[block];
        this.touched = new int[block];
    }

    /** Whether any similarity so far was larger than a float holds; it was then cut to the largest float. */
    boolean overflowed() {
        return overflowed;
    }

    /** Compares a vector with those after it. */
    void compare(int vector) {
        int count = index.weights().apply(terms, values, vectors.copyRow(vector, terms, values));
        long products = 0;
        for (int t = 0; t < count; t++) {
            int[] others = index.others(terms[t]);
            int at = Arrays.binarySearch(others, vector); // it is there: its entry did not become 0
            next[t] = withSelf ? at : at + 1;
            products += others.length - next[t];
        }
        int first = withSelf ? vector : vector + 1;
        boolean dense = products * DENSE >= (long) index.size() - first;
        for (long from = first; from < index.size() && products > 0; from += dots.length) {
            int block = (int) from;
            int size = (int) Math.min(dots.length, index.size() - from);
            if (!dense) {
                offerTouched(vector, block, multiplyAndList(count, block, size));
            } else if (minOverlap > 1) {
                multiplyAndCount(count, block, size);
                offerAll(vector, block, size);
            } else {
                multiply(count, block, size);
                offerAll(vector, block, size);
            }
        }
    }

    /** The end of a term's entries in a block. */
    private static int end(int[] others, int from, long block, int size) {
        int length = others.length;
        if (from == length || others[length - 1] < block + size) {
            return length;
        }
        int at = Arrays.binarySearch(others, from, length, (int) (block + size));
        return at < 0 ? -at - 1 : at;
    }

    private void multiply(int count, int block, int size) {
        double[] sums = dots;
        for (int t = 0; t < count; t++) {
            int[] others = index.others(terms[t]);
            float[] weights = index.weights(terms[t]);
            double value = values[t];
            int end = end(others, next[t], block, size);
            for (int p = next[t]; p < end; p++) {
                sums[others[p] - block] += value * weights[p];
            }
            next[t] = end;
        }
    }

    private void multiplyAndCount(int count, int block, int size) {
        for (int t = 0; t < count; t++) {
            int[] others = index.others(terms[t]);
            float[] weights = index.weights(terms[t]);
            double value = values[t];
            int end = end(others, next[t], block, size);
            for (int p = next[t]; p < end; p++) {
                dots[others[p] - block] += value * weights[p];
                common[others[p] - block]++;
            }
            next[t] = end;
        }
    }

    /** Returns how many vectors of the block were touched. */
    private int multiplyAndList(int count, int block, int size) {
        int reached = 0;
        for (int t = 0; t < count; t++) {
            int[] others = index.others(terms[t]);
            float[] weights = index.weights(terms[t]);
            double value = values[t];
            int end = end(others, next[t], block, size);
            for (int p = next[t]; p < end; p++) {
                int at = others[p] - block;
                if (common[at]++ == 0) {
                    touched[reached++] = at;
                }
                dots[at] += value * weights[p];
            }
            next[t] = end;
        }
        return reached;
    }

    private void offerAll(int vector, int block, int size) {
        boolean counted = minOverlap > 1;
        for (int at = 0; at < size; at++) {
            double dot = dots[at];
            if (dot > 0 && (!counted || common[at] >= minOverlap)) {
                offer(vector, block + at, dot);
            }
        }
        Arrays.fill(dots, 0, size, 0);
        if (counted) {
            Arrays.fill(common, 0, size, 0);
        }
    }

    private void offerTouched(int vector, int block, int reached) {
        for (int i = 0; i < reached; i++) {
            int at = touched[i];
            if (dots[at] > 0 && common[at] >= minOverlap) {
                offer(vector, block + at, dots[at]);
            }
            dots[at] = 0;
            common[at] = 0;
        }
    }

    private void offer(int vector, int other, double dot) {
        offerTo(vector, other, dot);
        if (other != vector) {
            offerTo(other, vector, dot);
        }
    }

    /** Divides only where the similarity may be kept. */
    private void offerTo(int vector, int other, double dot) {
        NeighbourHeap heap = heaps[vector];
        double denominator = index.denominator(dot, index.targetPart(vector), other);
        float threshold = heap.threshold();
        if (denominator > 0 && dot >= threshold * denominator * SLACK) {
            double similarity = dot / denominator;
            overflowed |= similarity > Float.MAX_VALUE;
            float kept = (float) Math.min(Float.MAX_VALUE, similarity);
            if (kept > 0 && kept >= threshold) {
                heap.offer(other, kept);
            }
        }
    }
}
