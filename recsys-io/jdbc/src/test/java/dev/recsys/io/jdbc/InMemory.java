package dev.recsys.io.jdbc;

import dev.recsys.event.EventRow;
import dev.recsys.event.EventSink;
import dev.recsys.event.EventSource;
import dev.recsys.event.IdType;
import dev.recsys.event.Interaction;
import java.util.List;

/** Events of a list, as a source. */
final class InMemory {

    private InMemory() {}

    @SafeVarargs
    @SuppressWarnings("varargs")
    static <U, I> EventSource<U, I> events(IdType<U> users, IdType<I> items, Interaction<U, I>... events) {
        return events(users, items, List.of(events));
    }

    static <U, I> EventSource<U, I> events(IdType<U> users, IdType<I> items, List<Interaction<U, I>> events) {
        return new EventSource<>() {
            @Override
            public String name() {
                return "list";
            }

            @Override
            public IdType<U> users() {
                return users;
            }

            @Override
            public IdType<I> items() {
                return items;
            }

            @Override
            public void forEach(EventSink<U, I> sink) {
                EventRow<U, I> row = new EventRow<>(users, items);
                long line = 0;
                for (Interaction<U, I> event : events) {
                    row.start(++line);
                    row.user().set(event.user());
                    row.item().set(event.item());
                    row.setType(event.type());
                    row.setWeight(event.weight());
                    event.time().ifPresent(time -> row.setTime(time.toEpochMilli()));
                    event.eventId().ifPresent(row::setEventId);
                    sink.accept(row);
                }
            }
        };
    }
}
