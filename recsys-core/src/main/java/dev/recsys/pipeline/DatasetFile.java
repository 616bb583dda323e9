package dev.recsys.pipeline;

import dev.recsys.data.Dataset;
import dev.recsys.data.SeenByOthers;
import dev.recsys.data.SeenItems;
import dev.recsys.data.SparseMatrix;
import dev.recsys.event.IdIndex;
import dev.recsys.event.IdType;
import dev.recsys.format.SectionInput;
import dev.recsys.format.SectionedReader;
import dev.recsys.format.SectionedWriter;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;

/** The file of a data set. Byte by byte: docs/formats/run-artifacts.md. */
final class DatasetFile {

    static final String NAME = "dataset.bin";

    private static final String MAGIC = "RECSYSDS";
    private static final int VERSION = 1;

    private DatasetFile() {}

    static void write(Dataset<?, ?> data, OutputStream out, String target) {
        SectionedWriter writer = new SectionedWriter(out, target, MAGIC, VERSION);
        writer.section("users", true, section -> section.writeIds(data.users()));
        writer.section("items", true, section -> section.writeIds(data.items()));
        writer.section("interactions", true, section -> section.writeSparse(data.interactions()));
        writer.section("seen", true, section -> section.writeSparse(data.seen().toMatrix()));
        writer.section("seen-by-others", true, section -> {
            section.writeIds(data.seenByOthers().users());
            section.writeSparse(data.seenByOthers().seen().toMatrix());
        });
        writer.section("weighting", true, section -> section.writeWeighting(data.weighting()));
        writer.section("origin", true, section -> {
            section.writeString(data.fingerprint());
            section.writeStrings(data.featureConfig());
            section.writeString(data.asOf().map(Instant::toString).orElse(""));
        });
        writer.finish();
    }

    static <U, I> Dataset<U, I> read(InputStream in, String source, long size, IdType<U> userType, IdType<I> itemType) {
        SectionedReader reader = new SectionedReader(in, source, MAGIC, VERSION, VERSION, size);
        IdIndex<U> users = Sections.next(reader, "users").readIds(userType);
        IdIndex<I> items = Sections.next(reader, "items").readIds(itemType);
        SectionInput section = Sections.next(reader, "interactions");
        SparseMatrix interactions = section.readSparse();
        try {
            Dataset<U, I> data = Dataset.of(users, items, interactions);
            section = Sections.next(reader, "seen");
            data = data.withSeen(SeenItems.of(section.readSparse()));
            section = Sections.next(reader, "seen-by-others");
            IdIndex<U> others = section.readIds(userType);
            data = data.withSeenByOthers(SeenByOthers.of(others, SeenItems.of(section.readSparse())));
            section = Sections.next(reader, "weighting");
            data = data.withWeighting(section.readWeighting());
            section = Sections.next(reader, "origin");
            return readOrigin(data, section);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw section.corrupt(String.valueOf(e.getMessage()));
        }
    }

    private static <U, I> Dataset<U, I> readOrigin(Dataset<U, I> data, SectionInput in) {
        String fingerprint = in.readString();
        Map<String, String> config = in.readStrings();
        String asOf = in.readString();
        Sections.requireEnd(in);
        Dataset<U, I> read = data.withOrigin(fingerprint, config);
        return asOf.isEmpty() ? read : read.withAsOf(Instant.parse(asOf));
    }
}
