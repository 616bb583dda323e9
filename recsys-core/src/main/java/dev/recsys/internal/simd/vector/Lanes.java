package dev.recsys.internal.simd.vector;

import dev.recsys.internal.simd.KernelChoice;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vector length of this JVM's kernels. A constant, as C2 compiles vectors of constant species only; the system property
 * recsys.kernels may ask for a length.
 */
final class Lanes {

    /** The species all kernels use. */
    static final VectorSpecies<Float> SPECIES = species(KernelChoice.forcedBits());

    /** Floats per vector. */
    static final int COUNT = SPECIES.length();

    private Lanes() {}

    private static VectorSpecies<Float> species(int forcedBits) {
        int bits = forcedBits == 0 ? FloatVector.SPECIES_PREFERRED.vectorBitSize() : forcedBits;
        return bits >= 512 ? FloatVector.SPECIES_512 : bits >= 256 ? FloatVector.SPECIES_256 : FloatVector.SPECIES_128;
    }

    static void requireHardware() {
        int longest = FloatVector.SPECIES_PREFERRED.vectorBitSize();
        if (SPECIES.vectorBitSize() > longest) {
            throw new IllegalStateException(
                    "vectors of " + SPECIES.vectorBitSize() + " bits are wanted but this JVM has at most " + longest);
        }
    }
}
