package dev.recsys.internal.simd.vector;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Cholesky over panels, A = U'U: the four rows of U under way first take in all rows before them, through the same tiles
 * that add up A, then each other. The right side is solved for along the way, so that its chain of dependent steps
 * overlaps with the tiles.
 */
final class VectorCholesky {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int L = Lanes.COUNT;
    private static final float[] KEEP = keep();

    private VectorCholesky() {}

    /** As many zeros as lanes, then as many ones: from L - m on, a vector that keeps all lanes but the first m. */
    private static float[] keep() {
        float[] keep = new float[2 * L];
        Arrays.fill(keep, L, 2 * L, 1f);
        return keep;
    }

    /** Solves; see {@link dev.recsys.internal.simd.SystemKernel#solve}. */
    static boolean solve(float[][] a, int n, int panels, float[] b, float[] x) {
        float[] scratch = a[panels]; // the solution of U' z = b, one over the diagonal of U, room for sums
        for (int k = 0; k < n; k += 4) {
            if (k > 0) {
                SystemTiles.update(a, k, k, panels, a, -1f);
            }
            if (!eliminate(a, k, n, panels, b, scratch)) {
                return false;
            }
            spread(a, k, panels, b, scratch);
            clear(a[k / L], k);
        }
        Arrays.fill(x, 0, panels * L, 0f);
        for (int k = (n - 1) / 4 * 4; k >= 0; k -= 4) {
            back(a, k, panels, scratch, x);
        }
        return true;
    }

    private static boolean isPivot(float value) {
        return value > 0 && value < Float.POSITIVE_INFINITY;
    }

    private static float inverseRoot(float pivot) {
        return 1f / (float) Math.sqrt(pivot);
    }

    /** The four by four elements of U on the diagonal, inverted, and four elements of z. Rows beyond the last do nothing. */
    private static boolean eliminate(float[][] a, int k, int n, int panels, float[] b, float[] scratch) {
        int first = k / L;
        int lane = k - first * L;
        float[] own = a[first];
        int at = k * L + lane;
        float d0 = own[at];
        float i0 = inverseRoot(d0);
        float u01 = own[at + 1] * i0;
        float u02 = own[at + 2] * i0;
        float u03 = own[at + 3] * i0;
        float d1 = k + 1 < n ? own[at + L + 1] - u01 * u01 : 1f;
        float i1 = inverseRoot(d1);
        float u12 = (own[at + L + 2] - u01 * u02) * i1;
        float u13 = (own[at + L + 3] - u01 * u03) * i1;
        float d2 = k + 2 < n ? own[at + 2 * L + 2] - u02 * u02 - u12 * u12 : 1f;
        float i2 = inverseRoot(d2);
        float u23 = (own[at + 2 * L + 3] - u02 * u03 - u12 * u13) * i2;
        float d3 = k + 3 < n ? own[at + 3 * L + 3] - u03 * u03 - u13 * u13 - u23 * u23 : 1f;
        float i3 = inverseRoot(d3);
        if (!(isPivot(d0) && isPivot(d1) && isPivot(d2) && isPivot(d3))) {
            return false;
        }
        int inverses = panels * L + k;
        scratch[inverses] = i0;
        scratch[inverses + 1] = i1;
        scratch[inverses + 2] = i2;
        scratch[inverses + 3] = i3;
        int m = 2 * panels * L; // the inverse of the four by four elements, transposed
        float m10 = -u01 * i0 * i1;
        float m20 = -(u02 * i0 + u12 * m10) * i2;
        float m21 = -u12 * i1 * i2;
        scratch[m] = i0;
        scratch[m + 1] = m10;
        scratch[m + 2] = i1;
        scratch[m + 3] = m20;
        scratch[m + 4] = m21;
        scratch[m + 5] = i2;
        scratch[m + 6] = -(u03 * i0 + u13 * m10 + u23 * m20) * i3;
        scratch[m + 7] = -(u13 * i1 + u23 * m21) * i3;
        scratch[m + 8] = -u23 * i2 * i3;
        scratch[m + 9] = i3;
        float z0 = b[k] * i0;
        float z1 = (b[k + 1] - u01 * z0) * i1;
        float z2 = (b[k + 2] - u02 * z0 - u12 * z1) * i2;
        scratch[k] = z0;
        scratch[k + 1] = z1;
        scratch[k + 2] = z2;
        scratch[k + 3] = (b[k + 3] - u03 * z0 - u13 * z1 - u23 * z2) * i3;
        return true;
    }

    /** Multiplies four rows by the inverse of their own four columns, and takes them from the right side. */
    private static void spread(float[][] a, int k, int panels, float[] b, float[] scratch) {
        int m = 2 * panels * L;
        FloatVector m00 = FloatVector.broadcast(S, scratch[m]);
        FloatVector m10 = FloatVector.broadcast(S, scratch[m + 1]);
        FloatVector m11 = FloatVector.broadcast(S, scratch[m + 2]);
        FloatVector m20 = FloatVector.broadcast(S, scratch[m + 3]);
        FloatVector m21 = FloatVector.broadcast(S, scratch[m + 4]);
        FloatVector m22 = FloatVector.broadcast(S, scratch[m + 5]);
        FloatVector m30 = FloatVector.broadcast(S, scratch[m + 6]);
        FloatVector m31 = FloatVector.broadcast(S, scratch[m + 7]);
        FloatVector m32 = FloatVector.broadcast(S, scratch[m + 8]);
        FloatVector m33 = FloatVector.broadcast(S, scratch[m + 9]);
        FloatVector z0 = FloatVector.broadcast(S, -scratch[k]);
        FloatVector z1 = FloatVector.broadcast(S, -scratch[k + 1]);
        FloatVector z2 = FloatVector.broadcast(S, -scratch[k + 2]);
        FloatVector z3 = FloatVector.broadcast(S, -scratch[k + 3]);
        for (int j = k / L; j < panels; j++) {
            float[] p = a[j];
            FloatVector a0 = FloatVector.fromArray(S, p, k * L);
            FloatVector a1 = FloatVector.fromArray(S, p, k * L + L);
            FloatVector a2 = FloatVector.fromArray(S, p, k * L + 2 * L);
            FloatVector a3 = FloatVector.fromArray(S, p, k * L + 3 * L);
            FloatVector r0 = a0.mul(m00);
            FloatVector r1 = m10.fma(a0, a1.mul(m11));
            FloatVector r2 = m20.fma(a0, m21.fma(a1, a2.mul(m22)));
            FloatVector r3 = m30.fma(a0, m31.fma(a1, m32.fma(a2, a3.mul(m33))));
            r0.intoArray(p, k * L);
            r1.intoArray(p, k * L + L);
            r2.intoArray(p, k * L + 2 * L);
            r3.intoArray(p, k * L + 3 * L);
            z0.fma(r0, z1.fma(r1, z2.fma(r2, z3.fma(r3, FloatVector.fromArray(S, b, j * L)))))
                    .intoArray(b, j * L);
        }
    }

    /** Zeros for what lies left of the diagonal. */
    private static void clear(float[] own, int k) {
        int lane = k % L;
        for (int q = 0; q < 4; q++) {
            FloatVector.fromArray(S, own, (k + q) * L)
                    .mul(FloatVector.fromArray(S, KEEP, L - lane - q))
                    .intoArray(own, (k + q) * L);
        }
    }

    /** Four elements of x, those after them being known and those before them still zero. */
    private static void back(float[][] a, int k, int panels, float[] scratch, float[] x) {
        int first = k / L;
        FloatVector s0 = FloatVector.zero(S);
        FloatVector s1 = FloatVector.zero(S);
        FloatVector s2 = FloatVector.zero(S);
        FloatVector s3 = FloatVector.zero(S);
        for (int j = first; j < panels; j++) {
            float[] p = a[j];
            FloatVector known = FloatVector.fromArray(S, x, j * L);
            s0 = known.fma(FloatVector.fromArray(S, p, k * L), s0);
            s1 = known.fma(FloatVector.fromArray(S, p, k * L + L), s1);
            s2 = known.fma(FloatVector.fromArray(S, p, k * L + 2 * L), s2);
            s3 = known.fma(FloatVector.fromArray(S, p, k * L + 3 * L), s3);
        }
        int sums = 2 * panels * L;
        s0.intoArray(scratch, sums);
        s1.intoArray(scratch, sums + L);
        s2.intoArray(scratch, sums + 2 * L);
        s3.intoArray(scratch, sums + 3 * L);
        LaneSums.four(scratch, sums);
        float[] own = a[first];
        int at = k * L + k - first * L;
        int inverses = panels * L + k;
        float x3 = (scratch[k + 3] - scratch[sums + 3 * LaneSums.FOUR_STEP]) * scratch[inverses + 3];
        float x2 = (scratch[k + 2] - scratch[sums + 2 * LaneSums.FOUR_STEP] - own[at + 2 * L + 3] * x3)
                * scratch[inverses + 2];
        float x1 = (scratch[k + 1] - scratch[sums + LaneSums.FOUR_STEP] - own[at + L + 2] * x2 - own[at + L + 3] * x3)
                * scratch[inverses + 1];
        float x0 = (scratch[k] - scratch[sums] - own[at + 1] * x1 - own[at + 2] * x2 - own[at + 3] * x3)
                * scratch[inverses];
        x[k] = x0;
        x[k + 1] = x1;
        x[k + 2] = x2;
        x[k + 3] = x3;
    }
}
