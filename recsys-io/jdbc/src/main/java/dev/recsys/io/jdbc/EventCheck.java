package dev.recsys.io.jdbc;

import dev.recsys.event.EventRow;
import dev.recsys.event.EventSink;
import dev.recsys.event.IdCell;
import dev.recsys.event.Rejection;
import dev.recsys.event.RejectionReason;
import dev.recsys.event.RejectionSink;
import dev.recsys.event.Rejections;
import java.util.Optional;

/** Finds and counts the events that cannot be stored. Not thread-safe. */
final class EventCheck<U, I> implements EventSink<U, I> {

    private final IdColumn<U> users;
    private final IdColumn<I> items;
    private final String source;
    private final RejectionSink broken;
    private final Rejections.Collector collector;
    private long timed;
    private long untimed;
    private boolean timesNeeded;

    /**
     * Checks the events of one source.
     *
     * @param broken is given every broken row
     */
    EventCheck(IdColumn<U> users, IdColumn<I> items, String source, RejectionSink broken) {
        this.users = users;
        this.items = items;
        this.source = source;
        this.broken = broken;
        this.collector = new Rejections.Collector(source);
    }

    @Override
    public void accept(EventRow<U, I> row) {
        take(row);
    }

    /** Counts a row; false if it is broken. */
    boolean take(EventRow<U, I> row) {
        collector.countRow();
        Optional<Rejection> problem = problem(row);
        if (problem.isEmpty()) {
            timed += row.hasTime() ? 1 : 0;
            untimed += row.hasTime() ? 0 : 1;
            return true;
        }
        reject(problem.get(), row);
        return false;
    }

    private void reject(Rejection problem, EventRow<U, I> row) {
        collector.reject(problem);
        broken.reject(source, problem, row.original());
    }

    /** Whether some of the events taken have a time and others none, of which a log can be made only without the latter. */
    boolean mixesTimes() {
        return timed > 0 && untimed > 0;
    }

    /** From now on an event without time is broken; those taken before are to be found by {@link #retake}. */
    void needTimes() {
        timesNeeded = true;
    }

    /** Rejects a row that was taken before times were needed. */
    void retake(EventRow<U, I> row) {
        Optional<Rejection> problem = problem(row);
        if (problem.isPresent() && problem.get().reason() == RejectionReason.MISSING_TIME) {
            reject(problem.get(), row);
        }
    }

    /** What is wrong with a row, if anything is. */
    Optional<Rejection> problem(EventRow<U, I> row) {
        Optional<Rejection> problem = row.problem();
        if (problem.isPresent()) {
            return problem;
        }
        if (row.type().isBlank()) {
            return Optional.of(new Rejection(row.line(), RejectionReason.MALFORMED_ROW, "type", "the type is blank"));
        }
        try {
            requireStorable(users, row.user());
            requireStorable(items, row.item());
            return missingTime(row);
        } catch (IllegalArgumentException e) {
            return Optional.of(
                    new Rejection(row.line(), RejectionReason.INVALID_ID, "id", String.valueOf(e.getMessage())));
        }
    }

    private Optional<Rejection> missingTime(EventRow<U, I> row) {
        if (!timesNeeded || row.hasTime()) {
            return Optional.empty();
        }
        String detail = "the row has no time while " + timed + " other rows have one";
        return Optional.of(new Rejection(row.line(), RejectionReason.MISSING_TIME, "time", detail));
    }

    /** A blank id would be missing when it is read back. */
    private static <T> void requireStorable(IdColumn<T> column, IdCell<T> cell) {
        column.check(cell.value());
        if (column.type().format(cell.value()).isBlank()) {
            throw new IllegalArgumentException("the id is blank");
        }
    }

    Rejections rejections() {
        return collector.toRejections();
    }
}
