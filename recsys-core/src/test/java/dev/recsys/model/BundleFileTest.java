package dev.recsys.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.recsys.FormatException;
import dev.recsys.FormatException.Reason;
import dev.recsys.algorithm.Algorithms;
import dev.recsys.data.DataShape;
import dev.recsys.data.Dataset;
import dev.recsys.data.FittedWeighting;
import dev.recsys.data.ItemCatalog;
import dev.recsys.data.SeenItems;
import dev.recsys.data.SparseMatrix;
import dev.recsys.event.IdIndex;
import dev.recsys.event.IdType;
import dev.recsys.format.SectionedBytes;
import dev.recsys.popularity.Popularity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleFileTest {

    private static void assertRefused(Reason reason, byte[] file, String message) {
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> TinyBundle.read(file))
                .withMessageStartingWith("model.bin: ")
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }

    /** The tiny file with one section replaced. */
    private static byte[] with(String id, byte[] content) {
        Map<String, byte[]> sections = TinyBundle.contents();
        sections.put(id, content);
        return TinyBundle.file(sections);
    }

    @Test
    void aTinyBundleHasTheDocumentedBytes() {
        byte[] documented = TinyBundle.file(TinyBundle.contents());

        assertThat(TinyBundle.write(TinyBundle.bundle())).isEqualTo(documented);
        TinyBundle.assertSame(TinyBundle.read(documented), TinyBundle.bundle());
    }

    @Test
    void theHexDumpInTheDocumentationIsThisFile() throws IOException {
        String root = System.getProperty("recsys.root");
        assumeTrue(root != null, "recsys.root, the project's directory, is not set: run by Maven it is");
        String page = Files.readString(Path.of(root, "docs/formats/model-bundle.md"));
        StringBuilder hex = new StringBuilder();
        Matcher lines = Pattern.compile("^ *[0-9a-f]{8} ((?: [0-9a-f]{2}){1,16})", Pattern.MULTILINE)
                .matcher(page);
        while (lines.find()) {
            hex.append(lines.group(1).replace(" ", ""));
        }

        assertThat(HexFormat.of().formatHex(TinyBundle.write(TinyBundle.bundle())))
                .isEqualTo(hex.toString());
    }

    @Test
    void theDocumentationDescribesEverySection() throws IOException {
        String root = System.getProperty("recsys.root");
        assumeTrue(root != null, "recsys.root, the project's directory, is not set: run by Maven it is");
        String page = Files.readString(Path.of(root, "docs/formats/model-bundle.md"));

        for (String id : BundleFile.sectionIds().split(", ")) {
            assertThat(page).contains("`" + id + "`");
        }
        assertThat(TinyBundle.contents().keySet())
                .containsExactly(BundleFile.sectionIds().split(", "));
    }

    private static <U, I> ModelBundle<U, I> randomBundle(
            IdType<U> userType, IdType<I> itemType, List<U> userIds, List<I> itemIds, SplittableRandom random) {
        IdIndex<U> users = IdIndex.of(userType, userIds);
        IdIndex<I> items = IdIndex.of(itemType, itemIds);
        var matrix = SparseMatrix.builder(users.size(), items.size());
        var seen = SparseMatrix.patternBuilder(users.size(), items.size());
        for (int u = 0; u < users.size(); u++) {
            int[] row = random.ints(5, 0, items.size()).sorted().distinct().toArray();
            float[] weights = new float[row.length];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = (float) random.nextDouble(-1, 3);
            }
            matrix.appendRow(row, weights, row.length);
            seen.appendRow(row, weights, Math.min(row.length, 3));
        }
        float[] idf = new float[items.size()];
        for (int i = 0; i < idf.length; i++) {
            idf[i] = random.nextInt(9) == 0 ? -0f : (float) random.nextDouble();
        }
        Dataset<U, I> data = Dataset.of(users, items, matrix.build())
                .withSeen(SeenItems.of(seen.build()))
                .withWeighting(
                        switch (random.nextInt(4)) {
                            case 0 -> FittedWeighting.binary();
                            case 1 -> FittedWeighting.linear();
                            case 2 -> FittedWeighting.log(random.nextDouble(0.1, 9));
                            default -> FittedWeighting.bm25(1.2, 0.75, random.nextDouble(1, 9), idf);
                        })
                .withOrigin("abc", new LinkedHashMap<>(Map.of("b", "ü", "a", "")));
        List<ItemCatalog.Item<I>> entries = new ArrayList<>();
        for (I id : itemIds) {
            entries.add(ItemCatalog.Item.of(id)
                    .withTitle(random.nextBoolean() ? "" : "title 𝄞 " + id)
                    .withCategories(random.nextBoolean() ? List.of() : List.of("a", "", "c"))
                    .withValidUntil(random.nextBoolean() ? Instant.MAX : Instant.ofEpochSecond(-5, 999_999_999)));
        }
        ModelBundle<U, I> bundle = Popularity.byUsers()
                .withMeasure(Popularity.Measure.WEIGHT)
                .train(data)
                .withCatalog(ItemCatalog.of(itemType, entries));
        return random.nextBoolean()
                ? bundle
                : bundle.withLineage(bundle.lineage().withParent("m-v7"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void everythingComesBackAndIsWrittenAgainWithTheSameBits(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<UUID> users = new ArrayList<>();
        List<Long> items = new ArrayList<>();
        for (int i = 0; i < 1 + 300 * (seed % 3); i++) { // with 600 users some sections have several frames
            users.add(new UUID(random.nextLong(), random.nextLong()));
            items.add(random.nextLong() >> random.nextInt(64));
        }
        ModelBundle<UUID, Long> bundle = randomBundle(IdType.UUID, IdType.LONG, users, items, random);
        byte[] file = TinyBundle.write(bundle);

        ModelBundle<UUID, Long> back = TinyBundle.read(file, file.length, IdType.UUID, IdType.LONG);

        TinyBundle.assertSame(back, bundle);
        assertThat(TinyBundle.write(back)).isEqualTo(file);
        assertThat(TinyBundle.write(bundle)).as("written twice").isEqualTo(file);
    }

    @Test
    void anEmptyBundleIsABundle() {
        ModelBundle<String, String> bundle = ModelBundle.of(
                ItemScoresModel.of("popularity", DataShape.of(0, 0, 0), new float[0]),
                Dataset.of(
                        IdIndex.of(IdType.STRING, List.of()),
                        IdIndex.of(IdType.STRING, List.of()),
                        SparseMatrix.builder(0, 0).build()));
        byte[] file = TinyBundle.write(bundle);

        TinyBundle.assertSame(TinyBundle.read(file, file.length, IdType.STRING, IdType.STRING), bundle);
    }

    @Test
    void everyFlippedByteIsRefused() {
        byte[] file = TinyBundle.write(TinyBundle.bundle());
        for (int at = 0; at < file.length; at++) {
            for (int flip : new int[] {1, 0x80, 0xff}) {
                byte[] broken = file.clone();
                broken[at] ^= (byte) flip;
                for (long size : new long[] {file.length, Long.MAX_VALUE}) {
                    assertThatExceptionOfType(FormatException.class)
                            .as("byte %d ^ %d", at, flip)
                            .isThrownBy(() -> TinyBundle.read(broken, size, IdType.STRING, IdType.INT))
                            .satisfies(e -> assertThat(e.reason()).isIn(Reason.CORRUPT, Reason.TRUNCATED));
                }
            }
        }
    }

    @Test
    void everyShorterFileEndsEarly() {
        byte[] file = TinyBundle.write(TinyBundle.bundle());
        for (int length = 0; length < file.length; length++) {
            assertRefused(Reason.TRUNCATED, Arrays.copyOf(file, length), "the file ends early");
        }
    }

    @Test
    void otherVersionsAreTooOldOrTooNew() {
        assertRefused(
                Reason.TOO_OLD, new SectionedBytes(BundleFile.MAGIC, 0).end(), "format version 0 is older than 1");
        assertRefused(
                Reason.TOO_NEW, new SectionedBytes(BundleFile.MAGIC, 2).end(), "format version 2 is newer than 1");
    }

    @Test
    void aSectionOfALaterReleaseIsPassedOverUnlessRequired() {
        for (boolean required : new boolean[] {false, true}) {
            SectionedBytes file = new SectionedBytes(BundleFile.MAGIC, 1);
            TinyBundle.contents().forEach((id, content) -> {
                if (id.equals("seen")) {
                    file.section("embeddings", required, new byte[70_000]);
                }
                file.section(id, TinyBundle.isRequired(id), content);
            });
            if (required) {
                assertRefused(Reason.TOO_NEW, file.end(), "required section 'embeddings'");
            } else {
                TinyBundle.assertSame(TinyBundle.read(file.end()), TinyBundle.bundle());
            }
        }
    }

    @Test
    void idsOfAnotherTypeNameBothTypes() {
        byte[] file = TinyBundle.write(TinyBundle.bundle());

        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> TinyBundle.read(file, file.length, IdType.UUID, IdType.INT))
                .withMessage("model.bin: 'users' holds ids of type string but they were asked for as uuid; load it with"
                        + " the id type it was saved with")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.WRONG_ID_TYPE));
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> TinyBundle.read(file, file.length, IdType.STRING, IdType.LONG))
                .withMessageContaining("'items' holds ids of type int but they were asked for as long");
    }

    @Test
    void anAlgorithmThatIsNotGivenIsUnknownWhenReadingAndWriting() {
        byte[] file = TinyBundle.write(TinyBundle.bundle());
        BundleFile none = new BundleFile(Algorithms.none());
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() ->
                        none.read(new ByteArrayInputStream(file), "model.bin", file.length, IdType.STRING, IdType.INT))
                .withMessage(
                        "model.bin: the model was made by algorithm 'popularity', which is not among the algorithms"
                                + " given; add it with Algorithms.with(...)")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.UNKNOWN_ALGORITHM));
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> none.write(TinyBundle.bundle(), out, "model.bin"));
        assertThat(out.size()).as("bytes written").isZero();
    }

    @Test
    void aModelOfALaterReleaseIsTooNew() {
        assertRefused(
                Reason.TOO_NEW,
                with("model", SectionedBytes.content(c -> c.int32(2).int32(0))),
                "the model of popularity has version 2 but this release reads 1 to 1; upgrade recsys");
        assertRefused(Reason.CORRUPT, with("model", SectionedBytes.content(c -> c.int32(0))), "has version 0");
    }

    @Test
    void requiredSectionsMustBeThereAndOptionalOnesNeedNot() {
        for (String id : TinyBundle.contents().keySet()) {
            Map<String, byte[]> sections = TinyBundle.contents();
            sections.remove(id);
            byte[] file = TinyBundle.file(sections);
            if (TinyBundle.isRequired(id)) {
                assertRefused(Reason.CORRUPT, file, "section '" + id + "' is missing");
            } else {
                assertThat(TinyBundle.read(file).users())
                        .isEqualTo(TinyBundle.bundle().users());
            }
        }
    }

    @Test
    void noSectionComesTwice() {
        for (String twice : TinyBundle.contents().keySet()) {
            SectionedBytes file = new SectionedBytes(BundleFile.MAGIC, 1);
            TinyBundle.contents().forEach((id, content) -> file.section(id, TinyBundle.isRequired(id), content));
            file.section(twice, true, TinyBundle.contents().get(twice));

            assertRefused(Reason.CORRUPT, file.end(), "section '" + twice + "': it comes twice");
        }
    }

    @Test
    void nothingFollowsTheContentOfASection() {
        TinyBundle.contents()
                .forEach((id, content) -> assertRefused(
                        Reason.CORRUPT,
                        with(id, Arrays.copyOf(content, content.length + 2)),
                        "section '" + id + "': 2 bytes follow its content"));
    }

    @Test
    void noSectionEndsEarly() {
        TinyBundle.contents().forEach((id, content) -> {
            for (int length = 0; length < content.length; length++) {
                byte[] file = with(id, Arrays.copyOf(content, length));
                assertThatExceptionOfType(FormatException.class)
                        .as("%s with %d bytes", id, length)
                        .isThrownBy(() -> TinyBundle.read(file));
            }
        });
    }

    @Test
    void sectionsMustAgreeOnTheirSizes() {
        byte[] three = SectionedBytes.content(
                c -> c.text("string").int32(3).text("a").text("b").text("c"));
        assertRefused(Reason.CORRUPT, with("users", three), "its sections disagree on the number of users or items");
        assertRefused(
                Reason.CORRUPT,
                with("popularity", SectionedBytes.content(c -> c.int32(1).int32(5))),
                "its sections disagree");
        assertRefused(
                Reason.CORRUPT,
                with(
                        "seen",
                        SectionedBytes.content(
                                c -> c.int32(2).int32(9).int8(0).int32(0).int32(0))),
                "its sections disagree");
        assertRefused(
                Reason.CORRUPT,
                with(
                        "weighting",
                        SectionedBytes.content(c -> c.text("BM25")
                                .float64(1)
                                .float64(1)
                                .float64(1)
                                .float64(1)
                                .int32(1)
                                .float32(1))),
                "its sections disagree");
        assertRefused(
                Reason.CORRUPT,
                with("model", SectionedBytes.content(c -> c.int32(1).int32(1).float32(1))),
                "section 'model': there are 2 items but 1 scores");
    }

    @Test
    void contentThatBreaksARuleIsCorrupt() {
        assertRefused(
                Reason.CORRUPT,
                with(
                        "weighting",
                        SectionedBytes.content(c -> c.text("COSINE")
                                .float64(1)
                                .float64(0)
                                .float64(0)
                                .float64(0)
                                .int32(0))),
                "section 'weighting': ");
        assertRefused(
                Reason.CORRUPT,
                with(
                        "weighting",
                        SectionedBytes.content(c -> c.text("LOG")
                                .float64(Double.NaN)
                                .float64(0)
                                .float64(0)
                                .float64(0)
                                .int32(0))),
                "section 'weighting': epsilon must be above 0 but was NaN");
        assertRefused(
                Reason.CORRUPT,
                with(
                        "model",
                        SectionedBytes.content(
                                c -> c.int32(1).int32(2).float32(1).float32(Float.NaN))),
                "section 'model': item 1: the score must be finite but is NaN");
        assertRefused(
                Reason.CORRUPT,
                with(
                        "catalog",
                        SectionedBytes.content(c -> c.int32(1)
                                .block(1, 2, 3)
                                .text("")
                                .int32(0)
                                .int64(0)
                                .int32(0)
                                .int64(0)
                                .int32(0))),
                "section 'catalog': item 0 has an id that is not a int");
        assertRefused(
                Reason.CORRUPT,
                with(
                        "catalog",
                        SectionedBytes.content(c -> c.int32(1)
                                .block(0x80, 0, 0, 10)
                                .text("")
                                .int32(0)
                                .int64(Long.MAX_VALUE)
                                .int32(Integer.MAX_VALUE)
                                .int64(0)
                                .int32(0))),
                "section 'catalog': ");
        assertRefused(
                Reason.CORRUPT,
                with(
                        "catalog",
                        SectionedBytes.content(c -> c.int32(1)
                                .block(0x80, 0, 0, 10)
                                .text("")
                                .int32(0)
                                .int64(Long.MAX_VALUE)
                                .int32(0)
                                .int64(0)
                                .int32(0))),
                "section 'catalog': ");
        assertRefused(
                Reason.CORRUPT,
                with(
                        "info",
                        SectionedBytes.content(c -> c.text("popularity")
                                .int32(0)
                                .int32(-1)
                                .int32(2)
                                .int64(3)
                                .text(""))),
                "section 'info': users must be between 0");
        assertRefused(
                Reason.CORRUPT,
                with(
                        "info",
                        SectionedBytes.content(c -> c.text("popularity")
                                .int32(0)
                                .int32(2)
                                .int32(2)
                                .int64(-3)
                                .text(""))),
                "section 'info': the number of entries is negative");
    }

    @Test
    void aLineageCountsAgesFromAnInstant() {
        assertRefused(
                Reason.CORRUPT,
                with(
                        "lineage",
                        SectionedBytes.content(c -> c.text("").int32(0).text("").text("yesterday"))),
                "section 'lineage': ");
    }

    /** Contents no writer would write, under valid checksums: a bundle may come back, or a FormatException, nothing else. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyContentIsReadOrRefusedAndNothingElse(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> ids = List.copyOf(TinyBundle.contents().keySet());
        int refused = 0;
        for (int round = 0; round < 1000; round++) {
            Map<String, byte[]> sections = TinyBundle.contents();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                byte[] content = sections.get(ids.get(random.nextInt(ids.size()))); // changed in place
                int at = random.nextInt(content.length);
                content[at] = (byte) (random.nextBoolean() ? random.nextInt() : random.nextInt(-2, 4));
            }
            try {
                assertThat(TinyBundle.read(TinyBundle.file(sections)).toString())
                        .isNotEmpty();
            } catch (FormatException e) {
                assertThat(e).hasMessageStartingWith("model.bin: ");
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void theInformationIsReadWithoutTheModel() {
        byte[] file = TinyBundle.write(TinyBundle.bundle());
        byte[] head = Arrays.copyOf(file, 150);
        BundleFile none = new BundleFile(Algorithms.none());

        ModelInfo info = none.readInfo(new ByteArrayInputStream(head), "model.bin", file.length);

        assertThat(info).isEqualTo(TinyBundle.bundle().info());
        byte[] noInfo = new SectionedBytes(BundleFile.MAGIC, 1)
                .section("users", true, new byte[3])
                .end();
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> none.readInfo(new ByteArrayInputStream(noInfo), "model.bin", noInfo.length))
                .withMessage("model.bin: the file is corrupt: it does not start with section 'info'");
        byte[] empty = new SectionedBytes(BundleFile.MAGIC, 1).end();
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> none.readInfo(new ByteArrayInputStream(empty), "model.bin", empty.length));
    }

    @Test
    void aBundleTakesNoModelOfAnotherSize() {
        ModelBundle<String, Integer> bundle = TinyBundle.bundle();
        Model other = ItemScoresModel.of("popularity", DataShape.of(2, 3, 3), new float[3]);

        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> bundle.withModel(other))
                .withMessage("the model has 2 users and 3 items but the ids are 2 and 2");
    }
}
