package dev.recsys.internal.simd.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of tall matrices with small ones, in tiles of four by two vectors, whose sums stay in registers. Where the width is
 * not a multiple of a vector, the last vector overlaps the one before.
 */
final class DenseProducts {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int L = Lanes.COUNT;
    private static final int BLOCK_ROWS = 256; // summed in floats

    private DenseProducts() {}

    /** Rows narrower than a vector are summed one element at a time. */
    static void addGram(float[] rows, int at, int count, int factors, double[][] upper, float[] scratch) {
        for (int first = 0; first < count; first += BLOCK_ROWS) {
            int from = at + first * factors;
            int length = Math.min(BLOCK_ROWS, count - first);
            for (int f = 0; f < factors; f += 4) {
                int height = Math.min(4, factors - f);
                if (factors < L || height < 4) {
                    for (int e = f; e < f + height; e++) {
                        addProducts(rows, from, length, factors, e, upper[e]);
                    }
                } else {
                    addTiles(rows, from, length, factors, f, upper, scratch);
                }
            }
        }
    }

    /** One row of the matrix, at and right of its diagonal. */
    private static void addProducts(float[] rows, int from, int count, int factors, int f, double[] out) {
        for (int g = f; g < factors; g++) {
            float sum = 0f;
            for (int r = 0, p = from; r < count; r++, p += factors) {
                sum = Math.fma(rows[p + f], rows[p + g], sum);
            }
            out[g] += sum;
        }
    }

    /** Four rows of the matrix, at and right of the diagonal. */
    private static void addTiles(
            float[] rows, int from, int count, int factors, int f, double[][] upper, float[] tile) {
        int g = f;
        while (g < factors) { // the last pair of vectors reaches back rather than beyond the end
            int first = Math.max(0, Math.min(g, factors - 2 * L));
            int second = Math.min(first + L, factors - L);
            tile(rows, from, count, factors, f, first, second, tile);
            for (int e = 0; e < 4; e++) {
                add(tile, 2 * e * L, first, upper[f + e], g, Math.min(factors, first + L));
                add(tile, (2 * e + 1) * L, second, upper[f + e], Math.max(g, first + L), Math.min(factors, second + L));
            }
            g = second + L;
        }
    }

    /** Adds the elements of one vector of a tile that lie at {@code from} to {@code to} in their row. */
    private static void add(float[] tile, int at, int start, double[] out, int from, int to) {
        for (int g = from; g < to; g++) {
            out[g] += tile[at + g - start];
        }
    }

    private static void tile(
            float[] rows, int from, int count, int factors, int f, int first, int second, float[] out) {
        FloatVector c00 = FloatVector.zero(S);
        FloatVector c01 = FloatVector.zero(S);
        FloatVector c10 = FloatVector.zero(S);
        FloatVector c11 = FloatVector.zero(S);
        FloatVector c20 = FloatVector.zero(S);
        FloatVector c21 = FloatVector.zero(S);
        FloatVector c30 = FloatVector.zero(S);
        FloatVector c31 = FloatVector.zero(S);
        for (int r = 0, p = from; r < count; r++, p += factors) {
            FloatVector b0 = FloatVector.fromArray(S, rows, p + first);
            FloatVector b1 = FloatVector.fromArray(S, rows, p + second);
            FloatVector a0 = FloatVector.broadcast(S, rows[p + f]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(S, rows[p + f + 1]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(S, rows[p + f + 2]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(S, rows[p + f + 3]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
        }
        c00.intoArray(out, 0);
        c01.intoArray(out, L);
        c10.intoArray(out, 2 * L);
        c11.intoArray(out, 3 * L);
        c20.intoArray(out, 4 * L);
        c21.intoArray(out, 5 * L);
        c30.intoArray(out, 6 * L);
        c31.intoArray(out, 7 * L);
    }

    static void transform(float[] in, int inAt, int count, int inner, float[][] map, int outer, float[] out) {
        int r = 0;
        for (; outer >= L && r + 4 <= count; r += 4) {
            for (int g = 0; g < outer; g += 2 * L) {
                int first = Math.max(0, Math.min(g, outer - 2 * L));
                fourRows(
                        in, inAt + r * inner, inner, map, outer, first, Math.min(first + L, outer - L), out, r * outer);
            }
        }
        for (; r < count; r++) {
            oneRow(in, inAt + r * inner, inner, map, outer, out, r * outer);
        }
    }

    private static void fourRows(
            float[] in, int p0, int inner, float[][] map, int outer, int first, int second, float[] out, int at) {
        int p1 = p0 + inner;
        int p2 = p1 + inner;
        int p3 = p2 + inner;
        FloatVector c00 = FloatVector.zero(S);
        FloatVector c01 = FloatVector.zero(S);
        FloatVector c10 = FloatVector.zero(S);
        FloatVector c11 = FloatVector.zero(S);
        FloatVector c20 = FloatVector.zero(S);
        FloatVector c21 = FloatVector.zero(S);
        FloatVector c30 = FloatVector.zero(S);
        FloatVector c31 = FloatVector.zero(S);
        for (int f = 0; f < inner; f++) {
            FloatVector b0 = FloatVector.fromArray(S, map[f], first);
            FloatVector b1 = FloatVector.fromArray(S, map[f], second);
            FloatVector a0 = FloatVector.broadcast(S, in[p0 + f]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(S, in[p1 + f]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(S, in[p2 + f]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(S, in[p3 + f]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
        }
        c00.intoArray(out, at + first);
        c01.intoArray(out, at + second);
        c10.intoArray(out, at + outer + first);
        c11.intoArray(out, at + outer + second);
        c20.intoArray(out, at + 2 * outer + first);
        c21.intoArray(out, at + 2 * outer + second);
        c30.intoArray(out, at + 3 * outer + first);
        c31.intoArray(out, at + 3 * outer + second);
    }

    private static void oneRow(float[] in, int p, int inner, float[][] map, int outer, float[] out, int at) {
        for (int g = 0; g < outer; g++) {
            float sum = 0f;
            for (int f = 0; f < inner; f++) {
                sum = Math.fma(in[p + f], map[f][g], sum);
            }
            out[at + g] = sum;
        }
    }
}
