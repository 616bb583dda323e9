package dev.recsys.event;

import dev.recsys.Stable;
import java.math.BigDecimal;

/**
 * How many broken rows a run accepts before it fails. The default everywhere is {@link #NONE}.
 *
 * <p>Immutable, thread-safe.
 */
@Stable
public final class RejectionLimit {

    /** Not one broken row is accepted. */
    public static final RejectionLimit NONE = new RejectionLimit(0, 0);

    private final long rows;
    private final double share;

    private RejectionLimit(long rows, double share) {
        this.rows = rows;
        this.share = share;
    }

    /**
     * At most this many broken rows.
     *
     * @param rows 0 or more
     */
    public static RejectionLimit rows(long rows) {
        if (rows < 0) {
            throw new IllegalArgumentException("rows must be at least 0 but was " + rows);
        }
        return new RejectionLimit(rows, 0);
    }

    /**
     * At most this share of all rows read.
     *
     * @param share 0 to 1; 0.01 is one row in a hundred
     */
    public static RejectionLimit share(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be between 0 and 1 but was " + share);
        }
        return new RejectionLimit(0, share);
    }

    /** Whether this many broken rows are too many. */
    public boolean isExceededBy(long rejected, long read) {
        return rejected > rows && (double) rejected / read > share; // a quotient: 29 of 100 is 0.29, 0.29 * 100 is less
    }

    @Override
    public String toString() {
        if (share == 0) {
            return rows + (rows == 1 ? " row" : " rows");
        }
        BigDecimal percent = BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros();
        return percent.toPlainString() + " % of the rows";
    }
}
