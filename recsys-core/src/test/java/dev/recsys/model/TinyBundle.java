package dev.recsys.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.algorithm.Algorithms;
import dev.recsys.data.DataShape;
import dev.recsys.data.Dataset;
import dev.recsys.data.ItemCatalog;
import dev.recsys.data.SparseMatrix;
import dev.recsys.event.IdIndex;
import dev.recsys.event.IdType;
import dev.recsys.format.SectionedBytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The bundle whose bytes stand in docs/formats/model-bundle.md, as an object and section by section as documented. */
final class TinyBundle {

    static final Instant NEW_YEAR = Instant.parse("2024-01-01T00:00:00Z");

    private TinyBundle() {}

    static ModelBundle<String, Integer> bundle() {
        Dataset<String, Integer> data = Dataset.of(
                        IdIndex.of(IdType.STRING, List.of("ann", "bob")),
                        IdIndex.of(IdType.INT, List.of(10, 20)),
                        SparseMatrix.builder(2, 2)
                                .appendRow(new int[] {0, 1}, new float[] {1, 1}, 2)
                                .appendRow(new int[] {0}, new float[] {1}, 1)
                                .build())
                .withOrigin("f00d", Map.of("weighting", "linear"));
        ModelInfo info =
                ModelInfo.restored("popularity", Map.of("measure", "users"), DataShape.of(2, 2, 3), "plain, JDK 17");
        ItemCatalog<Integer> catalog = ItemCatalog.of(
                IdType.INT,
                List.of(ItemCatalog.Item.of(10)
                        .withTitle("Up")
                        .withCategories(List.of("film"))
                        .withAttributes(Map.of("language", "en"))
                        .withValidFrom(NEW_YEAR)));
        ModelBundle<String, Integer> bundle = ModelBundle.of(ItemScoresModel.of(info, new float[] {2, 1}), data)
                .withCatalog(catalog);
        return bundle.withLineage(bundle.lineage().withAsOf(NEW_YEAR).withParent("films-v1"));
    }

    /** The contents by section, in the order of the file. */
    static Map<String, byte[]> contents() {
        Map<String, byte[]> sections = new LinkedHashMap<>();
        sections.put(
                "info",
                SectionedBytes.content(c -> c.text("popularity")
                        .int32(1)
                        .text("measure")
                        .text("users")
                        .int32(2)
                        .int32(2)
                        .int64(3)
                        .text("plain, JDK 17")));
        sections.put(
                "users",
                SectionedBytes.content(
                        c -> c.text("string").int32(2).text("ann").text("bob")));
        sections.put(
                "items",
                SectionedBytes.content(
                        c -> c.text("int").int32(2).block(0x80, 0, 0, 10).block(0x80, 0, 0, 20)));
        sections.put(
                "seen",
                SectionedBytes.content(c -> c.int32(2)
                        .int32(2)
                        .int8(0)
                        .int32(2)
                        .int32(0)
                        .int32(1)
                        .int32(1)
                        .int32(0)));
        sections.put(
                "seen-by-others",
                SectionedBytes.content(
                        c -> c.text("string").int32(0).int32(0).int32(2).int8(0)));
        sections.put(
                "histories",
                SectionedBytes.content(c -> c.int32(2)
                        .int32(2)
                        .int8(1)
                        .int32(2)
                        .int32(0)
                        .int32(1)
                        .float32(1)
                        .float32(1)
                        .int32(1)
                        .int32(0)
                        .float32(1)));
        sections.put(
                "popularity", SectionedBytes.content(c -> c.int32(2).int32(2).int32(1)));
        sections.put(
                "weighting",
                SectionedBytes.content(c -> c.text("LINEAR")
                        .float64(1)
                        .float64(0)
                        .float64(0)
                        .float64(0)
                        .int32(0)));
        sections.put(
                "catalog",
                SectionedBytes.content(c -> c.int32(1)
                        .block(0x80, 0, 0, 10)
                        .text("Up")
                        .int32(1)
                        .text("film")
                        .int64(NEW_YEAR.getEpochSecond())
                        .int32(0)
                        .int64(Instant.MAX.getEpochSecond())
                        .int32(999_999_999)));
        sections.put(
                "catalog-attributes",
                SectionedBytes.content(c -> c.int32(1).int32(1).text("language").text("en")));
        sections.put(
                "lineage",
                SectionedBytes.content(c -> c.text("f00d")
                        .int32(1)
                        .text("weighting")
                        .text("linear")
                        .text("films-v1")
                        .text("2024-01-01T00:00:00Z")));
        sections.put(
                "model",
                SectionedBytes.content(c -> c.int32(1).int32(2).float32(2).float32(1)));
        return sections;
    }

    static byte[] file(Map<String, byte[]> contents) {
        SectionedBytes file = new SectionedBytes("RECSYSMB", 1);
        contents.forEach((id, content) -> file.section(id, isRequired(id), content));
        return file.end();
    }

    static boolean isRequired(String id) {
        return !Set.of("catalog", "lineage", "seen-by-others", "histories", "catalog-attributes")
                .contains(id);
    }

    static byte[] write(ModelBundle<?, ?> bundle) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new BundleFile(Algorithms.builtIn()).write(bundle, out, "model.bin");
        return out.toByteArray();
    }

    static <U, I> ModelBundle<U, I> read(byte[] file, long size, IdType<U> users, IdType<I> items) {
        return new BundleFile(Algorithms.builtIn())
                .read(new ByteArrayInputStream(file), "model.bin", size, users, items);
    }

    static void assertSame(ModelBundle<?, ?> bundle, ModelBundle<?, ?> expected) {
        assertThat(bundle.info()).isEqualTo(expected.info());
        assertThat(((ItemScoresModel) bundle.model()).scores())
                .isEqualTo(((ItemScoresModel) expected.model()).scores());
        assertThat(bundle.users()).isEqualTo(expected.users());
        assertThat(bundle.items()).isEqualTo(expected.items());
        assertThat(bundle.seen()).isEqualTo(expected.seen());
        assertThat(bundle.histories()).isEqualTo(expected.histories());
        for (int item = 0; item < expected.items().size(); item++) {
            assertThat(bundle.popularity(item)).isEqualTo(expected.popularity(item));
        }
        assertThat(bundle.weighting()).isEqualTo(expected.weighting());
        assertThat(bundle.catalog()).isEqualTo(expected.catalog());
        assertThat(bundle.lineage()).isEqualTo(expected.lineage());
    }

    static ModelBundle<String, Integer> read(byte[] file) {
        return read(file, file.length, IdType.STRING, IdType.INT);
    }
}
