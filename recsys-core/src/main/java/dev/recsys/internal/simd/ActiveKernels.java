package dev.recsys.internal.simd;

import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kernels of this JVM, or why there are none.
 *
 * @param kernels empty if the system property asks for what cannot be had
 * @param problem the message then
 */
record ActiveKernels(Optional<Kernels> kernels, String problem) {

    private static final Logger LOG = LoggerFactory.getLogger(Kernels.class);
    private static final String VECTOR = "dev.recsys.internal.simd.vector.VectorKernels";

    /** Initialised by the JVM when first asked for. */
    private static final class Holder {

        static final ActiveKernels ACTIVE = choose(ThisJvm.read());
    }

    static Kernels get() {
        return Holder.ACTIVE.kernels().orElseThrow(() -> new IllegalStateException(Holder.ACTIVE.problem()));
    }

    static ActiveKernels choose(KernelChoice.Jvm jvm) {
        KernelChoice choice;
        Kernels kernels;
        try {
            choice = KernelChoice.of(jvm);
            kernels = choice.vector() ? vector() : new PlainKernels();
        } catch (IllegalStateException e) {
            if (!jvm.property().isEmpty() && !jvm.property().equals("auto")) {
                return new ActiveKernels(Optional.empty(), String.valueOf(e.getMessage()));
            }
            choice = KernelChoice.plain(String.valueOf(e.getMessage()));
            kernels = new PlainKernels();
        }
        LOG.info("kernels: {} ({})", kernels.name(), choice.reason());
        return new ActiveKernels(Optional.of(kernels), "");
    }

    /** The provider that is compiled against the Vector API; by name, as a JVM without that module cannot link it. */
    private static Kernels vector() {
        Module module = ModuleLayer.boot()
                .findModule(KernelChoice.MODULE)
                .orElseThrow(() -> new IllegalStateException("no module " + KernelChoice.MODULE));
        ActiveKernels.class.getModule().addReads(module);
        try {
            return Class.forName(VECTOR)
                    .asSubclass(Kernels.class)
                    .getConstructor()
                    .newInstance();
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("the vector kernels cannot be used: " + e.getCause(), e);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new IllegalStateException("the vector kernels cannot be loaded: " + e, e);
        }
    }
}
