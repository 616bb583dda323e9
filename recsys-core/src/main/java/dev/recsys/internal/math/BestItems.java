package dev.recsys.internal.math;

/**
 * The best k of a stream of scored items: a binary min-heap whose root is the worst kept entry. Total order: score
 * descending, then position ascending. An entry is one long - the score as an order-preserving int above, the inverted
 * position below - so comparing entries is comparing longs. Reusable, not thread-safe, allocates only when made.
 */
public final class BestItems {

    private final long[] heap;
    private final int k;
    private int size;

    /** Keeps the best {@code k}, 1 or more. */
    public BestItems(int k) {
        this.k = k;
        this.heap = new long[k];
    }

    /** Forgets everything. */
    public void clear() {
        size = 0;
    }

    /** How many items it keeps at most. */
    public int capacity() {
        return k;
    }

    /** How many items are kept. */
    public int size() {
        return size;
    }

    /** Only an item with a score of at least this can be kept; negative infinity until k are kept. */
    public float threshold() {
        return size < k ? Float.NEGATIVE_INFINITY : score(heap[0]);
    }

    /** Offers an item; kept if it is among the best k so far. */
    public void offer(int item, float score) {
        long entry = entry(item, score);
        if (size < k) {
            siftUp(entry);
        } else if (entry > heap[0]) {
            siftDown(entry, size);
        }
    }

    /**
     * Takes everything out, best first.
     *
     * @param items receives the items; at least {@link #size()} long
     * @param scores receives the scores; at least {@link #size()} long
     * @return how many were taken out
     */
    public int drain(int[] items, float[] scores) {
        int count = size;
        while (size > 0) {
            long worst = heap[0];
            size--;
            items[size] = item(worst);
            scores[size] = score(worst);
            if (size > 0) {
                siftDown(heap[size], size);
            }
        }
        return count;
    }

    private void siftUp(long entry) {
        int at = size++;
        while (at > 0) {
            int parent = (at - 1) >>> 1;
            if (heap[parent] <= entry) {
                break;
            }
            heap[at] = heap[parent];
            at = parent;
        }
        heap[at] = entry;
    }

    private void siftDown(long entry, int count) {
        int at = 0;
        while (true) {
            int child = 2 * at + 1;
            if (child >= count) {
                break;
            }
            child += child + 1 < count && heap[child + 1] < heap[child] ? 1 : 0;
            if (heap[child] >= entry) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = entry;
    }

    private static long entry(int item, float score) {
        int bits = Float.floatToRawIntBits(score + 0f); // turns -0 into 0, so that both are the same score
        int ordered = bits ^ (bits >> 31 & 0x7fffffff);
        return (long) ordered << 32 | (~item & 0xffffffffL);
    }

    private static int item(long entry) {
        return ~(int) entry;
    }

    private static float score(long entry) {
        int ordered = (int) (entry >> 32);
        return Float.intBitsToFloat(ordered ^ (ordered >> 31 & 0x7fffffff));
    }
}
