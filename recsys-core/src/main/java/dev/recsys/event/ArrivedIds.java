package dev.recsys.event;

import java.util.Arrays;

/**
 * The ids of one side of the events in the order they arrived, by ordinal, in blocks. Whole numbers are looked up a batch
 * at a time: looking up one waits for memory, looking up many at once waits for all of them together. Not thread-safe.
 */
final class ArrivedIds<T> {

    private static final int BATCH = 256; // a part of a block

    private final IdIndexBuilder<T> index;
    private final boolean areNumbers;
    private final long[] batch;
    private final int[] entries;
    private int[][] blocks = new int[8][];
    private int size;

    ArrivedIds(IdType<T> type) {
        this.index = IdIndex.builder(type);
        this.areNumbers = type.isIntegral();
        this.batch = new long[areNumbers ? BATCH : 0];
        this.entries = new int[batch.length];
    }

    /**
     * Sets the next id, which counts only once {@link #keep} was called.
     *
     * @throws IllegalArgumentException if the id is invalid for its type
     */
    void set(IdCell<T> id) {
        if (areNumbers) {
            batch[size & BATCH - 1] = id.longValue();
            return;
        }
        int ordinal = index.add(id);
        int block = size >>> ArrivedEvents.BLOCK_BITS;
        makeRoom(block);
        blocks[block][size & ArrivedEvents.MASK] = ordinal;
    }

    /** Keeps the id that was set. */
    void keep() {
        size++;
        if (areNumbers && (size & BATCH - 1) == 0) {
            lookUp(BATCH);
        }
    }

    /** Looks up what is left of the last batch; no more ids can be kept. */
    void finish() {
        if (areNumbers && (size & BATCH - 1) != 0) {
            lookUp(size & BATCH - 1);
        }
    }

    private void lookUp(int count) {
        int first = size - count;
        int block = first >>> ArrivedEvents.BLOCK_BITS;
        makeRoom(block);
        index.addNumbers(batch, count, entries, blocks[block], first & ArrivedEvents.MASK);
    }

    private void makeRoom(int block) {
        if (block == blocks.length) {
            blocks = Arrays.copyOf(blocks, block * 2);
        }
        if (blocks[block] == null) {
            blocks[block] = new int[ArrivedEvents.BLOCK];
        }
    }

    /** Copies an ordinal to an earlier place, when events before it are left out. */
    void move(int from, int to) {
        blocks[to >>> ArrivedEvents.BLOCK_BITS][to & ArrivedEvents.MASK] =
                blocks[from >>> ArrivedEvents.BLOCK_BITS][from & ArrivedEvents.MASK];
    }

    /** The ordinals of a block. */
    int[] block(int block) {
        return blocks[block];
    }

    /** Gives up a block. */
    void release(int block) {
        blocks[block] = new int[0];
    }

    /** For each ordinal its position in the index. */
    int[] positionsByOrdinal() {
        return index.positionsByOrdinal();
    }

    /** The index of all ids that were set. */
    IdIndex<T> build() {
        return index.build();
    }
}
