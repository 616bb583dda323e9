package dev.recsys.benchmarks.scale;

import dev.recsys.event.EventRow;
import dev.recsys.event.EventSink;
import dev.recsys.event.EventSource;
import dev.recsys.event.IdCell;
import dev.recsys.event.IdType;
import java.util.function.ObjIntConsumer;

/**
 * Generated events as a source; whole-number ids without an object per event. Immutable, thread-safe.
 *
 * @param <T> the Java type of user and item ids
 */
final class GeneratedEvents<T> implements EventSource<T, T> {

    private final EventSpec spec;
    private final IdType<T> type;
    private final ObjIntConsumer<IdCell<T>> users;
    private final ObjIntConsumer<IdCell<T>> items;

    private GeneratedEvents(
            EventSpec spec, IdType<T> type, ObjIntConsumer<IdCell<T>> users, ObjIntConsumer<IdCell<T>> items) {
        this.spec = spec;
        this.type = type;
        this.users = users;
        this.items = items;
    }

    /** With whole-number ids from 1. */
    static GeneratedEvents<Long> withLongIds(EventSpec spec) {
        return new GeneratedEvents<>(spec, IdType.LONG, IdCell::setLong, IdCell::setLong);
    }

    /** With ids such as {@code user-17} and {@code item-4}. */
    static GeneratedEvents<String> withStringIds(EventSpec spec) {
        return new GeneratedEvents<>(
                spec, IdType.STRING, (cell, id) -> cell.set("user-" + id), (cell, id) -> cell.set("item-" + id));
    }

    @Override
    public String name() {
        return "generated events";
    }

    @Override
    public IdType<T> users() {
        return type;
    }

    @Override
    public IdType<T> items() {
        return type;
    }

    @Override
    public void forEach(EventSink<T, T> sink) {
        EventRow<T, T> row = new EventRow<>(type, type);
        EventChunk chunk = new EventChunk(spec);
        long line = 1;
        for (int c = 0; c < EventChunk.chunks(spec); c++) {
            int count = chunk.fill(c);
            for (int i = 0; i < count; i++) {
                row.start(line++);
                users.accept(row.user(), chunk.users[i]);
                items.accept(row.item(), chunk.items[i]);
                row.setType(EventChunk.TYPES.get(chunk.types[i]));
                row.setTime(chunk.times[i]);
                sink.accept(row);
            }
        }
    }
}
