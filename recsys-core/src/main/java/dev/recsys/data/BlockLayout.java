package dev.recsys.data;

import java.util.Arrays;

/** Where rows of known lengths go when storage is cut into blocks; a row never crosses a block. */
final class BlockLayout {

    static final int DEFAULT_BLOCK = 1 << 22;

    private final long[] starts; // block << 32 | offset
    private final int[] lengths;
    private final int[] blockSizes;

    private BlockLayout(long[] starts, int[] lengths, int[] blockSizes) {
        this.starts = starts;
        this.lengths = lengths;
        this.blockSizes = blockSizes;
    }

    static BlockLayout of(int[] lengths) {
        return of(lengths, DEFAULT_BLOCK);
    }

    static BlockLayout of(int[] lengths, int blockSize) {
        long[] starts = new long[lengths.length];
        int[] sizes = new int[8];
        int block = 0;
        int used = 0;
        for (int row = 0; row < lengths.length; row++) {
            if (used > 0 && (long) used + lengths[row] > blockSize) {
                block++;
                used = 0;
            }
            if (block == sizes.length) {
                sizes = Arrays.copyOf(sizes, sizes.length * 2);
            }
            starts[row] = (long) block << 32 | used;
            used += lengths[row];
            sizes[block] = used;
        }
        return new BlockLayout(starts, lengths, Arrays.copyOf(sizes, block + 1));
    }

    long[] starts() {
        return starts;
    }

    int[] lengths() {
        return lengths;
    }

    int[][] allocateInts() {
        int[][] blocks = new int[blockSizes.length][];
        for (int b = 0; b < blocks.length; b++) {
            blocks[b] = new int[blockSizes[b]];
        }
        return blocks;
    }

    float[][] allocateFloats() {
        float[][] blocks = new float[blockSizes.length][];
        for (int b = 0; b < blocks.length; b++) {
            blocks[b] = new float[blockSizes[b]];
        }
        return blocks;
    }
}
