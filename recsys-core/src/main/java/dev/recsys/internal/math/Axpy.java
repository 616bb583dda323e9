package dev.recsys.internal.math;

/** Sums of scaled rows, in the shapes that HotSpot's C2 turns into vector code: every array has the same index. */
public final class Axpy {

    private Axpy() {}

    /** {@code out[i] += a * x[i]} for i in [from, to). */
    public static void add(float a, float[] x, float[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] += a * x[i];
        }
    }

    /** {@code out[i] = out[i] + (a0 x0[i] + a1 x1[i] + a2 x2[i] + a3 x3[i])} for i in [from, to). */
    public static void add4(
            float a0,
            float[] x0,
            float a1,
            float[] x1,
            float a2,
            float[] x2,
            float a3,
            float[] x3,
            float[] out,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            out[i] += a0 * x0[i] + a1 * x1[i] + a2 * x2[i] + a3 * x3[i];
        }
    }
}
