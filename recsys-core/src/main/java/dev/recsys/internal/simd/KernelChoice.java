package dev.recsys.internal.simd;

import java.util.Map;

/**
 * Which kernels a JVM should use: by the system property {@value #PROPERTY}, else the fastest that it runs well. The Vector
 * API is compiled to machine vectors by C2 alone, and sums of products need the instruction for them: under another compiler
 * or without the instruction it is far slower than plain loops, so it is never chosen there on its own.
 *
 * @param vector whether the Vector API is to be used
 * @param forced whether the property says so
 * @param reason why, for the log; names the remedy where there is one
 */
public record KernelChoice(boolean vector, boolean forced, String reason) {

    /** {@code auto}, the default, {@code plain}, or one of the forced lengths. */
    public static final String PROPERTY = "recsys.kernels";

    static final String MODULE = "jdk.incubator.vector";

    private static final Map<String, Integer> FORCED_BITS =
            Map.of("vector", 0, "vector128", 128, "vector256", 256, "vector512", 512);

    /**
     * What is known of a JVM.
     *
     * @param property the value of {@value KernelChoice#PROPERTY}, empty if it is not set
     * @param hasModule whether the boot layer has the module of the Vector API
     * @param hasC2 whether hot code is compiled by HotSpot's C2, as far as the JVM tells
     * @param hasFma whether it uses the processor's multiply-and-add, as far as the JVM tells
     */
    record Jvm(String property, boolean hasModule, boolean hasC2, boolean hasFma) {}

    /** The vector length the property asks for, in bits; 0 if it leaves it open. */
    public static int forcedBits() {
        return FORCED_BITS.getOrDefault(System.getProperty(PROPERTY, ""), 0);
    }

    /**
     * Decides.
     *
     * @throws IllegalStateException if the property has an unknown value, or forces what the JVM does not have
     */
    static KernelChoice of(Jvm jvm) {
        String wish = jvm.property();
        if (FORCED_BITS.containsKey(wish)) {
            return forced(jvm);
        }
        return switch (wish) {
            case "", "auto" -> automatic(jvm);
            case "plain" -> new KernelChoice(false, true, "forced by -D" + PROPERTY);
            default ->
                throw new IllegalStateException("-D" + PROPERTY + "=" + wish
                        + ": known values are auto, plain, vector, vector128, vector256 and vector512");
        };
    }

    private static KernelChoice automatic(Jvm jvm) {
        if (!jvm.hasC2()) {
            return plain("this JVM does not compile with HotSpot's C2, without which the Vector API is slow");
        }
        if (!jvm.hasModule()) {
            return plain("for faster ones start the JVM with --add-modules " + MODULE);
        }
        return jvm.hasFma()
                ? new KernelChoice(true, false, "the JVM has " + MODULE)
                : plain("this JVM has no multiply-and-add instruction, without which the Vector API is slow");
    }

    static KernelChoice plain(String reason) {
        return new KernelChoice(false, false, reason);
    }

    private static KernelChoice forced(Jvm jvm) {
        if (!jvm.hasModule()) {
            throw new IllegalStateException("-D" + PROPERTY + "=" + jvm.property() + " needs the module " + MODULE
                    + ": start the JVM with --add-modules " + MODULE);
        }
        return new KernelChoice(true, true, "forced by -D" + PROPERTY);
    }
}
