package dev.recsys.io.jdbc;

import dev.recsys.Experimental;
import dev.recsys.event.EventSource;
import dev.recsys.event.RejectionLimit;
import dev.recsys.event.RejectionSink;
import dev.recsys.event.Rejections;
import dev.recsys.execution.Progress;
import java.sql.SQLException;

/**
 * An import of the events of a source that can be repeated. Made by {@link JdbcEventStore#importing}.
 *
 * <pre>{@code
 * EventImport.Imported imported = database.events()
 *         .importing(CsvEvents.of(Path.of("plays.csv"), STRING, INT))
 *         .withLimit(RejectionLimit.share(0.01))
 *         .run();
 * }</pre>
 *
 * <ul>
 *   <li><b>Nothing twice.</b> An event with an event id is there already if its id is. An event without one is known by its
 *       content - user, item, type, weight, time - and its number among the rows of the source with the same content: if a
 *       source has a row twice and the table has it once, one is added. So the same source, or one that overlaps with an
 *       earlier one, adds only what is new, and two equal rows of one source are two events. Events that were appended
 *       count as well.
 *   <li><b>Interruptions.</b> Each batch ({@link JdbcConfig#withBatchSize}) is committed with a mark of how far the import
 *       has come. Running the import of the same events again goes on behind the mark, and ends with the same rows and
 *       the same counts as if it had not been interrupted. If another import was run in between, it starts over, which
 *       adds nothing twice either.
 *   <li><b>Broken rows.</b> The source is read twice: first to find them, so that too many leave the table as it was. If
 *       some rows have a time, those without one are broken, as they are for an {@link dev.recsys.event.EventLog}.
 * </ul>
 *
 * <p>The same events are known by a checksum over all rows of the source, in their order, whatever the name of the source.
 * A source must hand out its rows in the same order each time.
 *
 * <p>Of two imports into one table at a time, the one begun first fails. Memory is that of a batch. Immutable, thread-safe.
 *
 * @param <U> the Java type of user ids
 * @param <I> the Java type of item ids
 */
@Experimental
public final class EventImport<U, I> {

    private final JdbcDatabase<U, I> database;
    private final EventSource<U, I> source;
    private final RejectionLimit limit;
    private final RejectionSink broken;
    private final Progress progress;

    EventImport(JdbcDatabase<U, I> database, EventSource<U, I> source) {
        this(database, source, RejectionLimit.NONE, RejectionSink.NONE, Progress.NONE);
    }

    private EventImport(
            JdbcDatabase<U, I> database,
            EventSource<U, I> source,
            RejectionLimit limit,
            RejectionSink broken,
            Progress progress) {
        this.database = database;
        this.source = source;
        this.limit = limit;
        this.broken = broken;
        this.progress = progress;
    }

    /**
     * What became of the rows of a source, over all runs of the import: {@code read = added + alreadyThere +
     * rejections.count()}.
     *
     * @param read all rows of the source
     * @param added new events
     * @param alreadyThere events that were stored before
     * @param continuedAfter rows that an earlier, interrupted run had done; 0 if there was none
     * @param rejections broken rows, which were left out
     */
    public record Imported(long read, long added, long alreadyThere, long continuedAfter, Rejections rejections) {}

    /** A copy that accepts a number of broken rows. Default {@link RejectionLimit#NONE}. */
    public EventImport<U, I> withLimit(RejectionLimit newLimit) {
        return new EventImport<>(database, source, newLimit, broken, progress);
    }

    /** A copy that hands over every broken row, also where there are more than the limit allows. */
    public EventImport<U, I> withRejections(RejectionSink sink) {
        return new EventImport<>(database, source, limit, sink, progress);
    }

    /** A copy that reports how many rows are done after each batch, on the calling thread. */
    public EventImport<U, I> withProgress(Progress newProgress) {
        return new EventImport<>(database, source, limit, broken, newProgress);
    }

    /**
     * Imports the events.
     *
     * @throws dev.recsys.DataException if there are more broken rows than the limit allows: nothing was written; or if the
     *     source changed while it was read
     * @throws dev.recsys.FormatException if the source has other id types
     * @throws dev.recsys.StoreException if writing fails, or another import was begun meanwhile; the batches committed so
     *     far stay, and the next run goes on behind them
     */
    public Imported run() {
        JdbcEventStore.requireTypes(database, source);
        EventCheck<U, I> check = new EventCheck<>(database.userColumn(), database.itemColumn(), source.name(), broken);
        EventFingerprint fingerprint = new EventFingerprint();
        source.forEach(row -> {
            if (check.take(row)) {
                fingerprint.add(
                        row,
                        source.users().toBytes(row.user().value()),
                        source.items().toBytes(row.item().value()));
            } else {
                fingerprint.addBroken(row);
            }
        });
        if (check.mixesTimes()) {
            check.needTimes();
            source.forEach(check::retake);
        }
        Rejections rejections = check.rejections();
        rejections.check(limit);
        return write(check, rejections, fingerprint.finish());
    }

    private Imported write(EventCheck<U, I> check, Rejections rejections, String fingerprint) {
        ImportMark mark = ImportMark.start(database, source.name(), fingerprint);
        long continuedAfter = mark.position();
        try (ImportWriter<U, I> writer =
                new ImportWriter<>(database, check, mark, source.name(), rejections.rowsRead(), progress)) {
            source.forEach(writer);
            writer.finish();
            return new Imported(rejections.rowsRead(), mark.added(), mark.alreadyThere(), continuedAfter, rejections);
        } catch (SQLException e) {
            throw SqlFailures.of("importing " + source.name(), e);
        }
    }

    @Override
    public String toString() {
        return "import of " + source.name() + " into " + database.tables().interaction();
    }
}
