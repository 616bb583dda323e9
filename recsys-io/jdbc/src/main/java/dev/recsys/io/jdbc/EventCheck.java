package dev.recsys.io.jdbc;

import dev.recsys.event.EventRow;
import dev.recsys.event.EventSink;
import dev.recsys.event.IdCell;
import dev.recsys.event.Rejection;
import dev.recsys.event.RejectionReason;
import dev.recsys.event.Rejections;
import java.util.Optional;

/** Finds and counts the events that cannot be stored. Not thread-safe. */
final class EventCheck<U, I> implements EventSink<U, I> {

    private final IdColumn<U> users;
    private final IdColumn<I> items;
    private final Rejections.Collector collector;

    EventCheck(IdColumn<U> users, IdColumn<I> items, String source) {
        this.users = users;
        this.items = items;
        this.collector = new Rejections.Collector(source);
    }

    @Override
    public void accept(EventRow<U, I> row) {
        collector.countRow();
        Optional<Rejection> problem = problem(row);
        if (problem.isPresent()) {
            collector.reject(problem.get());
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
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(
                    new Rejection(row.line(), RejectionReason.INVALID_ID, "id", String.valueOf(e.getMessage())));
        }
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
