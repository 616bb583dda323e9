package dev.recsys.internal.simd;

import java.util.Arrays;

/**
 * Panels of plain loops: one array per panel and factor, because C2 vectorises sums over several arrays at one common index,
 * and little else. Four factors are added up before their sum is added to the score.
 */
final class PlainPanels implements PanelKernel {

    private static final int WIDTH = 1024; // shorter loops spend their time before and after the vectorised part
    private static final int TILE = 4;

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
        int row = slot / WIDTH * factors;
        for (int f = 0; f < factors; f++) {
            store[row + f][slot % WIDTH] = vector[f];
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
        float[][] sums = new float[TILE][WIDTH];
        for (int tile = from; tile < to; tile++) {
            score(store, panel * factors, factors, tiles, tile * TILE * factors, TILE, sums);
            boolean any = false;
            for (int q = 0; q < TILE; q++) {
                any |= report(sums[q], thresholds[tile * TILE + q], hits, q, scores);
            }
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
        float[][] sums = new float[1][WIDTH];
        for (int panel = from; panel < to; panel++) {
            score(store, panel * factors, factors, query, 0, 1, sums);
            if (report(sums[0], threshold, hits, 0, scores)) {
                return panel;
            }
        }
        return to;
    }

    /** Scores of {@code count} queries, [factor][query]. The arrays of four factors stay in the first-level cache for all. */
    private static void score(
            float[][] store, int row, int factors, float[] queries, int at, int count, float[][] sums) {
        for (int q = 0; q < count; q++) {
            Arrays.fill(sums[q], 0f);
        }
        int f = 0;
        int a = at;
        for (; f + 3 < factors; f += 4, a += 4 * count) {
            float[] x0 = store[row + f];
            float[] x1 = store[row + f + 1];
            float[] x2 = store[row + f + 2];
            float[] x3 = store[row + f + 3];
            for (int q = 0; q < count; q++) {
                int b = a + q;
                add(
                        queries[b],
                        x0,
                        queries[b + count],
                        x1,
                        queries[b + 2 * count],
                        x2,
                        queries[b + 3 * count],
                        x3,
                        sums[q]);
            }
        }
        for (; f < factors; f++, a += count) {
            for (int q = 0; q < count; q++) {
                add(queries[a + q], store[row + f], sums[q]);
            }
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

    /** Marks the scores of a query that reach its threshold, and copies them out if there are any. */
    private static boolean report(float[] sums, float threshold, long[] hits, int query, float[] scores) {
        int words = WIDTH >>> 6;
        Arrays.fill(hits, query * words, (query + 1) * words, 0L);
        boolean any = false;
        for (int i = 0; i < WIDTH; i++) {
            if (sums[i] >= threshold) {
                hits[query * words + (i >>> 6)] |= 1L << i;
                any = true;
            }
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
