package dev.recsys.event;

import dev.recsys.Stable;

/** Why a row of a source was not taken. */
@Stable
public enum RejectionReason {
    /** The row has fewer fields than needed, or cannot be split into fields. */
    MALFORMED_ROW("malformed row"),
    /** No user id. */
    MISSING_USER("missing user"),
    /** No item id. */
    MISSING_ITEM("missing item"),
    /** An id is not of the declared type. */
    INVALID_ID("invalid id"),
    /** A number cannot be read. */
    NOT_A_NUMBER("not a number"),
    /** A weight is NaN, infinite, or too large for a float. */
    NOT_FINITE("not finite"),
    /** A time cannot be read, or lies outside 1900 to 2199. */
    IMPOSSIBLE_TIME("impossible time"),
    /** The row has no time while other rows of the source have one. */
    MISSING_TIME("missing time");

    private final String words;

    RejectionReason(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
