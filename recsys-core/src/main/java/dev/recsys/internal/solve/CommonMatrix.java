package dev.recsys.internal.solve;

import dev.recsys.internal.simd.Kernels;

/**
 * The part {@code scale * C} that all systems of one side have in common, kept twice: as it is, and as the kernels want it.
 * Immutable, thread-safe.
 */
public final class CommonMatrix {

    private final float[][] full;
    private final float scale;
    private final float[][] packed;

    private CommonMatrix(float[][] full, float scale) {
        this.full = full;
        this.scale = scale;
        this.packed = Kernels.active().systems().matrix(full.length);
        Kernels.active().systems().pack(full, scale, full.length, packed);
    }

    /**
     * Wraps a matrix.
     *
     * @param full C, symmetric, both triangles; kept, not to be modified from now on
     */
    public static CommonMatrix of(float[][] full, float scale) {
        return new CommonMatrix(full, scale);
    }

    /** Of {@code n} unknowns, all zero. */
    public static CommonMatrix zero(int n) {
        return new CommonMatrix(new float[n][n], 0f);
    }

    /** C, both triangles; not to be modified. */
    public float[][] full() {
        return full;
    }

    /** The factor of C. */
    public float scale() {
        return scale;
    }

    /** {@code scale * C} as the active kernels want it; not to be modified. */
    float[][] packed() {
        return packed;
    }
}
