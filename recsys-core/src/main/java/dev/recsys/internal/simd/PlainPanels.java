package dev.recsys.internal.simd;

import java.util.Arrays;

/**
 * Panels of plain loops: one array per panel and factor, because C2 vectorises sums over several arrays at one common index,
 * and little else. Four factors are added up before their sum is added to the score.
 */
final class PlainPanels implements PanelKernel {

    private static final int WIDTH = 512;
    private static final int TILE = 4;

    private final boolean fourOutputs;

    /** From JDK 21 on C2 vectorises loops with several outputs; before, they are slower than one output at a time. */
    PlainPanels(int javaFeature) {
        this.fourOutputs = javaFeature >= 21;
    }

    @Override
    public int width() {
        return WIDTH;
    }

    @Override
    public int tileQueries() {
        return TILE;
    }

    @Override
    public float[][] allocate(int slots, int factors) {
        int panels = (int) (((long) slots + WIDTH - 1) / WIDTH);
        return new float[Math.multiplyExact(panels, factors)][WIDTH];
    }

    @Override
    public void put(float[][] store, int slot, int factors, float[] vector) {
        int panel = slot / WIDTH * factors;
        for (int f = 0; f < factors; f++) {
            store[panel + f][slot % WIDTH] = vector[f];
        }
    }

    @Override
    public int scan(
            float[][] store,
            int panel,
            int factors,
            float[] tiles,
            int from,
            int to,
            float[] thresholds,
            long[] hits,
            float[] scores) {
        float[] s0 = new float[WIDTH];
        float[] s1 = new float[WIDTH];
        float[] s2 = new float[WIDTH];
        float[] s3 = new float[WIDTH];
        int row = panel * factors;
        for (int tile = from; tile < to; tile++) {
            int at = tile * TILE * factors;
            if (fourOutputs) {
                scoreFour(store, row, factors, tiles, at, s0, s1, s2, s3);
            } else {
                scoreOne(store, row, factors, tiles, at, TILE, s0);
                scoreOne(store, row, factors, tiles, at + 1, TILE, s1);
                scoreOne(store, row, factors, tiles, at + 2, TILE, s2);
                scoreOne(store, row, factors, tiles, at + 3, TILE, s3);
            }
            int t = tile * TILE;
            boolean any = report(s0, thresholds[t], hits, 0, scores);
            any |= report(s1, thresholds[t + 1], hits, 1, scores);
            any |= report(s2, thresholds[t + 2], hits, 2, scores);
            any |= report(s3, thresholds[t + 3], hits, 3, scores);
            if (any) {
                return tile;
            }
        }
        return to;
    }

    @Override
    public int scanOne(
            float[][] store,
            int from,
            int to,
            int factors,
            float[] query,
            float threshold,
            long[] hits,
            float[] scores) {
        float[] sums = new float[WIDTH];
        for (int panel = from; panel < to; panel++) {
            scoreOne(store, panel * factors, factors, query, 0, 1, sums);
            if (report(sums, threshold, hits, 0, scores)) {
                return panel;
            }
        }
        return to;
    }

    /** The scores of one query whose elements lie {@code step} apart. */
    private static void scoreOne(float[][] store, int row, int factors, float[] query, int at, int step, float[] out) {
        Arrays.fill(out, 0f);
        int f = 0;
        int q = at;
        for (; f + 3 < factors; f += 4, q += 4 * step) {
            add(
                    query[q],
                    store[row + f],
                    query[q + step],
                    store[row + f + 1],
                    query[q + 2 * step],
                    store[row + f + 2],
                    query[q + 3 * step],
                    store[row + f + 3],
                    out);
        }
        for (; f < factors; f++, q += step) {
            add(query[q], store[row + f], out);
        }
    }

    private static void add(
            float a0, float[] x0, float a1, float[] x1, float a2, float[] x2, float a3, float[] x3, float[] out) {
        for (int i = 0; i < WIDTH; i++) {
            out[i] += a0 * x0[i] + a1 * x1[i] + a2 * x2[i] + a3 * x3[i];
        }
    }

    private static void add(float a, float[] x, float[] out) {
        for (int i = 0; i < WIDTH; i++) {
            out[i] += a * x[i];
        }
    }

    /** The scores of a tile. */
    private static void scoreFour(
            float[][] store,
            int row,
            int factors,
            float[] tiles,
            int at,
            float[] s0,
            float[] s1,
            float[] s2,
            float[] s3) {
        Arrays.fill(s0, 0f);
        Arrays.fill(s1, 0f);
        Arrays.fill(s2, 0f);
        Arrays.fill(s3, 0f);
        int f = 0;
        int q = at;
        for (; f + 3 < factors; f += 4, q += 4 * TILE) {
            addFour(
                    store[row + f],
                    store[row + f + 1],
                    store[row + f + 2],
                    store[row + f + 3],
                    tiles,
                    q,
                    s0,
                    s1,
                    s2,
                    s3);
        }
        for (; f < factors; f++, q += TILE) {
            add(tiles[q], store[row + f], s0);
            add(tiles[q + 1], store[row + f], s1);
            add(tiles[q + 2], store[row + f], s2);
            add(tiles[q + 3], store[row + f], s3);
        }
    }

    private static void addFour(
            float[] x0,
            float[] x1,
            float[] x2,
            float[] x3,
            float[] a,
            int q,
            float[] s0,
            float[] s1,
            float[] s2,
            float[] s3) {
        float a00 = a[q];
        float a01 = a[q + 1];
        float a02 = a[q + 2];
        float a03 = a[q + 3];
        float a10 = a[q + 4];
        float a11 = a[q + 5];
        float a12 = a[q + 6];
        float a13 = a[q + 7];
        float a20 = a[q + 8];
        float a21 = a[q + 9];
        float a22 = a[q + 10];
        float a23 = a[q + 11];
        float a30 = a[q + 12];
        float a31 = a[q + 13];
        float a32 = a[q + 14];
        float a33 = a[q + 15];
        for (int i = 0; i < WIDTH; i++) {
            float v0 = x0[i];
            float v1 = x1[i];
            float v2 = x2[i];
            float v3 = x3[i];
            s0[i] += a00 * v0 + a10 * v1 + a20 * v2 + a30 * v3;
            s1[i] += a01 * v0 + a11 * v1 + a21 * v2 + a31 * v3;
            s2[i] += a02 * v0 + a12 * v1 + a22 * v2 + a32 * v3;
            s3[i] += a03 * v0 + a13 * v1 + a23 * v2 + a33 * v3;
        }
    }

    /** Copies out the scores of a query that has any at its threshold or above, and marks them. */
    private static boolean report(float[] sums, float threshold, long[] hits, int query, float[] scores) {
        int words = WIDTH >>> 6;
        boolean any = false;
        for (int w = 0; w < words; w++) {
            long bits = 0L;
            for (int i = 0; i < 64; i++) {
                bits |= sums[(w << 6) + i] >= threshold ? 1L << i : 0L;
            }
            hits[query * words + w] = bits;
            any |= bits != 0;
        }
        if (any) {
            System.arraycopy(sums, 0, scores, query * WIDTH, WIDTH);
        }
        return any;
    }

    @Override
    public float score(float[][] store, int slot, int factors, float[] query) {
        int row = slot / WIDTH * factors;
        int i = slot % WIDTH;
        float sum = 0f;
        int f = 0;
        for (; f + 3 < factors; f += 4) {
            sum += query[f] * store[row + f][i]
                    + query[f + 1] * store[row + f + 1][i]
                    + query[f + 2] * store[row + f + 2][i]
                    + query[f + 3] * store[row + f + 3][i];
        }
        for (; f < factors; f++) {
            sum += query[f] * store[row + f][i];
        }
        return sum;
    }
}
