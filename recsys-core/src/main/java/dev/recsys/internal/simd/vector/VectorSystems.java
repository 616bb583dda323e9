package dev.recsys.internal.simd.vector;

import dev.recsys.internal.simd.SystemKernel;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Systems in panels: {@code panel[j][row * lanes + lane]} holds the unknown {@code j * lanes + lane} of each row of a chunk
 * or of a matrix. After the panels comes one array of scratch. What lies beyond the last unknown is zero.
 */
final class VectorSystems implements SystemKernel {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int L = Lanes.COUNT;
    private static final int GROUP = 8; // rows of a chunk that are multiplied at a time

    private static int panels(int n) {
        return (n + L - 1) / L;
    }

    @Override
    public int padded(int n) {
        return panels(n) * L;
    }

    @Override
    public float[][] chunk(int n, int rows) {
        int panels = panels(n);
        int whole = (rows + GROUP - 1) / GROUP * GROUP;
        float[][] chunk = new float[panels + 1][whole * L];
        chunk[panels] = new float[GROUP * L];
        return chunk;
    }

    @Override
    public float[][] matrix(int n) {
        int panels = panels(n);
        float[][] matrix = new float[panels + 1][panels * L * L];
        matrix[panels] = new float[2 * panels * L + 4 * L]; // four vectors, or ten elements
        return matrix;
    }

    @Override
    public void pack(float[][] full, float scale, int n, float[][] matrix) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                matrix[j / L][i * L + j % L] = scale * full[i][j];
            }
        }
    }

    @Override
    public void unpack(float[][] matrix, int n, float[][] full) {
        for (int i = 0; i < n; i++) {
            for (int j = i; j < n; j++) {
                full[i][j] = matrix[j / L][i * L + j % L];
                full[j][i] = full[i][j];
            }
        }
    }

    @Override
    public void start(float[][] common, float diagonal, int n, float[][] matrix) {
        int panels = panels(n);
        for (int j = 0; j < panels; j++) {
            System.arraycopy(common[j], 0, matrix[j], 0, (j + 1) * L * L);
        }
        for (int i = 0; i < n; i++) {
            matrix[i / L][i * L + i % L] += diagonal;
        }
    }

    @Override
    public void gather(
            float[][] sources,
            int[] offsets,
            float[] scales,
            float[] targets,
            int from,
            int count,
            int n,
            float[][] chunk,
            float[] b) {
        int whole = n / L;
        int r = 0;
        for (; r + 3 < count; r += 4) {
            int e = from + r;
            float[] y0 = sources[e];
            float[] y1 = sources[e + 1];
            float[] y2 = sources[e + 2];
            float[] y3 = sources[e + 3];
            int o0 = offsets[e];
            int o1 = offsets[e + 1];
            int o2 = offsets[e + 2];
            int o3 = offsets[e + 3];
            for (int j = 0; j < whole; j++) {
                float[] panel = chunk[j];
                FloatVector v0 = FloatVector.fromArray(S, y0, o0 + j * L);
                FloatVector v1 = FloatVector.fromArray(S, y1, o1 + j * L);
                FloatVector v2 = FloatVector.fromArray(S, y2, o2 + j * L);
                FloatVector v3 = FloatVector.fromArray(S, y3, o3 + j * L);
                v0.mul(scales[e]).intoArray(panel, r * L);
                v1.mul(scales[e + 1]).intoArray(panel, r * L + L);
                v2.mul(scales[e + 2]).intoArray(panel, r * L + 2 * L);
                v3.mul(scales[e + 3]).intoArray(panel, r * L + 3 * L);
                FloatVector sum = v0.mul(targets[e]).add(v1.mul(targets[e + 1]));
                FloatVector other = v2.mul(targets[e + 2]).add(v3.mul(targets[e + 3]));
                FloatVector.fromArray(S, b, j * L).add(sum.add(other)).intoArray(b, j * L);
            }
        }
        for (; r < count; r++) {
            int e = from + r;
            for (int j = 0; j < whole; j++) {
                FloatVector v = FloatVector.fromArray(S, sources[e], offsets[e] + j * L);
                v.mul(scales[e]).intoArray(chunk[j], r * L);
                FloatVector.fromArray(S, b, j * L).add(v.mul(targets[e])).intoArray(b, j * L);
            }
        }
        if (whole * L < n) {
            gatherTails(sources, offsets, scales, targets, from, count, n, chunk[whole], b);
        }
    }

    /** The last unknowns of each row, fewer than a vector has lanes. */
    private static void gatherTails(
            float[][] sources,
            int[] offsets,
            float[] scales,
            float[] targets,
            int from,
            int count,
            int n,
            float[] panel,
            float[] b) {
        int first = n / L * L;
        for (int r = 0; r < count; r++) {
            float[] source = sources[from + r];
            int at = offsets[from + r];
            float scale = scales[from + r];
            float target = targets[from + r];
            for (int f = first; f < n; f++) {
                float y = source[at + f];
                panel[r * L + f - first] = scale * y;
                b[f] += target * y;
            }
        }
    }

    @Override
    public void addSquares(float[][] chunk, int count, int n, float[][] matrix) {
        int panels = panels(n);
        for (int i = 0; i < n; i += 4) {
            SystemTiles.update(chunk, count, i, panels, matrix, 1f);
        }
    }

    @Override
    public boolean solve(float[][] matrix, int n, float[] b, float[] x) {
        return VectorCholesky.solve(matrix, n, panels(n), b, x);
    }

    @Override
    public void multiply(float[][] common, float diagonal, int n, float[] v, float[] out) {
        int panels = panels(n);
        int j = 0;
        for (; j + 3 < panels; j += 4) {
            multiplyFour(common[j], common[j + 1], common[j + 2], common[j + 3], n, v, out, j * L);
        }
        for (; j < panels; j++) {
            multiplyOne(common[j], n, v, out, j * L);
        }
        for (int at = 0; at < panels * L; at += L) {
            FloatVector.fromArray(S, v, at)
                    .mul(diagonal)
                    .add(FloatVector.fromArray(S, out, at))
                    .intoArray(out, at);
        }
    }

    private static void multiplyFour(
            float[] p0, float[] p1, float[] p2, float[] p3, int n, float[] v, float[] out, int at) {
        FloatVector s0 = FloatVector.zero(S);
        FloatVector s1 = FloatVector.zero(S);
        FloatVector s2 = FloatVector.zero(S);
        FloatVector s3 = FloatVector.zero(S);
        FloatVector t0 = FloatVector.zero(S);
        FloatVector t1 = FloatVector.zero(S);
        FloatVector t2 = FloatVector.zero(S);
        FloatVector t3 = FloatVector.zero(S);
        int even = (n + 1) / 2 * 2; // rows beyond the last are zero
        for (int i = 0; i < even; i += 2) {
            FloatVector a = FloatVector.broadcast(S, v[i]);
            s0 = a.fma(FloatVector.fromArray(S, p0, i * L), s0);
            s1 = a.fma(FloatVector.fromArray(S, p1, i * L), s1);
            s2 = a.fma(FloatVector.fromArray(S, p2, i * L), s2);
            s3 = a.fma(FloatVector.fromArray(S, p3, i * L), s3);
            FloatVector c = FloatVector.broadcast(S, v[i + 1]);
            t0 = c.fma(FloatVector.fromArray(S, p0, i * L + L), t0);
            t1 = c.fma(FloatVector.fromArray(S, p1, i * L + L), t1);
            t2 = c.fma(FloatVector.fromArray(S, p2, i * L + L), t2);
            t3 = c.fma(FloatVector.fromArray(S, p3, i * L + L), t3);
        }
        s0.add(t0).intoArray(out, at);
        s1.add(t1).intoArray(out, at + L);
        s2.add(t2).intoArray(out, at + 2 * L);
        s3.add(t3).intoArray(out, at + 3 * L);
    }

    private static void multiplyOne(float[] p, int n, float[] v, float[] out, int at) {
        FloatVector s0 = FloatVector.zero(S);
        FloatVector s1 = FloatVector.zero(S);
        FloatVector s2 = FloatVector.zero(S);
        FloatVector s3 = FloatVector.zero(S);
        int whole = (n + 3) / 4 * 4;
        for (int i = 0; i < whole; i += 4) {
            s0 = FloatVector.broadcast(S, v[i]).fma(FloatVector.fromArray(S, p, i * L), s0);
            s1 = FloatVector.broadcast(S, v[i + 1]).fma(FloatVector.fromArray(S, p, i * L + L), s1);
            s2 = FloatVector.broadcast(S, v[i + 2]).fma(FloatVector.fromArray(S, p, i * L + 2 * L), s2);
            s3 = FloatVector.broadcast(S, v[i + 3]).fma(FloatVector.fromArray(S, p, i * L + 3 * L), s3);
        }
        s0.add(s1).add(s2.add(s3)).intoArray(out, at);
    }

    /** Rows of zeros fill up the last group. */
    @Override
    public void prepare(float[][] chunk, int count, int n) {
        int whole = (count + GROUP - 1) / GROUP * GROUP;
        for (int j = 0; j < panels(n) && count < whole; j++) {
            Arrays.fill(chunk[j], count * L, whole * L, 0f);
        }
    }

    @Override
    public void addProducts(float[][] chunk, float[] weights, int from, int count, int n, float[] v, float[] out) {
        int panels = panels(n);
        float[] sums = chunk[panels];
        for (int r = 0; r < count; r += GROUP) {
            multiplyRows(chunk, r * L, panels, v, sums);
            LaneSums.eight(sums);
            int rows = Math.min(GROUP, count - r); // those that fill up the last group have no weight
            for (int g = 0; g < rows; g++) {
                sums[g * LaneSums.EIGHT_STEP] *= weights[from + r + g];
            }
            addRows(chunk, r * L, panels, sums, out);
        }
    }

    /** The products of eight rows with a vector, not yet added up over the lanes. */
    private static void multiplyRows(float[][] chunk, int at, int panels, float[] v, float[] sums) {
        FloatVector s0 = FloatVector.zero(S);
        FloatVector s1 = FloatVector.zero(S);
        FloatVector s2 = FloatVector.zero(S);
        FloatVector s3 = FloatVector.zero(S);
        FloatVector s4 = FloatVector.zero(S);
        FloatVector s5 = FloatVector.zero(S);
        FloatVector s6 = FloatVector.zero(S);
        FloatVector s7 = FloatVector.zero(S);
        for (int j = 0; j < panels; j++) {
            float[] p = chunk[j];
            FloatVector a = FloatVector.fromArray(S, v, j * L);
            s0 = a.fma(FloatVector.fromArray(S, p, at), s0);
            s1 = a.fma(FloatVector.fromArray(S, p, at + L), s1);
            s2 = a.fma(FloatVector.fromArray(S, p, at + 2 * L), s2);
            s3 = a.fma(FloatVector.fromArray(S, p, at + 3 * L), s3);
            s4 = a.fma(FloatVector.fromArray(S, p, at + 4 * L), s4);
            s5 = a.fma(FloatVector.fromArray(S, p, at + 5 * L), s5);
            s6 = a.fma(FloatVector.fromArray(S, p, at + 6 * L), s6);
            s7 = a.fma(FloatVector.fromArray(S, p, at + 7 * L), s7);
        }
        s0.intoArray(sums, 0);
        s1.intoArray(sums, L);
        s2.intoArray(sums, 2 * L);
        s3.intoArray(sums, 3 * L);
        s4.intoArray(sums, 4 * L);
        s5.intoArray(sums, 5 * L);
        s6.intoArray(sums, 6 * L);
        s7.intoArray(sums, 7 * L);
    }

    /** {@code out += } the sum of eight rows, scaled. */
    private static void addRows(float[][] chunk, int at, int panels, float[] scales, float[] out) {
        FloatVector s0 = FloatVector.broadcast(S, scales[0]);
        FloatVector s1 = FloatVector.broadcast(S, scales[LaneSums.EIGHT_STEP]);
        FloatVector s2 = FloatVector.broadcast(S, scales[2 * LaneSums.EIGHT_STEP]);
        FloatVector s3 = FloatVector.broadcast(S, scales[3 * LaneSums.EIGHT_STEP]);
        FloatVector s4 = FloatVector.broadcast(S, scales[4 * LaneSums.EIGHT_STEP]);
        FloatVector s5 = FloatVector.broadcast(S, scales[5 * LaneSums.EIGHT_STEP]);
        FloatVector s6 = FloatVector.broadcast(S, scales[6 * LaneSums.EIGHT_STEP]);
        FloatVector s7 = FloatVector.broadcast(S, scales[7 * LaneSums.EIGHT_STEP]);
        for (int j = 0; j < panels; j++) {
            float[] p = chunk[j];
            FloatVector even = s0.fma(FloatVector.fromArray(S, p, at), FloatVector.fromArray(S, out, j * L));
            FloatVector odd = s1.mul(FloatVector.fromArray(S, p, at + L));
            even = s2.fma(FloatVector.fromArray(S, p, at + 2 * L), even);
            odd = s3.fma(FloatVector.fromArray(S, p, at + 3 * L), odd);
            even = s4.fma(FloatVector.fromArray(S, p, at + 4 * L), even);
            odd = s5.fma(FloatVector.fromArray(S, p, at + 5 * L), odd);
            even = s6.fma(FloatVector.fromArray(S, p, at + 6 * L), even);
            odd = s7.fma(FloatVector.fromArray(S, p, at + 7 * L), odd);
            even.add(odd).intoArray(out, j * L);
        }
    }

    @Override
    public float dot(float[] x, float[] y, int n) {
        FloatVector sum = FloatVector.zero(S);
        int padded = panels(n) * L;
        for (int i = 0; i < padded; i += L) {
            sum = FloatVector.fromArray(S, x, i).fma(FloatVector.fromArray(S, y, i), sum);
        }
        return LaneSums.of(sum);
    }

    @Override
    public float step(float[] x, float[] residual, float[] direction, float[] product, float squared, int n) {
        float curvature = dot(direction, product, n);
        if (!(curvature > 0)) {
            return Float.NaN;
        }
        int padded = panels(n) * L;
        FloatVector length = FloatVector.broadcast(S, squared / curvature);
        FloatVector sum = FloatVector.zero(S);
        for (int i = 0; i < padded; i += L) {
            FloatVector d = FloatVector.fromArray(S, direction, i);
            length.fma(d, FloatVector.fromArray(S, x, i)).intoArray(x, i);
            FloatVector p = FloatVector.fromArray(S, product, i);
            FloatVector r = FloatVector.fromArray(S, residual, i).sub(length.mul(p));
            r.intoArray(residual, i);
            sum = r.fma(r, sum);
        }
        float next = LaneSums.of(sum);
        FloatVector beta = FloatVector.broadcast(S, next / squared);
        for (int i = 0; i < padded; i += L) {
            beta.fma(FloatVector.fromArray(S, direction, i), FloatVector.fromArray(S, residual, i))
                    .intoArray(direction, i);
        }
        return next;
    }
}
