package dev.recsys.pipeline;

import dev.recsys.Experimental;
import java.util.List;

/** What a gate says of a model. Immutable, thread-safe. */
@Experimental
public final class Verdict {

    private final List<String> objections;

    private Verdict(List<String> objections) {
        this.objections = objections;
    }

    /** The model may be published. */
    public static Verdict pass() {
        return new Verdict(List.of());
    }

    /**
     * The model may be published if there is no objection.
     *
     * @param objections each one line: the measured value, the bound it missed, and what to do
     */
    public static Verdict of(List<String> objections) {
        return new Verdict(List.copyOf(objections));
    }

    /** Whether the model may be published. */
    public boolean isPassed() {
        return objections.isEmpty();
    }

    /** Why not; empty if it may. */
    public List<String> objections() {
        return objections;
    }

    @Override
    public String toString() {
        return isPassed() ? "passed" : "rejected: " + String.join("; ", objections);
    }
}
