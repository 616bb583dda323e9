package dev.recsys.internal.simd.vector;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import dev.recsys.internal.simd.RowBlocks;
import dev.recsys.internal.simd.SweepKernel;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * A group is two vectors of rows, laid out {@code [factor][row]} while it is swept. Four factors' gradients are computed
 * together, in eight sums; then these factors are updated one after the other, each step corrected in the gradients that follow.
 */
final class VectorSweeps implements SweepKernel {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int L = Lanes.COUNT;
    private static final int WIDTH = 2 * Lanes.COUNT;
    private static final float SMALLEST_INVERTED = 0x1p-100f;
    private static final float LARGEST_INVERTED = 0x1p100f;

    private static final int TARGETS = 0; // places in the scratch space
    private static final int ROWS = 1;
    private static final int SLOPES = 2;
    private static final int VIOLATIONS = 3;

    @Override
    public int width() {
        return WIDTH;
    }

    @Override
    public float[][] scratch(int factors) {
        int padded = (factors + 3) / 4 * 4;
        return new float[][] {
            new float[padded * WIDTH], new float[padded * WIDTH], new float[padded * WIDTH], new float[WIDTH]
        };
    }

    @Override
    public void sum(
            RowBlocks source, int[] columns, float[] scales, int count, float[] out, int at, float[][] scratch) {
        RowSums.sum(source, columns, scales, count, out, at, scratch[VIOLATIONS]);
    }

    @Override
    public double descend(
            float[][] gram, float[] targets, float l1, float[] rows, int count, int factors, float[][] scratch) {
        float[] b = scratch[TARGETS];
        float[] w = scratch[ROWS];
        float[] s = scratch[SLOPES];
        float[] v = scratch[VIOLATIONS];
        toLanes(targets, count, factors, b);
        toLanes(rows, count, factors, w);
        Arrays.fill(v, 0f);
        int f = 0;
        for (; f + 4 <= factors; f += 4) {
            slopes(gram[f], gram[f + 1], gram[f + 2], gram[f + 3], factors, f, w, b, l1, s);
            for (int e = 0; e < 4; e++) {
                step(gram[f + e], f + e, f + 4, w, s, v);
            }
        }
        for (; f < factors; f++) {
            slope(gram[f], factors, f, w, b, l1, s);
            step(gram[f], f, f + 1, w, s, v);
        }
        fromLanes(w, count, factors, rows);
        double violation = 0;
        for (int lane = 0; lane < count; lane++) {
            violation += v[lane];
        }
        return violation;
    }

    /** The gradients of four factors, from {@code f} on. */
    private static void slopes(
            float[] g0,
            float[] g1,
            float[] g2,
            float[] g3,
            int factors,
            int f,
            float[] w,
            float[] b,
            float l1,
            float[] s) {
        FloatVector c00 = FloatVector.zero(S);
        FloatVector c01 = FloatVector.zero(S);
        FloatVector c10 = FloatVector.zero(S);
        FloatVector c11 = FloatVector.zero(S);
        FloatVector c20 = FloatVector.zero(S);
        FloatVector c21 = FloatVector.zero(S);
        FloatVector c30 = FloatVector.zero(S);
        FloatVector c31 = FloatVector.zero(S);
        for (int g = 0, p = 0; g < factors; g++, p += WIDTH) {
            FloatVector w0 = FloatVector.fromArray(S, w, p);
            FloatVector w1 = FloatVector.fromArray(S, w, p + L);
            FloatVector a0 = FloatVector.broadcast(S, g0[g]);
            c00 = a0.fma(w0, c00);
            c01 = a0.fma(w1, c01);
            FloatVector a1 = FloatVector.broadcast(S, g1[g]);
            c10 = a1.fma(w0, c10);
            c11 = a1.fma(w1, c11);
            FloatVector a2 = FloatVector.broadcast(S, g2[g]);
            c20 = a2.fma(w0, c20);
            c21 = a2.fma(w1, c21);
            FloatVector a3 = FloatVector.broadcast(S, g3[g]);
            c30 = a3.fma(w0, c30);
            c31 = a3.fma(w1, c31);
        }
        int q = f * WIDTH;
        store(c00, c01, b, l1, q, s);
        store(c10, c11, b, l1, q + WIDTH, s);
        store(c20, c21, b, l1, q + 2 * WIDTH, s);
        store(c30, c31, b, l1, q + 3 * WIDTH, s);
    }

    /** The gradient of one factor. */
    private static void slope(float[] row, int factors, int f, float[] w, float[] b, float l1, float[] s) {
        FloatVector c0 = FloatVector.zero(S);
        FloatVector c1 = FloatVector.zero(S);
        for (int g = 0, p = 0; g < factors; g++, p += WIDTH) {
            FloatVector a = FloatVector.broadcast(S, row[g]);
            c0 = a.fma(FloatVector.fromArray(S, w, p), c0);
            c1 = a.fma(FloatVector.fromArray(S, w, p + L), c1);
        }
        store(c0, c1, b, l1, f * WIDTH, s);
    }

    private static void store(FloatVector c0, FloatVector c1, float[] b, float l1, int q, float[] s) {
        FloatVector penalty = FloatVector.broadcast(S, l1);
        c0.sub(FloatVector.fromArray(S, b, q).sub(penalty)).intoArray(s, q);
        c1.sub(FloatVector.fromArray(S, b, q + L).sub(penalty)).intoArray(s, q + L);
    }

    /** Updates factor {@code f}, and what the gradients of the factors after it, up to {@code end}, then are. */
    private static void step(float[] row, int f, int end, float[] w, float[] s, float[] v) {
        float curvature = row[f];
        boolean invertible = curvature > SMALLEST_INVERTED && curvature < LARGEST_INVERTED;
        float inverse = 1f / curvature;
        for (int half = 0; half < WIDTH; half += L) {
            int q = f * WIDTH + half;
            FloatVector slope = FloatVector.fromArray(S, s, q);
            FloatVector old = FloatVector.fromArray(S, w, q);
            VectorMask<Float> atZero = old.compare(EQ, 0f).and(slope.compare(GT, 0f));
            FloatVector.fromArray(S, v, half).add(slope.abs().blend(0f, atZero)).intoArray(v, half);
            if (curvature != 0) {
                FloatVector updated = old.sub(invertible ? slope.mul(inverse) : slope.div(curvature));
                updated = updated.blend(0f, updated.compare(LT, 0f));
                updated.intoArray(w, q);
                FloatVector change = updated.sub(old);
                for (int g = f + 1, p = q + WIDTH; g < end; g++, p += WIDTH) {
                    change.fma(FloatVector.broadcast(S, row[g]), FloatVector.fromArray(S, s, p))
                            .intoArray(s, p);
                }
            }
        }
    }

    @Override
    public void multiply(
            float[][] gram, float[] targets, float l1, float[] rows, int count, int factors, float[][] scratch) {
        float[] b = scratch[TARGETS];
        float[] w = scratch[ROWS];
        float[] s = scratch[SLOPES];
        Arrays.fill(b, 0f);
        toLanes(rows, count, factors, w);
        int f = 0;
        for (; f + 4 <= factors; f += 4) {
            slopes(gram[f], gram[f + 1], gram[f + 2], gram[f + 3], factors, f, w, b, l1, s);
        }
        for (; f < factors; f++) {
            slope(gram[f], factors, f, w, b, l1, s);
        }
        toLanes(targets, count, factors, b);
        for (int q = 0; q < factors * WIDTH; q += L) {
            scale(w, b, s, q);
        }
        fromLanes(w, count, factors, rows);
    }

    private static void scale(float[] w, float[] b, float[] s, int q) {
        FloatVector numerator = FloatVector.fromArray(S, b, q);
        FloatVector denominator = FloatVector.fromArray(S, s, q);
        denominator = denominator.blend(EPSILON, denominator.compare(EQ, 0f));
        FloatVector ratio = numerator.div(denominator);
        FloatVector updated = FloatVector.fromArray(S, w, q).mul(ratio);
        VectorMask<Float> safe = ratio.compare(GT, SMALLEST_INVERTED)
                .and(ratio.compare(LT, LARGEST_INVERTED))
                .and(updated.compare(LT, LARGEST_INVERTED))
                .or(numerator.compare(EQ, 0f));
        updated = updated.blend(0f, updated.compare(LT, NEGLIGIBLE));
        if (!safe.allTrue()) {
            long chosen = safe.toLong();
            for (int lane = 0; lane < L; lane++) {
                if ((chosen >>> lane & 1) == 0) {
                    s[q + lane] = SweepKernel.scaled(w[q + lane], b[q + lane], s[q + lane]);
                }
            }
            updated = FloatVector.fromArray(S, s, q).blend(updated, safe);
        }
        updated.intoArray(w, q);
    }

    @Override
    public void addGram(float[] rows, int at, int count, int factors, double[][] upper, float[][] scratch) {
        DenseProducts.addGram(rows, at, count, factors, upper, scratch[ROWS]);
    }

    @Override
    public void transform(float[] in, int inAt, int count, int inner, float[][] map, int outer, float[] out) {
        DenseProducts.transform(in, inAt, count, inner, map, outer, out);
    }

    /** Turns rows into lanes; the lanes without a row become 0. */
    private static void toLanes(float[] rows, int count, int factors, float[] lanes) {
        if (count < WIDTH) {
            Arrays.fill(lanes, 0, factors * WIDTH, 0f);
        }
        for (int lane = 0; lane < count; lane++) {
            int at = lane * factors;
            for (int f = 0; f < factors; f++) {
                lanes[f * WIDTH + lane] = rows[at + f];
            }
        }
    }

    private static void fromLanes(float[] lanes, int count, int factors, float[] rows) {
        for (int lane = 0; lane < count; lane++) {
            int at = lane * factors;
            for (int f = 0; f < factors; f++) {
                rows[at + f] = lanes[f * WIDTH + lane];
            }
        }
    }
}
