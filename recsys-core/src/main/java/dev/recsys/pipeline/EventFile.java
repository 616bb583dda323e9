package dev.recsys.pipeline;

import dev.recsys.event.EventLog;
import dev.recsys.event.EventRow;
import dev.recsys.event.EventSink;
import dev.recsys.event.EventSource;
import dev.recsys.event.IdCell;
import dev.recsys.event.IdIndex;
import dev.recsys.event.IdType;
import dev.recsys.format.SectionInput;
import dev.recsys.format.SectionOutput;
import dev.recsys.format.SectionedReader;
import dev.recsys.format.SectionedWriter;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** The file of an event log: ids, types, then all rows. Byte by byte: docs/formats/run-artifacts.md. */
final class EventFile {

    static final String NAME = "events.bin";

    private static final String MAGIC = "RECSYSEV";
    private static final int VERSION = 1;

    private EventFile() {}

    static void write(EventLog<?, ?> log, OutputStream out, String target) {
        SectionedWriter writer = new SectionedWriter(out, target, MAGIC, VERSION);
        writer.section("users", true, section -> section.writeIds(log.users()));
        writer.section("items", true, section -> section.writeIds(log.items()));
        writer.section("types", true, section -> {
            section.writeInt(log.types().size());
            log.types().forEach(section::writeString);
        });
        writer.section("events", true, section -> writeRows(log, section));
        writer.finish();
    }

    private static void writeRows(EventLog<?, ?> log, SectionOutput out) {
        out.writeInt(log.size());
        out.writeByte(log.hasTime() ? 1 : 0);
        for (int row = 0; row < log.size(); row++) {
            out.writeInt(log.user(row));
            out.writeInt(log.item(row));
            out.writeByte(log.type(row));
            out.writeFloat(log.weight(row));
            if (log.hasTime()) {
                out.writeLong(log.time(row));
            }
            out.writeString(log.eventId(row).orElse(""));
        }
    }

    static <U, I> EventLog<U, I> read(
            InputStream in, String source, long size, IdType<U> userType, IdType<I> itemType) {
        SectionedReader reader = new SectionedReader(in, source, MAGIC, VERSION, VERSION, size);
        IdIndex<U> users = Sections.next(reader, "users").readIds(userType);
        IdIndex<I> items = Sections.next(reader, "items").readIds(itemType);
        SectionInput typeNames = Sections.next(reader, "types");
        int count = typeNames.readInt(0, 256, "the number of types");
        List<String> types = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            types.add(typeNames.readString());
        }
        SectionInput events = Sections.next(reader, "events");
        EventLog<U, I> log = EventLog.read(new Rows<>(source, events, users, items, types));
        Sections.requireEnd(events);
        return log;
    }

    /** The rows of the file as they came from their first source. Can be read once. */
    private record Rows<U, I>(String name, SectionInput in, IdIndex<U> userIds, IdIndex<I> itemIds, List<String> types)
            implements EventSource<U, I> {

        @Override
        public IdType<U> users() {
            return userIds.type();
        }

        @Override
        public IdType<I> items() {
            return itemIds.type();
        }

        @Override
        public void forEach(EventSink<U, I> sink) {
            EventRow<U, I> row = new EventRow<>(users(), items());
            List<I> allItems = new ArrayList<>(itemIds.size()); // each is needed many times
            for (int item = 0; item < itemIds.size(); item++) {
                allItems.add(itemIds.id(item));
            }
            IdCell<U> user = new IdCell<>(users());
            int lastUser = IdIndex.ABSENT; // the rows of a user follow each other
            int rows = in.readInt(0, Integer.MAX_VALUE - 8, "the number of events");
            boolean timed = in.readByte() == 1;
            for (int i = 1; i <= rows; i++) {
                row.start(i);
                int position = in.readInt(0, userIds.size() - 1, "a user");
                if (position != lastUser) {
                    user.set(userIds.id(position));
                    lastUser = position;
                }
                row.user().set(user.value());
                row.item().set(allItems.get(in.readInt(0, itemIds.size() - 1, "an item")));
                int type = in.readByte();
                if (type >= types.size()) {
                    throw in.corrupt("event " + i + " has type " + type + " of " + types.size());
                }
                row.setType(types.get(type));
                row.setWeight(in.readFloat());
                if (timed) {
                    row.setTime(in.readLong());
                }
                row.setEventId(in.readString());
                sink.accept(row);
            }
        }
    }
}
