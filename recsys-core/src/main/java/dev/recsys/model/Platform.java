package dev.recsys.model;

import dev.recsys.internal.simd.Kernels;

/** What of this process decides the bits of a trained model. */
final class Platform {

    private Platform() {}

    static String current() {
        return Kernels.active().name() + ", JDK " + Runtime.version().feature() + ", "
                + System.getProperty("os.arch", "unknown");
    }
}
