package dev.recsys.execution;

import dev.recsys.Stable;

/**
 * Hears how far long work has come. Called from the thread that started the work, never concurrently; a listener that
 * throws ends the work with its exception.
 */
@Stable
@FunctionalInterface
public interface Progress {

    /** Hears nothing. */
    Progress NONE = (step, done, total, detail) -> {};

    /**
     * One step was completed.
     *
     * @param step what is being counted, for instance {@code "ials iteration"}
     * @param done how many are complete, 1 to {@code total}
     * @param total how many there are, at least 1
     * @param detail free text for a person, for instance {@code "loss 0.4132"}; may be empty
     */
    void step(String step, long done, long total, String detail);
}
