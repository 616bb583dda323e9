package dev.recsys.event;

import java.util.Arrays;

/** Append-only byte strings in blocks, addressed by ordinal. A byte string never crosses a block. */
final class ByteArena {

    private static final int BLOCK_BITS = 20;
    private static final int BLOCK = 1 << BLOCK_BITS;
    private static final int MASK = BLOCK - 1;
    private static final int FIRST_BLOCK = 1 << 10;
    private static final int LENGTH_BITS = 13; // enough for IdType.MAX_BYTES
    private static final int LENGTH_MASK = (1 << LENGTH_BITS) - 1;

    private byte[][] blocks = new byte[4][];
    private long[] places = new long[16]; // start << LENGTH_BITS | length
    private int size;
    private long end;

    int size() {
        return size;
    }

    int add(byte[] source, int length) {
        if ((end & MASK) + length > BLOCK) {
            end = (end + BLOCK - 1) & ~(long) MASK;
        }
        int block = (int) (end >>> BLOCK_BITS);
        if (block >= blocks.length) {
            blocks = Arrays.copyOf(blocks, blocks.length * 2);
        }
        makeRoom(block, (int) (end & MASK) + length);
        System.arraycopy(source, 0, blocks[block], (int) (end & MASK), length);
        if (size == places.length) {
            places = Arrays.copyOf(places, grown(size));
        }
        places[size] = (end << LENGTH_BITS) | length;
        end += length;
        return size++;
    }

    /** The first block grows with its content, so that an index of few ids stays small. */
    private void makeRoom(int block, int needed) {
        if (blocks[block] == null) {
            blocks[block] = new byte[block == 0 ? Math.max(FIRST_BLOCK, needed) : BLOCK];
        } else if (blocks[block].length < needed) {
            blocks[block] = Arrays.copyOf(blocks[block], Math.min(BLOCK, Math.max(needed, 2 * blocks[block].length)));
        }
    }

    byte[] get(int ordinal) {
        byte[] block = block(ordinal);
        int from = offset(ordinal);
        return Arrays.copyOfRange(block, from, from + length(ordinal));
    }

    int length(int ordinal) {
        return (int) places[ordinal] & LENGTH_MASK;
    }

    boolean equalsAt(int ordinal, byte[] other, int length) {
        if (length(ordinal) != length) {
            return false;
        }
        int from = offset(ordinal);
        return Arrays.equals(block(ordinal), from, from + length, other, 0, length);
    }

    int compare(int a, int b) {
        int fromA = offset(a);
        int fromB = offset(b);
        return Arrays.compareUnsigned(block(a), fromA, fromA + length(a), block(b), fromB, fromB + length(b));
    }

    int compareTo(int ordinal, byte[] other) {
        int from = offset(ordinal);
        return Arrays.compareUnsigned(block(ordinal), from, from + length(ordinal), other, 0, other.length);
    }

    /** How many bytes all byte strings have in common at their start. */
    int commonPrefix() {
        int common = size == 0 ? 0 : length(0);
        for (int ordinal = 1; ordinal < size && common > 0; ordinal++) {
            int from = offset(ordinal);
            int shared = Math.min(common, length(ordinal));
            int difference =
                    Arrays.mismatch(block(0), offset(0), offset(0) + shared, block(ordinal), from, from + shared);
            common = difference < 0 ? shared : difference;
        }
        return common;
    }

    /** Eight bytes from {@code skip} on as a big-endian number, zeros after the end. */
    long head(int ordinal, int skip) {
        byte[] block = block(ordinal);
        int from = offset(ordinal) + skip;
        int to = offset(ordinal) + length(ordinal);
        long head = 0;
        for (int i = from; i < from + Long.BYTES; i++) {
            head = (head << 8) | (i < to ? block[i] & 0xff : 0);
        }
        return head;
    }

    /** Gives up unused capacity of the table of places. */
    void trim() {
        places = Arrays.copyOf(places, size);
    }

    private byte[] block(int ordinal) {
        return blocks[(int) (places[ordinal] >>> (BLOCK_BITS + LENGTH_BITS))];
    }

    private int offset(int ordinal) {
        return (int) (places[ordinal] >>> LENGTH_BITS) & MASK;
    }

    private static int grown(int size) {
        return (int) Math.min(Integer.MAX_VALUE - 8L, size * 2L);
    }
}
