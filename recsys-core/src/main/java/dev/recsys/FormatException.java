package dev.recsys;

/** Bytes that cannot be read back: each {@link Reason} calls for a different reaction. */
@Stable
public final class FormatException extends RecsysException {

    private static final long serialVersionUID = 1L;

    /** Why the bytes were refused. */
    public enum Reason {
        /** A checksum, a magic number or an internal rule does not hold: restore the file from a copy, or train again. */
        CORRUPT,
        /** The bytes end early: an interrupted copy. */
        TRUNCATED,
        /** Written by a release older than this one still reads: train again, or convert with an older release. */
        TOO_OLD,
        /** Written by a newer release: upgrade this library. */
        TOO_NEW,
        /** The ids inside have another type than the caller asked for. */
        WRONG_ID_TYPE,
        /** The algorithm that wrote the model is not among the algorithms given to the reader. */
        UNKNOWN_ALGORITHM
    }

    private final Reason reason;

    /**
     * Describes why bytes were refused.
     *
     * @param reason the kind of failure
     * @param message one line that names the place, the rule and the remedy
     */
    public FormatException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /**
     * As {@link #FormatException(Reason, String)}, keeping what caused it.
     *
     * @param cause the failure underneath
     */
    public FormatException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** The kind of failure. */
    public Reason reason() {
        return reason;
    }
}
