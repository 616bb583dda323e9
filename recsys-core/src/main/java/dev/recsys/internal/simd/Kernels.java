package dev.recsys.internal.simd;

/**
 * The kernels of one provider. A provider always gives the same bits for the same arguments; two providers, or one at two
 * vector lengths, differ by rounding. Immutable, thread-safe.
 */
public interface Kernels {

    /** The provider and the length of its vectors, part of what decides the bits of a model: {@code "vector 512"}. */
    String name();

    /** Scores of packed items. */
    PanelKernel panels();

    /** Sweeps of non-negative factorisations. */
    SweepKernel sweeps();

    /** Symmetric systems of equations. */
    SystemKernel systems();

    /** The kernels of this JVM, chosen when first asked for and never again; see {@link KernelChoice}. */
    static Kernels active() {
        return ActiveKernels.get();
    }
}
