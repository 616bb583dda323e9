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
        float[] scratch = a[panels]; // the solution of U' z = b, one over the diagonal of U, four sums
        for (int k = 0; k < n; k += 4) {
            if (k > 0) {
                SystemTiles.update(a, k, k, panels, a, true);
            }
            if (!eliminate(a, k, n, panels, b, scratch)) {
                return false;
            }
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

    /** Four rows of U from what is left of A, and their four elements of z. Rows beyond the last unknown do nothing. */
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
        float z0 = b[k] * i0;
        float z1 = (b[k + 1] - u01 * z0) * i1;
        float z2 = (b[k + 2] - u02 * z0 - u12 * z1) * i2;
        float z3 = (b[k + 3] - u03 * z0 - u13 * z1 - u23 * z2) * i3;
        scratch[k] = z0;
        scratch[k + 1] = z1;
        scratch[k + 2] = z2;
        scratch[k + 3] = z3;
        int inverses = panels * L + k;
        scratch[inverses] = i0;
        scratch[inverses + 1] = i1;
        scratch[inverses + 2] = i2;
        scratch[inverses + 3] = i3;
        for (int j = first; j < panels; j++) {
            float[] p = a[j];
            FloatVector r0 = FloatVector.fromArray(S, p, k * L).mul(i0);
            FloatVector r1 =
                    FloatVector.fromArray(S, p, k * L + L).sub(r0.mul(u01)).mul(i1);
            FloatVector r2 = FloatVector.fromArray(S, p, k * L + 2 * L)
                    .sub(r0.mul(u02))
                    .sub(r1.mul(u12))
                    .mul(i2);
            FloatVector r3 = FloatVector.fromArray(S, p, k * L + 3 * L)
                    .sub(r0.mul(u03))
                    .sub(r1.mul(u13))
                    .sub(r2.mul(u23))
                    .mul(i3);
            if (j == first) { // what lies left of the diagonal
                r0 = r0.mul(FloatVector.fromArray(S, KEEP, L - lane));
                r1 = r1.mul(FloatVector.fromArray(S, KEEP, L - lane - 1));
                r2 = r2.mul(FloatVector.fromArray(S, KEEP, L - lane - 2));
                r3 = r3.mul(FloatVector.fromArray(S, KEEP, L - lane - 3));
            }
            r0.intoArray(p, k * L);
            r1.intoArray(p, k * L + L);
            r2.intoArray(p, k * L + 2 * L);
            r3.intoArray(p, k * L + 3 * L);
            FloatVector taken = r0.mul(z0).add(r1.mul(z1)).add(r2.mul(z2).add(r3.mul(z3)));
            FloatVector.fromArray(S, b, j * L).sub(taken).intoArray(b, j * L);
        }
        return true;
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
        LaneSums.four(s0, s1, s2, s3, scratch, sums);
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
