package dev.recsys.io.jdbc;

import dev.recsys.Stable;
import java.time.Clock;
import java.time.Duration;

/**
 * How a {@link JdbcDatabase} works: names, limits, sizes. None of it is stored, but the table prefix has to be the same
 * every time.
 *
 * <p>Immutable, thread-safe.
 */
@Stable
public final class JdbcConfig {

    /** The default of {@link #maxTime}. */
    public static final Duration DEFAULT_MAX_TIME = Duration.ofSeconds(30);

    /** The default of {@link #maxCommitTime}. */
    public static final Duration DEFAULT_MAX_COMMIT_TIME = Duration.ofMinutes(10);

    /** The default of {@link #batchSize}. */
    public static final int DEFAULT_BATCH_SIZE = 10_000;

    private static final JdbcConfig DEFAULTS =
            new JdbcConfig("", DEFAULT_MAX_TIME, DEFAULT_MAX_COMMIT_TIME, DEFAULT_BATCH_SIZE, Clock.systemUTC());

    private final String tablePrefix;
    private final Duration maxTime;
    private final Duration maxCommitTime;
    private final int batchSize;
    private final Clock clock;

    private JdbcConfig(String tablePrefix, Duration maxTime, Duration maxCommitTime, int batchSize, Clock clock) {
        this.tablePrefix = tablePrefix;
        this.maxTime = maxTime;
        this.maxCommitTime = maxCommitTime;
        this.batchSize = batchSize;
        this.clock = clock;
    }

    /** No prefix, 30 seconds for a statement, 10 minutes for those of a commit, 10,000 rows in a batch. */
    public static JdbcConfig defaults() {
        return DEFAULTS;
    }

    /**
     * A copy with another prefix for the names of all tables.
     *
     * @param prefix empty, or 1 to 30 letters, digits and underscores starting with a letter
     */
    public JdbcConfig withTablePrefix(String prefix) {
        if (!prefix.matches("([A-Za-z][A-Za-z0-9_]{0,29})?")) {
            throw new IllegalArgumentException("a table prefix has up to 30 letters, digits and underscores and starts"
                    + " with a letter, but was '" + prefix + "'");
        }
        return new JdbcConfig(prefix, maxTime, maxCommitTime, batchSize, clock);
    }

    /**
     * A copy with another limit for each statement, given to the driver as its query timeout in whole seconds, rounded up.
     * SQLite's driver limits with it how long a statement waits for a lock, not how long it computes.
     *
     * @param time more than 0
     */
    public JdbcConfig withMaxTime(Duration time) {
        return new JdbcConfig(tablePrefix, positive("maxTime", time), maxCommitTime, batchSize, clock);
    }

    /**
     * A copy with another limit for each of the statements that replace all lists when a publication is committed.
     *
     * @param time more than 0
     */
    public JdbcConfig withMaxCommitTime(Duration time) {
        return new JdbcConfig(tablePrefix, maxTime, positive("maxCommitTime", time), batchSize, clock);
    }

    /**
     * A copy that sends another number of rows to the database at once. Events are committed batch by batch.
     *
     * @param rows 1 to 1,000,000
     */
    public JdbcConfig withBatchSize(int rows) {
        if (rows < 1 || rows > 1_000_000) {
            throw new IllegalArgumentException("batchSize must be between 1 and 1000000 but was " + rows);
        }
        return new JdbcConfig(tablePrefix, maxTime, maxCommitTime, rows, clock);
    }

    /** A copy that takes the time from another clock. */
    public JdbcConfig withClock(Clock newClock) {
        return new JdbcConfig(tablePrefix, maxTime, maxCommitTime, batchSize, newClock);
    }

    /** What the names of all tables start with. */
    public String tablePrefix() {
        return tablePrefix;
    }

    /** How long a statement may take. */
    public Duration maxTime() {
        return maxTime;
    }

    /** How long a statement of a publication's commit may take. */
    public Duration maxCommitTime() {
        return maxCommitTime;
    }

    /** How many rows are sent at once. */
    public int batchSize() {
        return batchSize;
    }

    /** Where times come from. */
    public Clock clock() {
        return clock;
    }

    private static Duration positive(String name, Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException(name + " must be more than 0 but was " + time);
        }
        return time;
    }

    @Override
    public String toString() {
        return "prefix '" + tablePrefix + "', max time " + maxTime + ", max commit time " + maxCommitTime
                + ", batches of " + batchSize;
    }
}
