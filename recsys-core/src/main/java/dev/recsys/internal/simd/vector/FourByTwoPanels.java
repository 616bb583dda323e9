package dev.recsys.internal.simd.vector;

import static jdk.incubator.vector.VectorOperators.GE;

import dev.recsys.internal.simd.PanelKernel;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles of four queries by two vectors of items: what fits the 16 registers of AVX2, and of 128-bit vectors. Thresholds are
 * tested before a score leaves its register.
 */
final class FourByTwoPanels implements PanelKernel {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int L = Lanes.COUNT;
    private static final int WIDTH = 2 * Lanes.COUNT;
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
        return PanelStore.allocate(WIDTH, slots, factors);
    }

    @Override
    public void put(float[][] store, int slot, int factors, float[] vector) {
        PanelStore.put(WIDTH, store, slot, factors, vector);
    }

    @Override
    public float score(float[][] store, int slot, int factors, float[] query) {
        return PanelStore.score(WIDTH, store, slot, factors, query);
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
        int perArray = PanelStore.perArray(WIDTH, factors);
        float[] items = store[panel / perArray];
        int first = panel % perArray * WIDTH * factors;
        int end = first + WIDTH * factors;
        for (int tile = from; tile < to; tile++) {
            int q = tile * TILE * factors;
            FloatVector c00 = FloatVector.zero(S);
            FloatVector c01 = FloatVector.zero(S);
            FloatVector c10 = FloatVector.zero(S);
            FloatVector c11 = FloatVector.zero(S);
            FloatVector c20 = FloatVector.zero(S);
            FloatVector c21 = FloatVector.zero(S);
            FloatVector c30 = FloatVector.zero(S);
            FloatVector c31 = FloatVector.zero(S);
            for (int p = first; p < end; p += WIDTH, q += TILE) {
                FloatVector b0 = FloatVector.fromArray(S, items, p);
                FloatVector b1 = FloatVector.fromArray(S, items, p + L);
                FloatVector a0 = FloatVector.broadcast(S, tiles[q]);
                c00 = a0.fma(b0, c00);
                c01 = a0.fma(b1, c01);
                FloatVector a1 = FloatVector.broadcast(S, tiles[q + 1]);
                c10 = a1.fma(b0, c10);
                c11 = a1.fma(b1, c11);
                FloatVector a2 = FloatVector.broadcast(S, tiles[q + 2]);
                c20 = a2.fma(b0, c20);
                c21 = a2.fma(b1, c21);
                FloatVector a3 = FloatVector.broadcast(S, tiles[q + 3]);
                c30 = a3.fma(b0, c30);
                c31 = a3.fma(b1, c31);
            }
            int t = tile * TILE;
            boolean hit0 = c00.max(c01).compare(GE, thresholds[t]).anyTrue();
            boolean hit1 = c10.max(c11).compare(GE, thresholds[t + 1]).anyTrue();
            boolean hit2 = c20.max(c21).compare(GE, thresholds[t + 2]).anyTrue();
            boolean hit3 = c30.max(c31).compare(GE, thresholds[t + 3]).anyTrue();
            if (hit0 | hit1 | hit2 | hit3) {
                c00.intoArray(scores, 0);
                c01.intoArray(scores, L);
                c10.intoArray(scores, 2 * L);
                c11.intoArray(scores, 3 * L);
                c20.intoArray(scores, 4 * L);
                c21.intoArray(scores, 5 * L);
                c30.intoArray(scores, 6 * L);
                c31.intoArray(scores, 7 * L);
                hits[0] = hit0 ? hitsOf(scores, 0, thresholds[t]) : 0L;
                hits[1] = hit1 ? hitsOf(scores, WIDTH, thresholds[t + 1]) : 0L;
                hits[2] = hit2 ? hitsOf(scores, 2 * WIDTH, thresholds[t + 2]) : 0L;
                hits[3] = hit3 ? hitsOf(scores, 3 * WIDTH, thresholds[t + 3]) : 0L;
                return tile;
            }
        }
        return to;
    }

    /** The slots, from {@code at} on, whose score is at least the threshold. */
    private static long hitsOf(float[] scores, int at, float threshold) {
        long bits = 0L;
        for (int v = 0; v < WIDTH; v += L) {
            bits |= FloatVector.fromArray(S, scores, at + v)
                            .compare(GE, threshold)
                            .toLong()
                    << v;
        }
        return bits;
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
        int perArray = PanelStore.perArray(WIDTH, factors);
        for (int panel = from; panel < to; panel++) {
            float[] items = store[panel / perArray];
            int p = panel % perArray * WIDTH * factors;
            FloatVector c0 = FloatVector.zero(S);
            FloatVector c1 = FloatVector.zero(S);
            for (int f = 0; f < factors; f++, p += WIDTH) {
                FloatVector a = FloatVector.broadcast(S, query[f]);
                c0 = a.fma(FloatVector.fromArray(S, items, p), c0);
                c1 = a.fma(FloatVector.fromArray(S, items, p + L), c1);
            }
            if (c0.max(c1).compare(GE, threshold).anyTrue()) {
                c0.intoArray(scores, 0);
                c1.intoArray(scores, L);
                hits[0] = hitsOf(scores, 0, threshold);
                return panel;
            }
        }
        return to;
    }
}
