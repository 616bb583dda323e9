package dev.recsys.internal.simd.vector;

import dev.recsys.internal.simd.RowBlocks;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Weighted sums of rows. A row that is not a multiple of a vector ends with a vector that overlaps the one before. A row
 * shorter than a vector is read beyond its end, except near the end of its array.
 */
final class RowSums {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int L = Lanes.COUNT;

    /** Entries summed in one go; sums of these parts are added up. */
    private static final int PART = 256;

    private RowSums() {}

    static void sum(RowBlocks source, int[] columns, float[] scales, int count, float[] out, int at, float[] scratch) {
        int factors = source.factors();
        if (factors < L) {
            shortRows(source, columns, scales, count, out, at, scratch);
            return;
        }
        int f = 0;
        for (; f + 3 * L < factors; f += 4 * L) {
            four(source, columns, scales, count, f, Math.min(f + 3 * L, factors - L), out, at);
        }
        int left = factors - f;
        if (left > 2 * L) {
            three(source, columns, scales, count, f, factors - L, out, at);
        } else if (left > L) {
            two(source, columns, scales, count, f, factors - L, out, at);
        } else if (left > 0) {
            one(source, columns, scales, count, factors - L, out, at);
        }
    }

    /** Four vectors, of which the last begins at {@code last}. */
    private static void four(
            RowBlocks source, int[] columns, float[] scales, int count, int f, int last, float[] out, int at) {
        FloatVector t0 = FloatVector.zero(S);
        FloatVector t1 = FloatVector.zero(S);
        FloatVector t2 = FloatVector.zero(S);
        FloatVector t3 = FloatVector.zero(S);
        for (int from = 0; from < count; from += PART) {
            int to = Math.min(count, from + PART);
            FloatVector c0 = FloatVector.zero(S);
            FloatVector c1 = FloatVector.zero(S);
            FloatVector c2 = FloatVector.zero(S);
            FloatVector c3 = FloatVector.zero(S);
            for (int i = from; i < to; i++) {
                float[] x = source.block(columns[i]);
                int p = source.offset(columns[i]);
                FloatVector a = FloatVector.broadcast(S, scales[i]);
                c0 = a.fma(FloatVector.fromArray(S, x, p + f), c0);
                c1 = a.fma(FloatVector.fromArray(S, x, p + f + L), c1);
                c2 = a.fma(FloatVector.fromArray(S, x, p + f + 2 * L), c2);
                c3 = a.fma(FloatVector.fromArray(S, x, p + last), c3);
            }
            t0 = t0.add(c0);
            t1 = t1.add(c1);
            t2 = t2.add(c2);
            t3 = t3.add(c3);
        }
        t0.intoArray(out, at + f);
        t1.intoArray(out, at + f + L);
        t2.intoArray(out, at + f + 2 * L);
        t3.intoArray(out, at + last);
    }

    private static void three(
            RowBlocks source, int[] columns, float[] scales, int count, int f, int last, float[] out, int at) {
        FloatVector t0 = FloatVector.zero(S);
        FloatVector t1 = FloatVector.zero(S);
        FloatVector t2 = FloatVector.zero(S);
        for (int from = 0; from < count; from += PART) {
            int to = Math.min(count, from + PART);
            FloatVector c0 = FloatVector.zero(S);
            FloatVector c1 = FloatVector.zero(S);
            FloatVector c2 = FloatVector.zero(S);
            for (int i = from; i < to; i++) {
                float[] x = source.block(columns[i]);
                int p = source.offset(columns[i]);
                FloatVector a = FloatVector.broadcast(S, scales[i]);
                c0 = a.fma(FloatVector.fromArray(S, x, p + f), c0);
                c1 = a.fma(FloatVector.fromArray(S, x, p + f + L), c1);
                c2 = a.fma(FloatVector.fromArray(S, x, p + last), c2);
            }
            t0 = t0.add(c0);
            t1 = t1.add(c1);
            t2 = t2.add(c2);
        }
        t0.intoArray(out, at + f);
        t1.intoArray(out, at + f + L);
        t2.intoArray(out, at + last);
    }

    /** Two vectors; even and odd entries have sums of their own, as additions wait for each other. */
    private static void two(
            RowBlocks source, int[] columns, float[] scales, int count, int f, int last, float[] out, int at) {
        FloatVector t0 = FloatVector.zero(S);
        FloatVector t1 = FloatVector.zero(S);
        for (int from = 0; from < count; from += PART) {
            int to = Math.min(count, from + PART);
            FloatVector c0 = FloatVector.zero(S);
            FloatVector c1 = FloatVector.zero(S);
            FloatVector d0 = FloatVector.zero(S);
            FloatVector d1 = FloatVector.zero(S);
            int i = from;
            for (; i + 1 < to; i += 2) {
                float[] x = source.block(columns[i]);
                int p = source.offset(columns[i]);
                FloatVector a = FloatVector.broadcast(S, scales[i]);
                c0 = a.fma(FloatVector.fromArray(S, x, p + f), c0);
                c1 = a.fma(FloatVector.fromArray(S, x, p + last), c1);
                float[] y = source.block(columns[i + 1]);
                int q = source.offset(columns[i + 1]);
                FloatVector b = FloatVector.broadcast(S, scales[i + 1]);
                d0 = b.fma(FloatVector.fromArray(S, y, q + f), d0);
                d1 = b.fma(FloatVector.fromArray(S, y, q + last), d1);
            }
            if (i < to) {
                float[] x = source.block(columns[i]);
                int p = source.offset(columns[i]);
                FloatVector a = FloatVector.broadcast(S, scales[i]);
                c0 = a.fma(FloatVector.fromArray(S, x, p + f), c0);
                c1 = a.fma(FloatVector.fromArray(S, x, p + last), c1);
            }
            t0 = t0.add(c0.add(d0));
            t1 = t1.add(c1.add(d1));
        }
        t0.intoArray(out, at + f);
        t1.intoArray(out, at + last);
    }

    private static void one(RowBlocks source, int[] columns, float[] scales, int count, int last, float[] out, int at) {
        FloatVector t = FloatVector.zero(S);
        for (int from = 0; from < count; from += PART) {
            int to = Math.min(count, from + PART);
            FloatVector c = FloatVector.zero(S);
            FloatVector d = FloatVector.zero(S);
            int i = from;
            for (; i + 1 < to; i += 2) {
                float[] x = source.block(columns[i]);
                float[] y = source.block(columns[i + 1]);
                FloatVector v = FloatVector.fromArray(S, x, source.offset(columns[i]) + last);
                FloatVector w = FloatVector.fromArray(S, y, source.offset(columns[i + 1]) + last);
                c = FloatVector.broadcast(S, scales[i]).fma(v, c);
                d = FloatVector.broadcast(S, scales[i + 1]).fma(w, d);
            }
            if (i < to) {
                FloatVector v = FloatVector.fromArray(S, source.block(columns[i]), source.offset(columns[i]) + last);
                c = FloatVector.broadcast(S, scales[i]).fma(v, c);
            }
            t = t.add(c.add(d));
        }
        t.intoArray(out, at + last);
    }

    /** Lanes beyond the row hold something of other rows, and are not kept. */
    private static void shortRows(
            RowBlocks source, int[] columns, float[] scales, int count, float[] out, int at, float[] scratch) {
        int factors = source.factors();
        int skipped = 0;
        FloatVector t = FloatVector.zero(S);
        for (int from = 0; from < count; from += PART) {
            int to = Math.min(count, from + PART);
            FloatVector c = FloatVector.zero(S);
            for (int i = from; i < to; i++) {
                float[] x = source.block(columns[i]);
                int p = source.offset(columns[i]);
                if (p + L <= x.length) {
                    c = FloatVector.broadcast(S, scales[i]).fma(FloatVector.fromArray(S, x, p), c);
                } else {
                    skipped++;
                }
            }
            t = t.add(c);
        }
        t.intoArray(scratch, 0);
        if (skipped > 0) {
            addLast(source, columns, scales, count, scratch);
        }
        System.arraycopy(scratch, 0, out, at, factors);
    }

    /** Adds the rows that have no whole vector before the end of their array. */
    private static void addLast(RowBlocks source, int[] columns, float[] scales, int count, float[] sum) {
        for (int i = 0; i < count; i++) {
            float[] x = source.block(columns[i]);
            int p = source.offset(columns[i]);
            if (p + L > x.length) {
                for (int f = 0; f < source.factors(); f++) {
                    sum[f] = Math.fma(scales[i], x[p + f], sum[f]);
                }
            }
        }
    }
}
