package dev.recsys.internal.simd.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums over the lanes of vectors, always in the same order; {@code reduceLanes} promises none. Several vectors are folded
 * into one, each fold halving the lanes that a vector has to itself.
 */
final class LaneSums {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int L = Lanes.COUNT;
    private static final VectorMask<Float> HALF = mask(L / 2);
    private static final VectorMask<Float> QUARTER = mask(L / 4);
    private static final VectorMask<Float> EIGHTH = mask(L == 4 ? 1 : L / 8);
    private static final VectorShuffle<Float> SWAP_HALF = swap(L / 2);
    private static final VectorShuffle<Float> SWAP_QUARTER = swap(L / 4);
    private static final VectorShuffle<Float> SWAP_EIGHTH = swap(L == 4 ? 1 : L / 8);
    private static final VectorShuffle<Float> SWAP_ONE = swap(1);

    private LaneSums() {}

    private static VectorMask<Float> mask(int distance) {
        boolean[] set = new boolean[L];
        for (int lane = 0; lane < L; lane++) {
            set[lane] = (lane & distance) != 0;
        }
        return VectorMask.fromArray(S, set, 0);
    }

    private static VectorShuffle<Float> swap(int distance) {
        return VectorShuffle.fromOp(S, lane -> lane ^ distance);
    }

    /** Where the mask is not set the lanes of {@code a} added in pairs, where it is set those of {@code b}. */
    private static FloatVector fold(FloatVector a, FloatVector b, VectorMask<Float> mask, VectorShuffle<Float> swap) {
        return a.blend(b, mask).add(b.blend(a, mask).rearrange(swap));
    }

    /** The sum of all lanes. */
    static float of(FloatVector v) {
        FloatVector sum = v.add(v.rearrange(SWAP_HALF));
        sum = sum.add(sum.rearrange(SWAP_QUARTER));
        if (L > 4) {
            sum = sum.add(sum.rearrange(SWAP_EIGHTH));
        }
        if (L > 8) {
            sum = sum.add(sum.rearrange(SWAP_ONE));
        }
        return sum.lane(0);
    }

    /** The sums of four vectors, to {@code out}, from {@code at} on; as many elements as a vector has are overwritten. */
    static void four(FloatVector v0, FloatVector v1, FloatVector v2, FloatVector v3, float[] out, int at) {
        FloatVector sum = fold(
                fold(v0, v2, HALF, SWAP_HALF),
                fold(v1, v3, HALF, SWAP_HALF),
                QUARTER,
                SWAP_QUARTER); // L / 4 lanes each
        if (L > 4) {
            sum = sum.add(sum.rearrange(SWAP_EIGHTH));
        }
        if (L > 8) {
            sum = sum.add(sum.rearrange(SWAP_ONE));
        }
        sum.intoArray(out, at);
    }

    /** How far apart the sums of {@link #four} lie. */
    static final int FOUR_STEP = L / 4;

    /** The sums of eight vectors, to {@code out}, {@link #EIGHT_STEP} apart; up to two vectors of it are overwritten. */
    static void eight(
            FloatVector v0,
            FloatVector v1,
            FloatVector v2,
            FloatVector v3,
            FloatVector v4,
            FloatVector v5,
            FloatVector v6,
            FloatVector v7,
            float[] out) {
        if (L == 4) {
            four(v0, v1, v2, v3, out, 0);
            four(v4, v5, v6, v7, out, 4);
            return;
        }
        FloatVector h0 = fold(v0, v4, HALF, SWAP_HALF);
        FloatVector h1 = fold(v1, v5, HALF, SWAP_HALF);
        FloatVector h2 = fold(v2, v6, HALF, SWAP_HALF);
        FloatVector h3 = fold(v3, v7, HALF, SWAP_HALF);
        FloatVector q0 = fold(h0, h2, QUARTER, SWAP_QUARTER);
        FloatVector q1 = fold(h1, h3, QUARTER, SWAP_QUARTER);
        FloatVector sum = fold(q0, q1, EIGHTH, SWAP_EIGHTH);
        if (L > 8) {
            sum = sum.add(sum.rearrange(SWAP_ONE));
        }
        sum.intoArray(out, 0);
    }

    /** How far apart the sums of {@link #eight} lie. */
    static final int EIGHT_STEP = L == 16 ? 2 : 1;
}
