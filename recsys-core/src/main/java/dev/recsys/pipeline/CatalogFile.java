package dev.recsys.pipeline;

import dev.recsys.data.ItemCatalog;
import dev.recsys.event.IdType;
import dev.recsys.format.SectionInput;
import dev.recsys.format.SectionOutput;
import dev.recsys.format.SectionedReader;
import dev.recsys.format.SectionedWriter;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The file of a catalogue. Byte by byte: docs/formats/run-artifacts.md. */
final class CatalogFile {

    static final String NAME = "catalog.bin";

    private static final String MAGIC = "RECSYSCA";
    private static final int VERSION = 1;
    private static final int MAX_CATEGORIES = 1 << 20;

    private CatalogFile() {}

    static <I> void write(ItemCatalog<I> catalog, OutputStream out, String target) {
        SectionedWriter writer = new SectionedWriter(out, target, MAGIC, VERSION);
        writer.section("items", true, section -> {
            section.writeString(catalog.type().name());
            section.writeInt(catalog.size());
            for (ItemCatalog.Item<I> item : catalog.items()) {
                Sections.writeId(catalog.type(), item.id(), section);
                section.writeString(item.title().orElse(""));
                section.writeInt(item.categories().size());
                item.categories().forEach(section::writeString);
                section.writeStrings(item.attributes());
                writeInstant(item.validFrom(), section);
                writeInstant(item.validUntil(), section);
            }
        });
        writer.finish();
    }

    private static void writeInstant(Instant instant, SectionOutput out) {
        out.writeLong(instant.getEpochSecond());
        out.writeInt(instant.getNano());
    }

    static <I> ItemCatalog<I> read(InputStream in, String source, long size, IdType<I> type) {
        SectionedReader reader = new SectionedReader(in, source, MAGIC, VERSION, VERSION, size);
        SectionInput section = Sections.next(reader, "items");
        if (!section.readString().equals(type.name())) {
            throw section.corrupt("its ids are not of type " + type);
        }
        int count = section.readInt(0, Integer.MAX_VALUE - 8, "the number of items");
        List<ItemCatalog.Item<I>> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(readItem(type, section));
        }
        Sections.requireEnd(section);
        return ItemCatalog.of(type, items);
    }

    private static <I> ItemCatalog.Item<I> readItem(IdType<I> type, SectionInput in) {
        ItemCatalog.Item<I> item =
                ItemCatalog.Item.of(Sections.readId(type, in)).withTitle(in.readString());
        int count = in.readInt(0, MAX_CATEGORIES, "the number of categories");
        List<String> categories = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            categories.add(in.readString());
        }
        return item.withCategories(categories)
                .withAttributes(in.readStrings())
                .withValidFrom(readInstant(in))
                .withValidUntil(readInstant(in));
    }

    private static Instant readInstant(SectionInput in) {
        try {
            return Instant.ofEpochSecond(in.readLong(), in.readInt(0, 999_999_999, "the nanoseconds of a time"));
        } catch (DateTimeException e) {
            throw in.corrupt(String.valueOf(e.getMessage()));
        }
    }
}
