package dev.recsys.internal.simd.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums over the lanes of vectors, always in the same order; {@code reduceLanes} promises none. Several vectors are folded
 * into one: where a mask is not set the pairwise sums of one vector, where it is set those of another, so that each fold halves
 * the lanes that a vector has to itself.
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

    /** How far apart the sums of {@link #four} lie. */
    static final int FOUR_STEP = L / 4;

    /** The sums of the four vectors that {@code sums} holds from {@code at} on; they replace the first one. */
    static void four(float[] sums, int at) {
        FloatVector v0 = FloatVector.fromArray(S, sums, at);
        FloatVector v1 = FloatVector.fromArray(S, sums, at + L);
        FloatVector v2 = FloatVector.fromArray(S, sums, at + 2 * L);
        FloatVector v3 = FloatVector.fromArray(S, sums, at + 3 * L);
        FloatVector h0 = v0.blend(v2, HALF).add(v2.blend(v0, HALF).rearrange(SWAP_HALF));
        FloatVector h1 = v1.blend(v3, HALF).add(v3.blend(v1, HALF).rearrange(SWAP_HALF));
        FloatVector sum = h0.blend(h1, QUARTER).add(h1.blend(h0, QUARTER).rearrange(SWAP_QUARTER));
        if (L > 4) {
            sum = sum.add(sum.rearrange(SWAP_EIGHTH));
        }
        if (L > 8) {
            sum = sum.add(sum.rearrange(SWAP_ONE));
        }
        sum.intoArray(sums, at);
    }

    /** How far apart the sums of {@link #eight} lie. */
    static final int EIGHT_STEP = L == 16 ? 2 : 1;

    /** The sums of the eight vectors that {@code sums} begins with; they replace the first ones. */
    static void eight(float[] sums) {
        if (L == 4) {
            four(sums, 0);
            four(sums, 4 * L);
            System.arraycopy(sums, 4 * L, sums, L, L);
            return;
        }
        FloatVector v0 = FloatVector.fromArray(S, sums, 0);
        FloatVector v1 = FloatVector.fromArray(S, sums, L);
        FloatVector v2 = FloatVector.fromArray(S, sums, 2 * L);
        FloatVector v3 = FloatVector.fromArray(S, sums, 3 * L);
        FloatVector v4 = FloatVector.fromArray(S, sums, 4 * L);
        FloatVector v5 = FloatVector.fromArray(S, sums, 5 * L);
        FloatVector v6 = FloatVector.fromArray(S, sums, 6 * L);
        FloatVector v7 = FloatVector.fromArray(S, sums, 7 * L);
        FloatVector h0 = v0.blend(v4, HALF).add(v4.blend(v0, HALF).rearrange(SWAP_HALF));
        FloatVector h1 = v1.blend(v5, HALF).add(v5.blend(v1, HALF).rearrange(SWAP_HALF));
        FloatVector h2 = v2.blend(v6, HALF).add(v6.blend(v2, HALF).rearrange(SWAP_HALF));
        FloatVector h3 = v3.blend(v7, HALF).add(v7.blend(v3, HALF).rearrange(SWAP_HALF));
        FloatVector q0 = h0.blend(h2, QUARTER).add(h2.blend(h0, QUARTER).rearrange(SWAP_QUARTER));
        FloatVector q1 = h1.blend(h3, QUARTER).add(h3.blend(h1, QUARTER).rearrange(SWAP_QUARTER));
        FloatVector sum = q0.blend(q1, EIGHTH).add(q1.blend(q0, EIGHTH).rearrange(SWAP_EIGHTH));
        if (L > 8) {
            sum = sum.add(sum.rearrange(SWAP_ONE));
        }
        sum.intoArray(sums, 0);
    }
}
