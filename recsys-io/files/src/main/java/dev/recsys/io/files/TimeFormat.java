package dev.recsys.io.files;

import dev.recsys.Stable;

/** How times are written in a file. */
@Stable
public enum TimeFormat {
    /**
     * Decided for each value: a number below 10^11 (of either sign) is in seconds since 1970, any other number in
     * milliseconds, everything else is {@link #ISO}. The bound is the year 5138 in seconds and March 1973 in
     * milliseconds: name the format if you have milliseconds older than that.
     */
    AUTO,
    /** Seconds since 1970-01-01T00:00:00Z, possibly with decimals. */
    EPOCH_SECONDS,
    /** Milliseconds since 1970-01-01T00:00:00Z. */
    EPOCH_MILLIS,
    /**
     * ISO 8601: {@code 2016-03-28T19:39:48Z}, {@code 2016-03-28T21:39:48.5+02:00}, and as UTC
     * {@code 2016-03-28T19:39:48}, {@code 2016-03-28 19:39} and {@code 2016-03-28}.
     */
    ISO
}
