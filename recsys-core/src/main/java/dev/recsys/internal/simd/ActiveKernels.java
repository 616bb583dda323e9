package dev.recsys.internal.simd;

import java.lang.reflect.InvocationTargetException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The kernels of this JVM, made once. */
final class ActiveKernels {

    private static final Logger LOG = LoggerFactory.getLogger(Kernels.class);
    private static final String VECTOR = "dev.recsys.internal.simd.vector.VectorKernels";

    private ActiveKernels() {}

    /** Initialised by the JVM when first asked for. */
    private static final class Holder {

        static final Kernels KERNELS = choose(KernelChoice.Jvm.current());
    }

    static Kernels get() {
        return Holder.KERNELS;
    }

    private static Kernels choose(KernelChoice.Jvm jvm) {
        KernelChoice choice = KernelChoice.of(jvm);
        Kernels kernels = choice.vector() ? vector() : new PlainKernels();
        LOG.info("kernels: {} ({})", kernels.name(), choice.reason());
        return kernels;
    }

    /** The provider that is compiled against the Vector API; by name, as a JVM without that module cannot link it. */
    static Kernels vector() {
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
