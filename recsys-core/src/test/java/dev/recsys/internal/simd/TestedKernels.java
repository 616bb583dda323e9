package dev.recsys.internal.simd;

import java.util.List;
import java.util.stream.Stream;

/** The kernels a test runs on: the plain ones, and those of this JVM if they are others. */
public final class TestedKernels {

    private TestedKernels() {}

    /** One or two providers. */
    public static List<Kernels> all() {
        Kernels plain = new PlainKernels();
        Kernels active = Kernels.active();
        return active.name().equals(plain.name()) ? List.of(plain) : List.of(plain, active);
    }

    /** The same, for method sources. */
    public static Stream<Kernels> stream() {
        return all().stream();
    }
}
