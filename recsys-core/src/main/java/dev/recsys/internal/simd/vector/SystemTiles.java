package dev.recsys.internal.simd.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles of C +- P'P over panels: {@code panel[j][row * lanes + lane]} holds the unknown {@code j * lanes + lane} of each row,
 * so the distance from row to row is a constant. Four rows of C at a time, as many panels as the registers hold: 16 sums of
 * 512 bits, 8 of shorter vectors, which have half the registers. The sum of a tile starts at 0 and is added to C at the end.
 */
final class SystemTiles {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int L = Lanes.COUNT;

    private SystemTiles() {}

    /**
     * Adds to four rows of C, from {@code i} on, from their diagonal panel to the last.
     *
     * @param p the panels of P
     * @param rows how many rows P has
     * @param panels how many panels
     * @param c the panels of C; modified, may be P if only rows from {@code rows} on are
     * @param subtract whether P'P is subtracted
     */
    static void update(float[][] p, int rows, int i, int panels, float[][] c, boolean subtract) {
        int first = i / L;
        int lane = i - first * L;
        float[] own = p[first];
        int end = rows * L;
        int at = i * L;
        int j = first;
        if (L == 16) {
            for (; j + 3 < panels; j += 4) {
                four(
                        own, lane, p[j], p[j + 1], p[j + 2], p[j + 3], end, c[j], c[j + 1], c[j + 2], c[j + 3], at,
                        subtract);
            }
            if (panels - j == 3) {
                three(own, lane, p[j], p[j + 1], p[j + 2], end, c[j], c[j + 1], c[j + 2], at, subtract);
                return;
            }
        }
        for (; j + 1 < panels; j += 2) {
            two(own, lane, p[j], p[j + 1], end, c[j], c[j + 1], at, subtract);
        }
        if (j < panels) {
            one(own, lane, p[j], end, c[j], at, subtract);
        }
    }

    private static void put(FloatVector sum, float[] c, int at, boolean subtract) {
        FloatVector old = FloatVector.fromArray(S, c, at);
        (subtract ? old.sub(sum) : old.add(sum)).intoArray(c, at);
    }

    private static void four(
            float[] own,
            int lane,
            float[] p0,
            float[] p1,
            float[] p2,
            float[] p3,
            int end,
            float[] c0,
            float[] c1,
            float[] c2,
            float[] c3,
            int at,
            boolean subtract) {
        FloatVector s00 = FloatVector.zero(S);
        FloatVector s01 = FloatVector.zero(S);
        FloatVector s02 = FloatVector.zero(S);
        FloatVector s03 = FloatVector.zero(S);
        FloatVector s10 = FloatVector.zero(S);
        FloatVector s11 = FloatVector.zero(S);
        FloatVector s12 = FloatVector.zero(S);
        FloatVector s13 = FloatVector.zero(S);
        FloatVector s20 = FloatVector.zero(S);
        FloatVector s21 = FloatVector.zero(S);
        FloatVector s22 = FloatVector.zero(S);
        FloatVector s23 = FloatVector.zero(S);
        FloatVector s30 = FloatVector.zero(S);
        FloatVector s31 = FloatVector.zero(S);
        FloatVector s32 = FloatVector.zero(S);
        FloatVector s33 = FloatVector.zero(S);
        for (int r = 0; r < end; r += L) {
            FloatVector b0 = FloatVector.fromArray(S, p0, r);
            FloatVector b1 = FloatVector.fromArray(S, p1, r);
            FloatVector b2 = FloatVector.fromArray(S, p2, r);
            FloatVector b3 = FloatVector.fromArray(S, p3, r);
            FloatVector a0 = FloatVector.broadcast(S, own[r + lane]);
            s00 = a0.fma(b0, s00);
            s01 = a0.fma(b1, s01);
            s02 = a0.fma(b2, s02);
            s03 = a0.fma(b3, s03);
            FloatVector a1 = FloatVector.broadcast(S, own[r + lane + 1]);
            s10 = a1.fma(b0, s10);
            s11 = a1.fma(b1, s11);
            s12 = a1.fma(b2, s12);
            s13 = a1.fma(b3, s13);
            FloatVector a2 = FloatVector.broadcast(S, own[r + lane + 2]);
            s20 = a2.fma(b0, s20);
            s21 = a2.fma(b1, s21);
            s22 = a2.fma(b2, s22);
            s23 = a2.fma(b3, s23);
            FloatVector a3 = FloatVector.broadcast(S, own[r + lane + 3]);
            s30 = a3.fma(b0, s30);
            s31 = a3.fma(b1, s31);
            s32 = a3.fma(b2, s32);
            s33 = a3.fma(b3, s33);
        }
        put(s00, c0, at, subtract);
        put(s10, c0, at + L, subtract);
        put(s20, c0, at + 2 * L, subtract);
        put(s30, c0, at + 3 * L, subtract);
        put(s01, c1, at, subtract);
        put(s11, c1, at + L, subtract);
        put(s21, c1, at + 2 * L, subtract);
        put(s31, c1, at + 3 * L, subtract);
        put(s02, c2, at, subtract);
        put(s12, c2, at + L, subtract);
        put(s22, c2, at + 2 * L, subtract);
        put(s32, c2, at + 3 * L, subtract);
        put(s03, c3, at, subtract);
        put(s13, c3, at + L, subtract);
        put(s23, c3, at + 2 * L, subtract);
        put(s33, c3, at + 3 * L, subtract);
    }

    private static void three(
            float[] own,
            int lane,
            float[] p0,
            float[] p1,
            float[] p2,
            int end,
            float[] c0,
            float[] c1,
            float[] c2,
            int at,
            boolean subtract) {
        FloatVector s00 = FloatVector.zero(S);
        FloatVector s01 = FloatVector.zero(S);
        FloatVector s02 = FloatVector.zero(S);
        FloatVector s10 = FloatVector.zero(S);
        FloatVector s11 = FloatVector.zero(S);
        FloatVector s12 = FloatVector.zero(S);
        FloatVector s20 = FloatVector.zero(S);
        FloatVector s21 = FloatVector.zero(S);
        FloatVector s22 = FloatVector.zero(S);
        FloatVector s30 = FloatVector.zero(S);
        FloatVector s31 = FloatVector.zero(S);
        FloatVector s32 = FloatVector.zero(S);
        for (int r = 0; r < end; r += L) {
            FloatVector b0 = FloatVector.fromArray(S, p0, r);
            FloatVector b1 = FloatVector.fromArray(S, p1, r);
            FloatVector b2 = FloatVector.fromArray(S, p2, r);
            FloatVector a0 = FloatVector.broadcast(S, own[r + lane]);
            s00 = a0.fma(b0, s00);
            s01 = a0.fma(b1, s01);
            s02 = a0.fma(b2, s02);
            FloatVector a1 = FloatVector.broadcast(S, own[r + lane + 1]);
            s10 = a1.fma(b0, s10);
            s11 = a1.fma(b1, s11);
            s12 = a1.fma(b2, s12);
            FloatVector a2 = FloatVector.broadcast(S, own[r + lane + 2]);
            s20 = a2.fma(b0, s20);
            s21 = a2.fma(b1, s21);
            s22 = a2.fma(b2, s22);
            FloatVector a3 = FloatVector.broadcast(S, own[r + lane + 3]);
            s30 = a3.fma(b0, s30);
            s31 = a3.fma(b1, s31);
            s32 = a3.fma(b2, s32);
        }
        put(s00, c0, at, subtract);
        put(s10, c0, at + L, subtract);
        put(s20, c0, at + 2 * L, subtract);
        put(s30, c0, at + 3 * L, subtract);
        put(s01, c1, at, subtract);
        put(s11, c1, at + L, subtract);
        put(s21, c1, at + 2 * L, subtract);
        put(s31, c1, at + 3 * L, subtract);
        put(s02, c2, at, subtract);
        put(s12, c2, at + L, subtract);
        put(s22, c2, at + 2 * L, subtract);
        put(s32, c2, at + 3 * L, subtract);
    }

    private static void two(
            float[] own, int lane, float[] p0, float[] p1, int end, float[] c0, float[] c1, int at, boolean subtract) {
        FloatVector s00 = FloatVector.zero(S);
        FloatVector s01 = FloatVector.zero(S);
        FloatVector s10 = FloatVector.zero(S);
        FloatVector s11 = FloatVector.zero(S);
        FloatVector s20 = FloatVector.zero(S);
        FloatVector s21 = FloatVector.zero(S);
        FloatVector s30 = FloatVector.zero(S);
        FloatVector s31 = FloatVector.zero(S);
        for (int r = 0; r < end; r += L) {
            FloatVector b0 = FloatVector.fromArray(S, p0, r);
            FloatVector b1 = FloatVector.fromArray(S, p1, r);
            FloatVector a0 = FloatVector.broadcast(S, own[r + lane]);
            s00 = a0.fma(b0, s00);
            s01 = a0.fma(b1, s01);
            FloatVector a1 = FloatVector.broadcast(S, own[r + lane + 1]);
            s10 = a1.fma(b0, s10);
            s11 = a1.fma(b1, s11);
            FloatVector a2 = FloatVector.broadcast(S, own[r + lane + 2]);
            s20 = a2.fma(b0, s20);
            s21 = a2.fma(b1, s21);
            FloatVector a3 = FloatVector.broadcast(S, own[r + lane + 3]);
            s30 = a3.fma(b0, s30);
            s31 = a3.fma(b1, s31);
        }
        put(s00, c0, at, subtract);
        put(s10, c0, at + L, subtract);
        put(s20, c0, at + 2 * L, subtract);
        put(s30, c0, at + 3 * L, subtract);
        put(s01, c1, at, subtract);
        put(s11, c1, at + L, subtract);
        put(s21, c1, at + 2 * L, subtract);
        put(s31, c1, at + 3 * L, subtract);
    }

    /** Even and odd rows of P apart: four sums alone would wait for each other. */
    private static void one(float[] own, int lane, float[] p0, int end, float[] c0, int at, boolean subtract) {
        FloatVector s0 = FloatVector.zero(S);
        FloatVector s1 = FloatVector.zero(S);
        FloatVector s2 = FloatVector.zero(S);
        FloatVector s3 = FloatVector.zero(S);
        FloatVector t0 = FloatVector.zero(S);
        FloatVector t1 = FloatVector.zero(S);
        FloatVector t2 = FloatVector.zero(S);
        FloatVector t3 = FloatVector.zero(S);
        int r = 0;
        for (; r < end - L; r += 2 * L) {
            FloatVector b = FloatVector.fromArray(S, p0, r);
            s0 = FloatVector.broadcast(S, own[r + lane]).fma(b, s0);
            s1 = FloatVector.broadcast(S, own[r + lane + 1]).fma(b, s1);
            s2 = FloatVector.broadcast(S, own[r + lane + 2]).fma(b, s2);
            s3 = FloatVector.broadcast(S, own[r + lane + 3]).fma(b, s3);
            FloatVector d = FloatVector.fromArray(S, p0, r + L);
            t0 = FloatVector.broadcast(S, own[r + L + lane]).fma(d, t0);
            t1 = FloatVector.broadcast(S, own[r + L + lane + 1]).fma(d, t1);
            t2 = FloatVector.broadcast(S, own[r + L + lane + 2]).fma(d, t2);
            t3 = FloatVector.broadcast(S, own[r + L + lane + 3]).fma(d, t3);
        }
        if (r < end) {
            FloatVector b = FloatVector.fromArray(S, p0, r);
            s0 = FloatVector.broadcast(S, own[r + lane]).fma(b, s0);
            s1 = FloatVector.broadcast(S, own[r + lane + 1]).fma(b, s1);
            s2 = FloatVector.broadcast(S, own[r + lane + 2]).fma(b, s2);
            s3 = FloatVector.broadcast(S, own[r + lane + 3]).fma(b, s3);
        }
        put(s0.add(t0), c0, at, subtract);
        put(s1.add(t1), c0, at + L, subtract);
        put(s2.add(t2), c0, at + 2 * L, subtract);
        put(s3.add(t3), c0, at + 3 * L, subtract);
    }
}
