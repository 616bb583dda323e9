package dev.recsys.nmf;

import dev.recsys.internal.simd.SweepKernel;

/** The scratch space of one worker for a group of rows that are updated together. Not thread-safe. */
final class GroupScratch {

    /** For the entries of one row after the other. */
    final RowScratch entries;

    /** The factors of the rows, one row after the other. */
    final float[] rows;

    /** What the entries of each row sum up to, in the same order. */
    final float[] sums;

    /** Which rows these are. */
    final int[] members;

    /** What kernels need. */
    final float[][] kernel;

    GroupScratch(SweepKernel sweeps, RowScratch entries, int width) {
        this.entries = entries;
        this.rows = new float[sweeps.width() * width];
        this.sums = new float[sweeps.width() * width];
        this.members = new int[sweeps.width()];
        this.kernel = sweeps.scratch(width);
    }
}
