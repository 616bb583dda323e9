package dev.recsys.internal.simd.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vector length of this JVM's kernels. A constant, as C2 compiles vectors of constant species only; the system property
 * recsys.kernels may ask for a length.
 */
final class Lanes {

    /** The species all kernels use. */
    static final VectorSpecies<Float> SPECIES = species(System.getProperty("recsys.kernels", ""));

    /** Floats per vector. */
    static final int COUNT = SPECIES.length();

    private Lanes() {}

    private static VectorSpecies<Float> species(String wish) {
        return switch (wish) {
            case "vector128" -> FloatVector.SPECIES_128;
            case "vector256" -> FloatVector.SPECIES_256;
            case "vector512" -> FloatVector.SPECIES_512;
            default -> longest();
        };
    }

    static void requireHardware() {
        int longest = FloatVector.SPECIES_PREFERRED.vectorBitSize();
        if (SPECIES.vectorBitSize() > longest) {
            throw new IllegalStateException("vectors of " + SPECIES.vectorBitSize()
                    + " bits were asked for but this JVM has at most " + longest);
        }
    }

    private static VectorSpecies<Float> longest() {
        int bits = FloatVector.SPECIES_PREFERRED.vectorBitSize();
        return bits >= 512 ? FloatVector.SPECIES_512 : bits >= 256 ? FloatVector.SPECIES_256 : FloatVector.SPECIES_128;
    }
}
