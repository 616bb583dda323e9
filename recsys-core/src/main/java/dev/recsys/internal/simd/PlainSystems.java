package dev.recsys.internal.simd;

import java.util.Arrays;

/**
 * Systems in plain loops. A matrix is one array per row, a chunk one array per gathered row and, for products, one per
 * unknown: dot products of many rows become sums of scaled arrays, the only sums that C2 vectorises.
 */
final class PlainSystems implements SystemKernel {

    @Override
    public int padded(int n) {
        return n;
    }

    /** The rows, then the transposed ones, made when first asked for, and the dot products. */
    @Override
    public float[][] chunk(int n, int rows) {
        float[][] chunk = new float[rows + n + 1][0];
        for (int r = 0; r < rows; r++) {
            chunk[r] = new float[n];
        }
        return chunk;
    }

    @Override
    public float[][] matrix(int n) {
        return new float[n][n];
    }

    @Override
    public void pack(float[][] full, float scale, int n, float[][] matrix) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                matrix[i][j] = scale * full[i][j];
            }
        }
    }

    @Override
    public void unpack(float[][] matrix, int n, float[][] full) {
        for (int i = 0; i < n; i++) {
            System.arraycopy(matrix[i], i, full[i], i, n - i);
            for (int j = i + 1; j < n; j++) {
                full[j][i] = matrix[i][j];
            }
        }
    }

    @Override
    public void start(float[][] common, float diagonal, int n, float[][] matrix) {
        for (int i = 0; i < n; i++) {
            System.arraycopy(common[i], i, matrix[i], i, n - i);
            matrix[i][i] += diagonal;
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
        for (int r = 0; r < count; r++) {
            float[] row = chunk[r];
            System.arraycopy(sources[from + r], offsets[from + r], row, 0, n);
        }
        int r = 0;
        for (; r + 3 < count; r += 4) {
            int t = from + r;
            Axpy.add4(
                    targets[t],
                    chunk[r],
                    targets[t + 1],
                    chunk[r + 1],
                    targets[t + 2],
                    chunk[r + 2],
                    targets[t + 3],
                    chunk[r + 3],
                    b,
                    0,
                    n);
        }
        for (; r < count; r++) {
            Axpy.add(targets[from + r], chunk[r], b, 0, n);
        }
        for (r = 0; r < count; r++) {
            if (scales[from + r] != 1f) {
                scale(scales[from + r], chunk[r], n);
            }
        }
    }

    private static void scale(float scale, float[] row, int n) {
        for (int i = 0; i < n; i++) {
            row[i] *= scale;
        }
    }

    @Override
    public void addSquares(float[][] chunk, int count, int n, float[][] matrix) {
        int r = 0;
        for (; r + 3 < count; r += 4) {
            addFour(chunk[r], chunk[r + 1], chunk[r + 2], chunk[r + 3], n, matrix);
        }
        for (; r < count; r++) {
            float[] row = chunk[r];
            for (int i = 0; i < n; i++) {
                Axpy.add(row[i], row, matrix[i], i, n);
            }
        }
    }

    private static void addFour(float[] x0, float[] x1, float[] x2, float[] x3, int n, float[][] matrix) {
        for (int i = 0; i < n; i++) {
            Axpy.add4(x0[i], x0, x1[i], x1, x2[i], x2, x3[i], x3, matrix[i], i, n);
        }
    }

    /** {@code out[i] += a0 x0[i] + ... + a7 x7[i]} for i in [from, to). */
    private static void add8(
            float a0,
            float[] x0,
            float a1,
            float[] x1,
            float a2,
            float[] x2,
            float a3,
            float[] x3,
            float a4,
            float[] x4,
            float a5,
            float[] x5,
            float a6,
            float[] x6,
            float a7,
            float[] x7,
            float[] out,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            out[i] += ((a0 * x0[i] + a1 * x1[i]) + (a2 * x2[i] + a3 * x3[i]))
                    + ((a4 * x4[i] + a5 * x5[i]) + (a6 * x6[i] + a7 * x7[i]));
        }
    }

    @Override
    public boolean solve(float[][] matrix, int n, float[] b, float[] x) {
        if (!factor(matrix, n)) {
            return false;
        }
        for (int k = 0; k < n; k++) { // U' z = b
            b[k] /= matrix[k][k];
            Axpy.add(-b[k], matrix[k], b, k + 1, n);
        }
        for (int k = n - 1; k >= 0; k--) { // U x = z
            x[k] = (b[k] - Axpy.dot(matrix[k], x, k + 1, n)) / matrix[k][k];
        }
        return true;
    }

    /** Four rows of U at a time, then their effect on all rows below in one pass. */
    private static boolean factor(float[][] a, int n) {
        int k = 0;
        for (; k + 3 < n; k += 4) {
            for (int p = k; p < k + 4; p++) {
                for (int q = k; q < p; q++) {
                    Axpy.add(-a[q][p], a[q], a[p], p, n);
                }
                if (!scaleRow(a[p], p, n)) {
                    return false;
                }
            }
            float[] u0 = a[k];
            float[] u1 = a[k + 1];
            float[] u2 = a[k + 2];
            float[] u3 = a[k + 3];
            for (int i = k + 4; i < n; i++) {
                Axpy.add4(-u0[i], u0, -u1[i], u1, -u2[i], u2, -u3[i], u3, a[i], i, n);
            }
        }
        for (int first = k; k < n; k++) {
            for (int q = first; q < k; q++) {
                Axpy.add(-a[q][k], a[q], a[k], k, n);
            }
            if (!scaleRow(a[k], k, n)) {
                return false;
            }
        }
        return true;
    }

    private static boolean scaleRow(float[] row, int k, int n) {
        float pivot = row[k];
        if (!(pivot > 0) || pivot == Float.POSITIVE_INFINITY) {
            return false;
        }
        float inverse = (float) (1 / Math.sqrt(pivot));
        for (int j = k; j < n; j++) {
            row[j] *= inverse;
        }
        return true;
    }

    @Override
    public void multiply(float[][] common, float diagonal, int n, float[] v, float[] out) {
        for (int i = 0; i < n; i++) {
            out[i] = diagonal * v[i];
        }
        addRows(common, v, n, n, out);
    }

    /** {@code out += sum of a[r] * rows[r]}, eight rows at a time. */
    private static void addRows(float[][] rows, float[] a, int count, int length, float[] out) {
        int r = 0;
        for (; r + 7 < count; r += 8) {
            add8(
                    a[r],
                    rows[r],
                    a[r + 1],
                    rows[r + 1],
                    a[r + 2],
                    rows[r + 2],
                    a[r + 3],
                    rows[r + 3],
                    a[r + 4],
                    rows[r + 4],
                    a[r + 5],
                    rows[r + 5],
                    a[r + 6],
                    rows[r + 6],
                    a[r + 7],
                    rows[r + 7],
                    out,
                    0,
                    length);
        }
        for (; r < count; r++) {
            Axpy.add(a[r], rows[r], out, 0, length);
        }
    }

    @Override
    public void prepare(float[][] chunk, int count, int n) {
        int rows = chunk.length - n - 1;
        if (chunk[rows + n].length < rows) {
            for (int f = 0; f <= n; f++) {
                chunk[rows + f] = new float[rows];
            }
        }
        int f = 0;
        for (; f + 7 < n; f += 8) {
            transposeEight(chunk, rows + f, f, count);
        }
        for (; f < n; f++) {
            float[] to = chunk[rows + f];
            for (int r = 0; r < count; r++) {
                to[r] = chunk[r][f];
            }
        }
    }

    private static void transposeEight(float[][] chunk, int to, int f, int count) {
        float[] t0 = chunk[to];
        float[] t1 = chunk[to + 1];
        float[] t2 = chunk[to + 2];
        float[] t3 = chunk[to + 3];
        float[] t4 = chunk[to + 4];
        float[] t5 = chunk[to + 5];
        float[] t6 = chunk[to + 6];
        float[] t7 = chunk[to + 7];
        for (int r = 0; r < count; r++) {
            float[] row = chunk[r];
            t0[r] = row[f];
            t1[r] = row[f + 1];
            t2[r] = row[f + 2];
            t3[r] = row[f + 3];
            t4[r] = row[f + 4];
            t5[r] = row[f + 5];
            t6[r] = row[f + 6];
            t7[r] = row[f + 7];
        }
    }

    @Override
    public void addProducts(float[][] chunk, float[] weights, int from, int count, int n, float[] v, float[] out) {
        int rows = chunk.length - n - 1;
        float[] dots = chunk[rows + n];
        Arrays.fill(dots, 0, count, 0f);
        int f = 0;
        for (; f + 7 < n; f += 8) {
            int t = rows + f;
            add8(
                    v[f],
                    chunk[t],
                    v[f + 1],
                    chunk[t + 1],
                    v[f + 2],
                    chunk[t + 2],
                    v[f + 3],
                    chunk[t + 3],
                    v[f + 4],
                    chunk[t + 4],
                    v[f + 5],
                    chunk[t + 5],
                    v[f + 6],
                    chunk[t + 6],
                    v[f + 7],
                    chunk[t + 7],
                    dots,
                    0,
                    count);
        }
        for (; f < n; f++) {
            Axpy.add(v[f], chunk[rows + f], dots, 0, count);
        }
        for (int r = 0; r < count; r++) {
            dots[r] *= weights[from + r];
        }
        addRows(chunk, dots, count, n, out);
    }

    @Override
    public float dot(float[] x, float[] y, int n) {
        return Axpy.dot(x, y, 0, n);
    }

    @Override
    public float step(float[] x, float[] residual, float[] direction, float[] product, float squared, int n) {
        float curvature = Axpy.dot(direction, product, 0, n);
        if (!(curvature > 0)) {
            return Float.NaN;
        }
        float length = squared / curvature;
        Axpy.add(length, direction, x, 0, n);
        Axpy.add(-length, product, residual, 0, n);
        float next = Axpy.dot(residual, residual, 0, n);
        float beta = next / squared;
        for (int i = 0; i < n; i++) {
            direction[i] = residual[i] + beta * direction[i];
        }
        return next;
    }
}
