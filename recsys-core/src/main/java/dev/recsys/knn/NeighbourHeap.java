package dev.recsys.knn;

import dev.recsys.data.SparseMatrixBuilder;
import java.util.Arrays;

/**
 * The most similar others of one vector so far: a binary heap with the worst at its root, in the total order of lists -
 * similarity descending, then position ascending - so what is kept in the end does not depend on the order of offers. Grows as
 * it is filled. Offers may come from several threads.
 */
final class NeighbourHeap {

    private static final int FIRST_CAPACITY = 8;

    private final int most;
    private long[] heap = new long[0]; // bits of the similarity, which are in order as it is positive, above ~position
    private int size;
    private volatile float threshold; // 0 until full

    NeighbourHeap(int most) {
        this.most = most;
    }

    /** What is less similar cannot be kept any more; may be behind what other threads have just done. */
    float threshold() {
        return threshold;
    }

    /**
     * Offers another vector, once.
     *
     * @param similarity above 0
     */
    synchronized void offer(int other, float similarity) {
        long entry = (long) Float.floatToRawIntBits(similarity) << 32 | (~other & 0xffffffffL);
        if (size < most) {
            if (size == heap.length) {
                heap = Arrays.copyOf(heap, (int) Math.min(most, Math.max(FIRST_CAPACITY, 2L * size)));
            }
            siftUp(entry);
        } else if (entry > heap[0]) {
            siftDown(entry);
        }
        if (size == most) {
            threshold = Float.intBitsToFloat((int) (heap[0] >>> 32));
        }
    }

    private void siftUp(long entry) {
        int at = size++;
        while (at > 0 && heap[(at - 1) / 2] > entry) {
            heap[at] = heap[(at - 1) / 2];
            at = (at - 1) / 2;
        }
        heap[at] = entry;
    }

    /** Replaces the root. */
    private void siftDown(long entry) {
        int at = 0;
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            child += child + 1 < size && heap[child + 1] < heap[child] ? 1 : 0;
            if (heap[child] >= entry) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = entry;
    }

    /** Appends what is kept as a row, by ascending position. Not to be used afterwards. */
    synchronized void drainTo(SparseMatrixBuilder matrix) {
        for (int i = 0; i < size; i++) {
            heap[i] = (~heap[i] & 0xffffffffL) << 32 | heap[i] >>> 32;
        }
        Arrays.sort(heap, 0, size);
        int[] positions = new int[size];
        float[] similarities = new float[size];
        for (int i = 0; i < size; i++) {
            positions[i] = (int) (heap[i] >>> 32);
            similarities[i] = Float.intBitsToFloat((int) heap[i]);
        }
        matrix.appendRow(positions, similarities, size);
    }
}
