package dev.recsys.event;

import dev.recsys.Stable;

/** Takes the rows that are not taken, all of them, while their source is read: to write them down, for instance. */
@Stable
@FunctionalInterface
public interface RejectionSink {

    /** Forgets every row; {@link Rejections} keeps the counts and the first places. */
    RejectionSink NONE = (source, rejection, original) -> {};

    /**
     * Takes one broken row.
     *
     * @param source the name of the source
     * @param rejection where it is, and which rule it breaks
     * @param original the row as it stands in the source; empty if the source has no text
     */
    void reject(String source, Rejection rejection, String original);
}
