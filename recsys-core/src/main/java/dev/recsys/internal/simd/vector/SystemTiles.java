package dev.recsys.internal.simd.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles of C +- P'P over panels: {@code panel[j][row * lanes + lane]} holds the unknown {@code j * lanes + lane} of each row,
 * so the distance from row to row is a constant. Four rows of C at a time, as many panels as the registers hold: 16 sums of
 * 512 bits, 8 of shorter vectors, which have half the registers. The sum of a tile starts at 0 and is added to C at the end.
 *
 * <p>No method here hands a vector to another: C2 stops inlining in methods of this size, and a vector that is passed on is
 * an object then.
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
     * @param sign 1 or -1, a factor of P'P
     */
    static void update(float[][] p, int rows, int i, int panels, float[][] c, float sign) {
        int first = i / L;
        int lane = i - first * L;
        float[] own = p[first];
        int end = rows * L;
        int at = i * L;
        int j = first;
        if (L == 16) {
            for (; j + 3 < panels; j += 4) {
                four(own, lane, p[j], p[j + 1], p[j + 2], p[j + 3], end, c[j], c[j + 1], c[j + 2], c[j + 3], at, sign);
            }
            if (panels - j == 3) {
                three(own, lane, p[j], p[j + 1], p[j + 2], end, c[j], c[j + 1], c[j + 2], at, sign);
                return;
            }
        }
        for (; j + 1 < panels; j += 2) {
            two(own, lane, p[j], p[j + 1], end, c[j], c[j + 1], at, sign);
        }
        if (j < panels) {
            one(own, lane, p[j], end, c[j], at, sign);
        }
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
            float sign) {
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
        FloatVector g = FloatVector.broadcast(S, sign);
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
        s00.fma(g, FloatVector.fromArray(S, c0, at)).intoArray(c0, at);
        s10.fma(g, FloatVector.fromArray(S, c0, at + L)).intoArray(c0, at + L);
        s20.fma(g, FloatVector.fromArray(S, c0, at + 2 * L)).intoArray(c0, at + 2 * L);
        s30.fma(g, FloatVector.fromArray(S, c0, at + 3 * L)).intoArray(c0, at + 3 * L);
        s01.fma(g, FloatVector.fromArray(S, c1, at)).intoArray(c1, at);
        s11.fma(g, FloatVector.fromArray(S, c1, at + L)).intoArray(c1, at + L);
        s21.fma(g, FloatVector.fromArray(S, c1, at + 2 * L)).intoArray(c1, at + 2 * L);
        s31.fma(g, FloatVector.fromArray(S, c1, at + 3 * L)).intoArray(c1, at + 3 * L);
        s02.fma(g, FloatVector.fromArray(S, c2, at)).intoArray(c2, at);
        s12.fma(g, FloatVector.fromArray(S, c2, at + L)).intoArray(c2, at + L);
        s22.fma(g, FloatVector.fromArray(S, c2, at + 2 * L)).intoArray(c2, at + 2 * L);
        s32.fma(g, FloatVector.fromArray(S, c2, at + 3 * L)).intoArray(c2, at + 3 * L);
        s03.fma(g, FloatVector.fromArray(S, c3, at)).intoArray(c3, at);
        s13.fma(g, FloatVector.fromArray(S, c3, at + L)).intoArray(c3, at + L);
        s23.fma(g, FloatVector.fromArray(S, c3, at + 2 * L)).intoArray(c3, at + 2 * L);
        s33.fma(g, FloatVector.fromArray(S, c3, at + 3 * L)).intoArray(c3, at + 3 * L);
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
            float sign) {
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
        FloatVector g = FloatVector.broadcast(S, sign);
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
        s00.fma(g, FloatVector.fromArray(S, c0, at)).intoArray(c0, at);
        s10.fma(g, FloatVector.fromArray(S, c0, at + L)).intoArray(c0, at + L);
        s20.fma(g, FloatVector.fromArray(S, c0, at + 2 * L)).intoArray(c0, at + 2 * L);
        s30.fma(g, FloatVector.fromArray(S, c0, at + 3 * L)).intoArray(c0, at + 3 * L);
        s01.fma(g, FloatVector.fromArray(S, c1, at)).intoArray(c1, at);
        s11.fma(g, FloatVector.fromArray(S, c1, at + L)).intoArray(c1, at + L);
        s21.fma(g, FloatVector.fromArray(S, c1, at + 2 * L)).intoArray(c1, at + 2 * L);
        s31.fma(g, FloatVector.fromArray(S, c1, at + 3 * L)).intoArray(c1, at + 3 * L);
        s02.fma(g, FloatVector.fromArray(S, c2, at)).intoArray(c2, at);
        s12.fma(g, FloatVector.fromArray(S, c2, at + L)).intoArray(c2, at + L);
        s22.fma(g, FloatVector.fromArray(S, c2, at + 2 * L)).intoArray(c2, at + 2 * L);
        s32.fma(g, FloatVector.fromArray(S, c2, at + 3 * L)).intoArray(c2, at + 3 * L);
    }

    private static void two(
            float[] own, int lane, float[] p0, float[] p1, int end, float[] c0, float[] c1, int at, float sign) {
        FloatVector s00 = FloatVector.zero(S);
        FloatVector s01 = FloatVector.zero(S);
        FloatVector s10 = FloatVector.zero(S);
        FloatVector s11 = FloatVector.zero(S);
        FloatVector s20 = FloatVector.zero(S);
        FloatVector s21 = FloatVector.zero(S);
        FloatVector s30 = FloatVector.zero(S);
        FloatVector s31 = FloatVector.zero(S);
        FloatVector g = FloatVector.broadcast(S, sign);
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
        s00.fma(g, FloatVector.fromArray(S, c0, at)).intoArray(c0, at);
        s10.fma(g, FloatVector.fromArray(S, c0, at + L)).intoArray(c0, at + L);
        s20.fma(g, FloatVector.fromArray(S, c0, at + 2 * L)).intoArray(c0, at + 2 * L);
        s30.fma(g, FloatVector.fromArray(S, c0, at + 3 * L)).intoArray(c0, at + 3 * L);
        s01.fma(g, FloatVector.fromArray(S, c1, at)).intoArray(c1, at);
        s11.fma(g, FloatVector.fromArray(S, c1, at + L)).intoArray(c1, at + L);
        s21.fma(g, FloatVector.fromArray(S, c1, at + 2 * L)).intoArray(c1, at + 2 * L);
        s31.fma(g, FloatVector.fromArray(S, c1, at + 3 * L)).intoArray(c1, at + 3 * L);
    }

    /** Even and odd rows of P apart: four sums alone would wait for each other. */
    private static void one(float[] own, int lane, float[] p0, int end, float[] c0, int at, float sign) {
        FloatVector s0 = FloatVector.zero(S);
        FloatVector s1 = FloatVector.zero(S);
        FloatVector s2 = FloatVector.zero(S);
        FloatVector s3 = FloatVector.zero(S);
        FloatVector t0 = FloatVector.zero(S);
        FloatVector t1 = FloatVector.zero(S);
        FloatVector t2 = FloatVector.zero(S);
        FloatVector t3 = FloatVector.zero(S);
        FloatVector g = FloatVector.broadcast(S, sign);
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
        s0.add(t0).fma(g, FloatVector.fromArray(S, c0, at)).intoArray(c0, at);
        s1.add(t1).fma(g, FloatVector.fromArray(S, c0, at + L)).intoArray(c0, at + L);
        s2.add(t2).fma(g, FloatVector.fromArray(S, c0, at + 2 * L)).intoArray(c0, at + 2 * L);
        s3.add(t3).fma(g, FloatVector.fromArray(S, c0, at + 3 * L)).intoArray(c0, at + 3 * L);
    }
}
