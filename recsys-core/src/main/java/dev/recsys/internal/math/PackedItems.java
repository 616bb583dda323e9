package dev.recsys.internal.math;

/**
 * Item vectors packed for scanning: blocks of {@value #BLOCK} items, inside a block one array per factor, so that scores
 * of a block are sums of scaled rows. Built once per model. Scores have one fixed order of additions: the same bits for a
 * scan of all items, for given items, and for one user or many.
 *
 * <p>Memory: 4 bytes per element, the last block rounded up. Immutable once filled, thread-safe.
 */
public final class PackedItems {

    /** Items per block: 1024 items x 64 factors fit a second-level cache. */
    public static final int BLOCK = 1024;

    private final int items;
    private final int factors;
    private final float[][][] blocks; // block, factor, item within the block

    /** All zero; to be filled by {@link #set} before it is shared. */
    public PackedItems(int items, int factors) {
        this.items = items;
        this.factors = factors;
        this.blocks = new float[(int) (((long) items + BLOCK - 1) / BLOCK)][factors][];
        for (int b = 0; b < blocks.length; b++) {
            int length = Math.min(BLOCK, items - b * BLOCK);
            for (int f = 0; f < factors; f++) {
                blocks[b][f] = new float[length];
            }
        }
    }

    /** How many items there are. */
    public int items() {
        return items;
    }

    /** How many factors each has. */
    public int factors() {
        return factors;
    }

    /** How many blocks there are. */
    public int blocks() {
        return blocks.length;
    }

    /** How many items a block has. */
    public int blockLength(int block) {
        return Math.min(BLOCK, items - block * BLOCK);
    }

    /** Sets the vector of an item, scaled. */
    public void set(int item, float[] vector, float scale) {
        float[][] block = blocks[item / BLOCK];
        for (int f = 0; f < factors; f++) {
            block[f][item % BLOCK] = vector[f] * scale;
        }
    }

    /**
     * Scores of all items of a block.
     *
     * @param query {@code factors} elements; not modified
     * @param out receives {@link #blockLength} scores; modified
     */
    public void scoreBlock(int block, float[] query, float[] out) {
        float[][] rows = blocks[block];
        int length = blockLength(block);
        java.util.Arrays.fill(out, 0, length, 0f);
        int f = 0;
        for (; f + 3 < factors; f += 4) {
            Axpy.add4(
                    query[f],
                    rows[f],
                    query[f + 1],
                    rows[f + 1],
                    query[f + 2],
                    rows[f + 2],
                    query[f + 3],
                    rows[f + 3],
                    out,
                    0,
                    length);
        }
        for (; f < factors; f++) {
            Axpy.add(query[f], rows[f], out, 0, length);
        }
    }

    /** The score of one item, the same bits as {@link #scoreBlock} gives. */
    public float score(int item, float[] query) {
        float[][] rows = blocks[item / BLOCK];
        int i = item % BLOCK;
        float sum = 0f;
        int f = 0;
        for (; f + 3 < factors; f += 4) {
            sum += query[f] * rows[f][i]
                    + query[f + 1] * rows[f + 1][i]
                    + query[f + 2] * rows[f + 2][i]
                    + query[f + 3] * rows[f + 3][i];
        }
        for (; f < factors; f++) {
            sum += query[f] * rows[f][i];
        }
        return sum;
    }
}
