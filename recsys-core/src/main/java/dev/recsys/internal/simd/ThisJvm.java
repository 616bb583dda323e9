package dev.recsys.internal.simd;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/** What this JVM tells of itself. */
final class ThisJvm {

    private ThisJvm() {}

    static KernelChoice.Jvm read() {
        return new KernelChoice.Jvm(
                System.getProperty(KernelChoice.PROPERTY, ""),
                ModuleLayer.boot().findModule(KernelChoice.MODULE).isPresent(),
                hasC2(
                        System.getProperty("java.vm.name", ""),
                        System.getProperty("java.vm.info", ""),
                        System.getProperty("java.vm.version", "")),
                hasFma());
    }

    /** Server VMs compile with C2 unless they are told to stop before it, or have a compiler of their own. */
    static boolean hasC2(String name, String info, String version) {
        boolean hotSpot = name.contains("Server VM") && !version.contains("jvmci");
        return hotSpot && info.contains("mixed mode") && !info.contains("emulated-client");
    }

    /** False where the JVM does not tell: an image without the management module, another JVM. */
    private static boolean hasFma() {
        try {
            HotSpotDiagnosticMXBean flags = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            return flags != null
                    && Boolean.parseBoolean(flags.getVMOption("UseFMA").getValue());
        } catch (IllegalArgumentException | LinkageError e) {
            return false;
        }
    }
}
