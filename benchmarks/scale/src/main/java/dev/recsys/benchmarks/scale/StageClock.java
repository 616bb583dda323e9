package dev.recsys.benchmarks.scale;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Measures stages one after the other, prints each and adds it to a table. Not thread-safe. */
final class StageClock {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path CLEAR = Path.of("/proc/self/clear_refs");
    private static final long MIB = 1 << 20;

    private final long events;
    private final String setting;
    private final Path tsv;
    private final PrintStream out;
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    StageClock(long events, String setting, Path tsv, PrintStream out) {
        this.events = events;
        this.setting = setting;
        this.tsv = tsv;
        this.out = out;
    }

    /** Runs a stage that does {@code count} of something. */
    <T> T measure(String stage, long count, String unit, Supplier<T> work) {
        resetPeak();
        long cpu = system.getProcessCpuTime();
        long start = System.nanoTime();
        T result = work.get();
        double seconds = (System.nanoTime() - start) / 1e9;
        double processorSeconds = (system.getProcessCpuTime() - cpu) / 1e9;
        long peak = peakMiB();
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        long heap = (runtime.totalMemory() - runtime.freeMemory()) / MIB;
        Measured measured = new Measured(events, setting, stage, count, unit, seconds, processorSeconds, heap, peak);
        append(measured);
        out.printf(
                Locale.ROOT,
                "%-24s %9.2f s %9.2f s cpu %12.0f %s/s  heap %6d MiB  peak %6d MiB%n",
                stage,
                seconds,
                processorSeconds,
                count / seconds,
                unit,
                heap,
                peak);
        return result;
    }

    /** At once: a run that is stopped has measured what it has measured. */
    private void append(Measured measured) {
        try {
            List<String> lines = new ArrayList<>();
            if (!Files.exists(tsv)) {
                Files.createDirectories(tsv.toAbsolutePath().getParent());
                lines.add(Measured.HEADER);
            }
            lines.add(measured.toLine());
            Files.write(tsv, lines, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From here on the peak counts anew, where the system allows it. */
    private static void resetPeak() {
        try {
            if (Files.isWritable(CLEAR)) {
                Files.writeString(CLEAR, "5", StandardOpenOption.WRITE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long peakMiB() {
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0; // no such file on this system
        }
    }
}
