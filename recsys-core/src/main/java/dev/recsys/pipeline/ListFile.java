package dev.recsys.pipeline;

import dev.recsys.event.IdType;
import dev.recsys.format.SectionInput;
import dev.recsys.format.SectionOutput;
import dev.recsys.format.SectionedReader;
import dev.recsys.format.SectionedWriter;
import dev.recsys.recommend.Recommendation;
import dev.recsys.recommend.RecommendationSink;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The file of lists: a section of id types, then sections of up to {@value #BLOCK} lists each, written and read with one
 * such section in memory. Byte by byte: docs/formats/run-artifacts.md.
 */
final class ListFile {

    static final String NAME = "lists.bin";

    private static final String MAGIC = "RECSYSLS";
    private static final int VERSION = 1;
    private static final int BLOCK = 1024;

    private ListFile() {}

    private record UserList<U, I>(U user, List<Recommendation<I>> items) {}

    /** Takes lists one by one; the last ones are written by {@link #finish}. Not thread-safe. */
    static final class Writer<U, I> implements RecommendationSink<U, I> {

        private final SectionedWriter writer;
        private final IdType<U> users;
        private final IdType<I> items;
        private final List<UserList<U, I>> block = new ArrayList<>(BLOCK);

        Writer(OutputStream out, String target, IdType<U> users, IdType<I> items) {
            this.writer = new SectionedWriter(out, target, MAGIC, VERSION);
            this.users = users;
            this.items = items;
            writer.section("ids", true, section -> {
                section.writeString(users.name());
                section.writeString(items.name());
            });
        }

        @Override
        public void accept(U user, List<Recommendation<I>> list) {
            block.add(new UserList<>(user, list));
            if (block.size() == BLOCK) {
                writeBlock();
            }
        }

        void finish() {
            if (!block.isEmpty()) {
                writeBlock();
            }
            writer.finish();
        }

        private void writeBlock() {
            writer.section("lists", true, section -> {
                section.writeInt(block.size());
                block.forEach(list -> writeList(list, section));
            });
            block.clear();
        }

        private void writeList(UserList<U, I> list, SectionOutput out) {
            Sections.writeId(users, list.user(), out);
            out.writeInt(list.items().size());
            for (Recommendation<I> one : list.items()) {
                Sections.writeId(items, one.item(), out);
                out.writeFloat(one.score());
                out.writeString(one.source());
            }
        }
    }

    /** Hands all lists to a sink, in the order they were written. */
    static <U, I> void read(
            InputStream in, String source, long size, IdType<U> users, IdType<I> items, RecommendationSink<U, I> sink) {
        SectionedReader reader = new SectionedReader(in, source, MAGIC, VERSION, VERSION, size);
        SectionInput ids = Sections.next(reader, "ids");
        String found = ids.readString() + ", " + ids.readString();
        if (!found.equals(users.name() + ", " + items.name())) {
            throw ids.corrupt("it has ids of types " + found + " but they were asked for as " + users + ", " + items);
        }
        for (Optional<SectionInput> next = reader.next(); next.isPresent(); next = reader.next()) {
            SectionInput section = next.get();
            int lists = section.readInt(0, BLOCK, "the number of lists");
            for (int i = 0; i < lists; i++) {
                U user = Sections.readId(users, section);
                sink.accept(user, readItems(items, section));
            }
            Sections.requireEnd(section);
        }
    }

    private static <I> List<Recommendation<I>> readItems(IdType<I> type, SectionInput in) {
        int count = in.readInt(0, Integer.MAX_VALUE - 8, "the length of a list");
        List<Recommendation<I>> list = new ArrayList<>(Math.min(count, BLOCK));
        for (int rank = 1; rank <= count; rank++) {
            I item = Sections.readId(type, in);
            float score = in.readFloat();
            if (Float.isNaN(score)) {
                throw in.corrupt("a score is no number");
            }
            list.add(Recommendation.of(item, score, rank, in.readString()));
        }
        return list;
    }
}
