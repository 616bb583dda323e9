package dev.recsys.eval;

import dev.recsys.Experimental;
import dev.recsys.eval.split.Split;
import dev.recsys.eval.split.SplitSummary;
import java.util.OptionalInt;

/**
 * The split a result was measured on: a number without it is not a result. Immutable, thread-safe.
 *
 * @param description how the log was split, on one line
 * @param fingerprint of the split, {@link Split#fingerprint()}
 * @param summary how much is in each part
 */
@Experimental
public record TestedSplit(String description, String fingerprint, SplitSummary summary) {

    /** What is to be remembered of a split. Cost as of its fingerprint, O(log size). */
    public static TestedSplit of(Split<?, ?> split) {
        return new TestedSplit(split.description(), split.fingerprint(), split.summary());
    }

    /** How many training events are later than some test event; empty if the events have no times, so nobody knows. */
    public OptionalInt leakage() {
        return summary.leakage();
    }

    /** The description and the leakage, for instance {@code "latest 20 %, 0 training events later than some test event"}. */
    @Override
    public String toString() {
        OptionalInt leakage = leakage();
        return description
                + (leakage.isPresent()
                        ? ", " + leakage.getAsInt() + " training events later than some test event"
                        : ", leakage unknown without times");
    }
}
