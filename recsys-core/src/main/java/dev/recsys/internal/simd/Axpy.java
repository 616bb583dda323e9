package dev.recsys.internal.simd;

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

    /** The dot product of [from, to), summed in eight interleaved parts: one fixed order for every length. */
    public static float dot(float[] x, float[] y, int from, int to) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        int i = from;
        for (; i + 7 < to; i += 8) {
            s0 += x[i] * y[i];
            s1 += x[i + 1] * y[i + 1];
            s2 += x[i + 2] * y[i + 2];
            s3 += x[i + 3] * y[i + 3];
            s4 += x[i + 4] * y[i + 4];
            s5 += x[i + 5] * y[i + 5];
            s6 += x[i + 6] * y[i + 6];
            s7 += x[i + 7] * y[i + 7];
        }
        for (; i < to; i++) {
            s0 += x[i] * y[i];
        }
        return ((s0 + s4) + (s1 + s5)) + ((s2 + s6) + (s3 + s7));
    }
}
