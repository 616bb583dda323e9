package dev.recsys.internal.simd;

/**
 * Which kernels a JVM should use: by the system property {@value #PROPERTY}, else the fastest that it runs well. The Vector
 * API is compiled to machine vectors by C2 alone; under any other compiler it is hundreds of times slower than plain loops,
 * so it is never chosen there on its own.
 *
 * @param vector whether the Vector API is to be used
 * @param reason why, for the log; names the remedy where there is one
 */
record KernelChoice(boolean vector, String reason) {

    /**
     * {@code plain}, {@code vector}, {@code vector128}, {@code vector256}, {@code vector512}, or {@code auto}, the default.
     */
    static final String PROPERTY = "recsys.kernels";

    static final String MODULE = "jdk.incubator.vector";

    /**
     * What is known of a JVM.
     *
     * @param property the value of {@value KernelChoice#PROPERTY}, empty if it is not set
     * @param hasModule whether the boot layer has the module of the Vector API
     * @param name the property java.vm.name
     * @param info the property java.vm.info
     * @param version the property java.vm.version
     */
    record Jvm(String property, boolean hasModule, String name, String info, String version) {

        static Jvm current() {
            return new Jvm(
                    System.getProperty(PROPERTY, ""),
                    ModuleLayer.boot().findModule(MODULE).isPresent(),
                    System.getProperty("java.vm.name", ""),
                    System.getProperty("java.vm.info", ""),
                    System.getProperty("java.vm.version", ""));
        }

        /** Whether hot code is compiled by HotSpot's C2, as far as the JVM tells. */
        boolean hasC2() {
            boolean hotSpot = name.contains("Server VM") && !version.contains("jvmci");
            return hotSpot && info.contains("mixed mode") && !info.contains("emulated-client");
        }
    }

    /**
     * Decides.
     *
     * @throws IllegalStateException if the property has an unknown value, or forces what the JVM does not have
     */
    static KernelChoice of(Jvm jvm) {
        return switch (jvm.property()) {
            case "", "auto" -> automatic(jvm);
            case "plain" -> new KernelChoice(false, "forced by -D" + PROPERTY);
            case "vector", "vector128", "vector256", "vector512" -> forced(jvm);
            default ->
                throw new IllegalStateException("-D" + PROPERTY + "=" + jvm.property()
                        + ": known values are auto, plain, vector, vector128, vector256 and vector512");
        };
    }

    private static KernelChoice automatic(Jvm jvm) {
        if (!jvm.hasC2()) {
            return new KernelChoice(
                    false, "this JVM does not compile with HotSpot's C2, without which the Vector API is slow");
        }
        return jvm.hasModule()
                ? new KernelChoice(true, "the JVM has " + MODULE)
                : new KernelChoice(false, "for faster ones start the JVM with --add-modules " + MODULE);
    }

    private static KernelChoice forced(Jvm jvm) {
        if (!jvm.hasModule()) {
            throw new IllegalStateException("-D" + PROPERTY + "=" + jvm.property() + " needs the module " + MODULE
                    + ": start the JVM with --add-modules " + MODULE);
        }
        return new KernelChoice(true, "forced by -D" + PROPERTY);
    }
}
