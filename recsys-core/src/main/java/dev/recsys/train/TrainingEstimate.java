package dev.recsys.train;

import dev.recsys.Stable;
import java.util.Locale;

/**
 * What a training will need, told before it starts. Memory is an upper estimate of the arrays training holds beside its
 * input; work is counted in floating-point operations, because seconds depend on the machine. Immutable, thread-safe.
 */
@Stable
public final class TrainingEstimate {

    /** The rate behind {@link #seconds}: a cautious 4 billion operations per second and worker. */
    public static final double OPERATIONS_PER_SECOND = 4e9;

    private final long bytes;
    private final double operations;

    private TrainingEstimate(long bytes, double operations) {
        this.bytes = bytes;
        this.operations = operations;
    }

    /**
     * An estimate.
     *
     * @param bytes peak memory of the trainer's own arrays, the model included
     * @param operations floating-point additions and multiplications of the whole training
     */
    public static TrainingEstimate of(long bytes, double operations) {
        if (bytes < 0 || !(operations >= 0)) {
            throw new IllegalArgumentException(
                    "an estimate is at least 0 but was " + bytes + " bytes, " + operations + " operations");
        }
        return new TrainingEstimate(bytes, operations);
    }

    /** Peak memory of the trainer's own arrays, the model included. */
    public long bytes() {
        return bytes;
    }

    /** Floating-point additions and multiplications of the whole training. */
    public double operations() {
        return operations;
    }

    /** Rough seconds on {@code workers} workers at {@link #OPERATIONS_PER_SECOND}. */
    public double seconds(int workers) {
        return operations / (OPERATIONS_PER_SECOND * workers);
    }

    /** For a person, for instance {@code "needs 3.1 GB and about 40 s on 2 workers"}. */
    public String describe(int workers) {
        return "needs " + size() + " and about " + duration(seconds(workers)) + " on " + workers
                + (workers == 1 ? " worker" : " workers");
    }

    /** As {@link #describe} for one worker. */
    @Override
    public String toString() {
        return describe(1);
    }

    private String size() {
        if (bytes >= 1_000_000_000) {
            return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
        }
        return bytes >= 1_000_000
                ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
                : String.format(Locale.ROOT, "%.0f kB", Math.ceil(bytes / 1e3));
    }

    private static String duration(double seconds) {
        if (seconds >= 7200) {
            return String.format(Locale.ROOT, "%.0f h", seconds / 3600);
        }
        return seconds >= 120
                ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
                : String.format(Locale.ROOT, "%.0f s", Math.ceil(seconds));
    }
}
