package dev.recsys.benchmarks.peers;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How long something took.
 *
 * @param seconds by the clock
 * @param cpu seconds of processor time of all threads of this process; less than seconds times threads if the machine was busy
 */
public record Timing(double seconds, double cpu) {

    /** Runs something once. */
    public static Timing of(Runnable work) {
        long cpu = processorTime();
        long start = System.nanoTime();
        work.run();
        long end = System.nanoTime();
        return new Timing((end - start) / 1e9, (processorTime() - cpu) / 1e9);
    }

    /** Of all threads, in nanoseconds. */
    static long processorTime() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
