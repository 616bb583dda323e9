package dev.recsys.examples.demo;

import dev.recsys.event.EventSink;
import dev.recsys.event.EventSource;
import dev.recsys.event.IdType;

/**
 * Gives every event an id made of what it says - user, item, type, time - so that a store that is handed the events again
 * knows them. Broken rows pass unchanged.
 */
record IdentifiedEvents<U, I>(EventSource<U, I> events) implements EventSource<U, I> {

    @Override
    public String name() {
        return events.name();
    }

    @Override
    public IdType<U> users() {
        return events.users();
    }

    @Override
    public IdType<I> items() {
        return events.items();
    }

    @Override
    public void forEach(EventSink<U, I> sink) {
        events.forEach(row -> {
            if (row.problem().isEmpty()) {
                String user = users().format(row.user().value());
                String item = items().format(row.item().value());
                row.setEventId(user + "/" + item + "/" + row.type() + (row.hasTime() ? "/" + row.time() : ""));
            }
            sink.accept(row);
        });
    }
}
