package dev.recsys.examples.cli;

import dev.recsys.train.TrainingEstimate;
import java.util.function.LongSupplier;

/** Whether a training fits into what is left of the heap, asked before it starts. */
final class FreeHeap {

    private static final double GIGABYTE = 1 << 30;

    private FreeHeap() {}

    /**
     * Lets pass what fits.
     *
     * @throws Failures.OutOfMemory if it does not
     */
    static void require(TrainingEstimate estimate) {
        if (estimate.bytes() > bytes()) {
            System.gc(); // what was used for reading counts as used until it is collected
            require(estimate, FreeHeap::bytes);
        }
    }

    static void require(TrainingEstimate estimate, LongSupplier free) {
        long left = free.getAsLong();
        if (estimate.bytes() > left) {
            long most = Runtime.getRuntime().maxMemory();
            long gigabytes = (long) Math.ceil(1.1 * (most - left + (double) estimate.bytes()) / GIGABYTE);
            throw new Failures.OutOfMemory("training " + estimate + " but " + left / 1_000_000 + " MB of "
                    + most / 1_000_000 + " MB are left; give the JVM more memory: RECSYS_JAVA_OPTS=-Xmx" + gigabytes
                    + "g, or train fewer factors");
        }
    }

    private static long bytes() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
    }
}
