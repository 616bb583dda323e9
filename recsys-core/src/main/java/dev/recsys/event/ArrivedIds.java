package dev.recsys.event;

import java.util.Arrays;

/**
 * The ids of one side of the events in the order they arrived, by ordinal, in blocks. They are looked up a batch at a
 * time: looking up one waits for memory, looking up many at once waits for all of them together. Not thread-safe.
 */
final class ArrivedIds<T> {

    private static final int BATCH = 256; // a part of a block

    private final IdIndexBuilder<T> index;
    private final boolean areNumbers;
    private final long[] numbers; // of the batch
    private final byte[][] bytes; // of the batch, of ids that are no whole numbers
    private final int[] entries = new int[BATCH];
    private int[][] blocks = new int[8][];
    private int size;

    ArrivedIds(IdType<T> type) {
        this.index = IdIndex.builder(type);
        this.areNumbers = type.isIntegral();
        this.numbers = new long[areNumbers ? BATCH : 0];
        this.bytes = new byte[areNumbers ? 0 : BATCH][];
    }

    /**
     * Sets the next id, which counts only once {@link #keep} was called.
     *
     * @throws IllegalArgumentException if the id is invalid for its type
     */
    void set(IdCell<T> id) {
        if (areNumbers) {
            numbers[size & (BATCH - 1)] = id.longValue();
        } else {
            bytes[size & (BATCH - 1)] = id.type().toBytes(id.value());
        }
    }

    /** Keeps the id that was set. */
    void keep() {
        size++;
        if ((size & (BATCH - 1)) == 0) {
            lookUp(BATCH);
        }
    }

    /** Looks up what is left of the last batch; no more ids can be kept. */
    void finish() {
        if ((size & (BATCH - 1)) != 0) {
            lookUp(size & (BATCH - 1));
        }
    }

    private void lookUp(int count) {
        int first = size - count;
        int block = first >>> ArrivedEvents.BLOCK_BITS;
        makeRoom(block);
        if (areNumbers) {
            index.addNumbers(numbers, count, entries, blocks[block], first & ArrivedEvents.MASK);
        } else {
            index.addBytes(bytes, count, entries, blocks[block], first & ArrivedEvents.MASK);
        }
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
