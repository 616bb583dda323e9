package dev.recsys.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.recsys.FormatException;
import dev.recsys.FormatException.Reason;
import dev.recsys.StoreException;
import dev.recsys.data.FactorMatrix;
import dev.recsys.data.FactorMatrixBuilder;
import dev.recsys.data.SparseMatrix;
import dev.recsys.event.IdIndex;
import dev.recsys.event.IdType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SectionedFileTest {

    private static final String MAGIC = "TESTFILE";

    private static byte[] writeAll(Consumer<SectionedWriter> sections) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SectionedWriter writer = new SectionedWriter(out, "test.bin", MAGIC, 3);
        sections.accept(writer);
        writer.finish();
        return out.toByteArray();
    }

    private static byte[] write(SectionContent content) {
        return writeAll(writer -> writer.section("one", true, content));
    }

    private static SectionedReader reader(byte[] file) {
        return new SectionedReader(new ByteArrayInputStream(file), "test.bin", MAGIC, 2, 4, file.length);
    }

    private static SectionInput first(byte[] file) {
        return reader(file).next().orElseThrow();
    }

    /** Reads whatever is there. */
    private static void readThrough(byte[] file, long size) {
        SectionedReader reader = new SectionedReader(new ByteArrayInputStream(file), "test.bin", MAGIC, 2, 4, size);
        Optional<SectionInput> section = reader.next();
        while (section.isPresent()) {
            while (section.get().remaining() > 0) {
                section.get().readByte();
            }
            section = reader.next();
        }
    }

    private static void assertRefused(Reason reason, Runnable reading, String message) {
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(reading::run)
                .withMessageStartingWith("test.bin: ")
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void aTinyFileHasTheDocumentedBytes() {
        byte[] file = writeAll(writer -> writer.section("ab", true, out -> {
            out.writeByte(0x107);
            out.writeInt(1);
            out.writeString("é");
        }));

        assertThat(HexFormat.ofDelimiter(" ").formatHex(file))
                .startsWith("54 45 53 54 46 49 4c 45 03 00 00 00") // magic, version
                .contains("02 61 62 01 0b 00 00 00 00 00 00 00") // id, required, 11 bytes
                .contains("07 01 00 00 00 02 00 00 00 c3 a9") // content
                .contains("00 01 00 00 00") // end, one section
                .hasSize((16 + 12 + 4 + 11 + 4 + 5 + 4) * 3 - 1);
        assertThat(file)
                .isEqualTo(new SectionedBytes(MAGIC, 3)
                        .section("ab", true, HexFormat.of().parseHex("070100000002000000c3a9"))
                        .end());
    }

    @Test
    void checksumsAreCrc32c() {
        byte[] file =
                write(out -> out.writeBytes("123456789".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, 9));

        assertThat(HexFormat.of().formatHex(file))
                .contains("313233343536373839" + "839206e3"); // the check value of CRC-32C
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 131_072, 200_001})
    void sectionsOfAnyLengthAreCutIntoFrames(int length) {
        byte[] content = new byte[length];
        for (int i = 0; i < length; i++) {
            content[i] = (byte) (i * 31 + (i >> 8));
        }
        byte[] file = writeAll(writer -> {
            writer.section("first", false, out -> out.writeBytes(content, 0, length));
            writer.section("second", true, out -> out.writeInt(7));
        });

        assertThat(file)
                .isEqualTo(new SectionedBytes(MAGIC, 3)
                        .section("first", false, content)
                        .section("second", true, new byte[] {7, 0, 0, 0})
                        .end());
        SectionedReader reader = reader(file);
        SectionInput in = reader.next().orElseThrow();
        assertThat(in.id()).isEqualTo("first");
        assertThat(in.isRequired()).isFalse();
        assertThat(in.remaining()).isEqualTo(length);
        byte[] back = new byte[length + 3];
        in.readBytes(back, 2, length);
        assertThat(Arrays.copyOfRange(back, 2, length + 2)).isEqualTo(content);
        assertThat(in.remaining()).isZero();
        assertThat(reader.next().orElseThrow().readInt()).isEqualTo(7);
        assertThat(reader.next()).isEmpty();
        assertThat(reader.version()).isEqualTo(3);
    }

    /** One value as it is written, and the check that reads it back. */
    private record Piece(Consumer<SectionOutput> write, Consumer<SectionInput> check) {

        static Piece random(SplittableRandom random) {
            int n = random.nextInt(30_000);
            int offset = random.nextInt(5);
            switch (random.nextInt(8)) {
                case 0:
                    int small = random.nextInt();
                    return new Piece(
                            out -> out.writeByte(small),
                            in -> assertThat(in.readByte()).isEqualTo(small & 0xff));
                case 1:
                    int number = random.nextInt();
                    return new Piece(
                            out -> out.writeInt(number),
                            in -> assertThat(in.readInt()).isEqualTo(number));
                case 2:
                    long large = random.nextLong();
                    return new Piece(
                            out -> out.writeLong(large),
                            in -> assertThat(in.readLong()).isEqualTo(large));
                case 3:
                    double decimal = Double.longBitsToDouble(random.nextLong());
                    return new Piece(
                            out -> out.writeDouble(decimal),
                            in -> assertThat(Double.doubleToRawLongBits(in.readDouble()))
                                    .isEqualTo(Double.doubleToRawLongBits(decimal)));
                case 4:
                    String text = "é𝄞x".repeat(n / 9);
                    return new Piece(
                            out -> out.writeString(text),
                            in -> assertThat(in.readString()).isEqualTo(text));
                case 5:
                    int[] ints = random.ints(n).toArray();
                    return new Piece(out -> out.writeInts(ints, offset, n - Math.min(n, offset)), in -> {
                        int[] back = new int[n + 1];
                        in.readInts(back, 1, n - Math.min(n, offset));
                        assertThat(Arrays.copyOfRange(back, 1, 1 + n - Math.min(n, offset)))
                                .isEqualTo(Arrays.copyOfRange(ints, Math.min(n, offset), n));
                    });
                case 6:
                    float[] floats = new float[n];
                    for (int i = 0; i < n; i++) {
                        floats[i] = random.nextInt();
                    }
                    return new Piece(
                            out -> out.writeFloatArray(floats),
                            in -> assertThat(in.readFloatArray()).isEqualTo(floats));
                default:
                    float single = random.nextInt();
                    return new Piece(
                            out -> out.writeFloat(single),
                            in -> assertThat(in.readFloat()).isEqualTo(single));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void valuesOfAllKindsComeBackWhereverAFrameEnds(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            pieces.add(Piece.random(random));
        }
        byte[] file = write(out -> pieces.forEach(piece -> piece.write.accept(out)));
        assertThat(file.length).isGreaterThan(3 * 65_536);

        SectionInput in = first(file);

        pieces.forEach(piece -> piece.check.accept(in));
        assertThat(in.remaining()).isZero();
    }

    @Test
    void aNumberMayStraddleTwoFrames() {
        for (int before = 65_528; before <= 65_536; before++) {
            int zeros = before;
            byte[] file = write(out -> {
                out.writeBytes(new byte[zeros], 0, zeros);
                out.writeLong(0x0102030405060708L);
                out.writeInts(new int[] {0x0a0b0c0d}, 0, 1);
                out.writeFloats(new float[] {1.5f, -0f}, 0, 2);
            });

            SectionInput in = first(file);
            in.readBytes(new byte[zeros], 0, zeros);
            assertThat(in.readLong()).isEqualTo(0x0102030405060708L);
            assertThat(in.readInt()).isEqualTo(0x0a0b0c0d);
            float[] floats = new float[2];
            in.readFloats(floats, 0, 2);
            assertThat(floats).containsExactly(1.5f, -0f);
        }
    }

    @Test
    void structuresComeBackEqual() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("z", "1");
        map.put("a", "");
        IdIndex<UUID> uuids = IdIndex.of(IdType.UUID, List.of(new UUID(1, 2), new UUID(-1, 0)));
        IdIndex<Integer> ints = IdIndex.of(IdType.INT, List.of(5, -5));
        IdIndex<String> none = IdIndex.of(IdType.STRING, List.of());
        FactorMatrixBuilder factors = FactorMatrix.builder(3, 2);
        factors.setRow(1, new float[] {-0f, Float.MIN_VALUE}, 0);
        FactorMatrix matrix = factors.build();
        SparseMatrix sparse = SparseMatrix.builder(2, 4)
                .appendRow(new int[] {0, 3}, new float[] {1, -2}, 2)
                .build();
        byte[] file = write(out -> {
            out.writeStrings(map);
            out.writeIds(uuids);
            out.writeIds(ints);
            out.writeIds(none);
            out.writeFactors(matrix);
            out.writeSparse(sparse);
            out.writeSparse(sparse.toPattern());
            out.writeIntArray(new int[] {1, 2});
        });

        SectionInput in = first(file);

        assertThat(in.readStrings()).isEqualTo(map);
        assertThat(in.readIds(IdType.UUID)).isEqualTo(uuids);
        assertThat(in.readIds(IdType.INT)).isEqualTo(ints);
        assertThat(in.readIds(IdType.STRING)).isEqualTo(none);
        assertThat(in.readFactors()).isEqualTo(matrix);
        assertThat(in.readSparse()).isEqualTo(sparse);
        assertThat(in.readSparse()).isEqualTo(sparse.toPattern());
        assertThat(in.readIntArray()).containsExactly(1, 2);
        assertThat(in.remaining()).isZero();
    }

    @Test
    void arraysBeyondTheFirstAllocationAreReadWhole() {
        int[] ints = new SplittableRandom(1).ints(3_000_000).toArray();

        assertThat(first(write(out -> out.writeIntArray(ints))).readIntArray()).isEqualTo(ints);
    }

    @Test
    void whatIsNotReadIsPassedOver() {
        byte[] file = writeAll(writer -> {
            writer.section("long", true, out -> out.writeInts(new int[50_000], 0, 50_000));
            writer.section("next", true, out -> out.writeInt(9));
        });
        SectionedReader reader = reader(file);

        reader.next().orElseThrow().readInt();

        assertThat(reader.next().orElseThrow().readInt()).isEqualTo(9);
        assertThat(reader.next()).isEmpty();
    }

    @Test
    void unknownSectionsArePassedOverUnlessRequired() {
        byte[] file = writeAll(writer -> {
            writer.section("hint", false, out -> out.writeInt(1));
            writer.section("core", true, out -> out.writeInt(2));
        });
        SectionedReader reader = reader(file);

        reader.skipUnknown(reader.next().orElseThrow());

        SectionInput core = reader.next().orElseThrow();
        assertRefused(
                Reason.TOO_NEW,
                () -> reader.skipUnknown(core),
                "it has a required section 'core' that this release does not know; upgrade recsys");
    }

    @Test
    void everyFlippedByteIsNoticed() {
        byte[] file = writeAll(writer -> {
            writer.section("first", false, out -> out.writeString("some text"));
            writer.section("empty", true, out -> {});
            writer.section("third", true, out -> out.writeIntArray(new int[] {1, 2, 3}));
        });
        for (int at = 0; at < file.length; at++) {
            for (int flip : new int[] {1, 0x20, 0x80, 0xff}) {
                byte[] broken = file.clone();
                broken[at] ^= (byte) flip;
                for (long size : new long[] {file.length, Long.MAX_VALUE}) {
                    assertThatExceptionOfType(FormatException.class)
                            .as("byte %d ^ %d", at, flip)
                            .isThrownBy(() -> readThrough(broken, size))
                            .satisfies(e -> assertThat(e.reason()).isIn(Reason.CORRUPT, Reason.TRUNCATED));
                }
            }
        }
    }

    @Test
    void aFlippedByteInAnyFrameOfALongSectionIsNoticed() {
        byte[] file =
                write(out -> out.writeInts(new SplittableRandom(2).ints(60_000).toArray(), 0, 60_000));
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 300; i++) {
            byte[] broken = file.clone();
            broken[random.nextInt(file.length)] ^= (byte) (1 + random.nextInt(255));

            assertThatExceptionOfType(FormatException.class).isThrownBy(() -> readThrough(broken, broken.length));
        }
    }

    @Test
    void everyShorterFileEndsEarly() {
        byte[] file = writeAll(writer -> {
            writer.section("first", false, out -> out.writeString("some text"));
            writer.section("empty", true, out -> {});
            writer.section("third", true, out -> out.writeIntArray(new int[] {1, 2, 3}));
        });
        for (int length = 0; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            assertRefused(Reason.TRUNCATED, () -> readThrough(cut, cut.length), "the file ends early");
            assertRefused(Reason.TRUNCATED, () -> readThrough(cut, Long.MAX_VALUE), "the file ends early");
        }
    }

    @Test
    void versionsOutsideTheRangeAreTooOldOrTooNew() {
        assertRefused(
                Reason.TOO_OLD,
                () -> reader(new SectionedBytes(MAGIC, 1).end()),
                "format version 1 is older than 2, the oldest this release reads;");
        assertRefused(
                Reason.TOO_NEW,
                () -> reader(new SectionedBytes(MAGIC, 5).end()),
                "format version 5 is newer than 4, the newest this release reads; upgrade recsys");
        assertThat(reader(new SectionedBytes(MAGIC, 2).end()).next()).isEmpty();
        assertThat(reader(new SectionedBytes(MAGIC, 4).end()).version()).isEqualTo(4);
    }

    @Test
    void anotherKindOfFileIsRefusedByItsFirstBytes() {
        assertRefused(
                Reason.CORRUPT,
                () -> reader(new SectionedBytes("PK345678", 3).end()),
                "it does not start with TESTFILE");
    }

    @Test
    void theEndKnowsHowManySectionsThereAre() {
        byte[] file =
                new SectionedBytes(MAGIC, 3).section("one", true, new byte[1]).end(2);

        assertRefused(Reason.CORRUPT, () -> readThrough(file, file.length), "it should have 2 sections but has 1");
    }

    @Test
    void aSectionLongerThanTheFileIsNotBelieved() {
        for (long claimed : new long[] {100, 1L << 40, Long.MAX_VALUE}) {
            byte[] file = new SectionedBytes(MAGIC, 3)
                    .section("one", true, claimed, new byte[8])
                    .end();

            assertRefused(
                    Reason.TRUNCATED,
                    () -> reader(file).next(),
                    "section 'one' has " + claimed + " bytes but the file ends early");
        }
        byte[] negative = new SectionedBytes(MAGIC, 3)
                .section("one", true, -1, new byte[0])
                .end();
        assertRefused(Reason.CORRUPT, () -> reader(negative).next(), "section 'one' claims -1 bytes");
    }

    private static final int HUGE = Integer.MAX_VALUE - 8;

    private static void assertContentRefused(
            Consumer<SectionedBytes.Content> content, Function<SectionInput, Object> reading, String message) {
        byte[] file = new SectionedBytes(MAGIC, 3)
                .section("one", true, SectionedBytes.content(content))
                .end();
        assertRefused(
                Reason.CORRUPT,
                () -> assertThat(reading.apply(first(file))).isNotNull(),
                "the file is corrupt: section 'one': " + message);
    }

    @Test
    void hostileLengthsAreComparedWithWhatIsThere() {
        assertContentRefused(c -> c.int32(HUGE), SectionInput::readString, "the length of a text of " + HUGE);
        assertContentRefused(c -> c.int32(-1), SectionInput::readString, "the length of a text must be between 0");
        assertContentRefused(c -> c.int32(HUGE), SectionInput::readIntArray, "the length of an array of " + HUGE);
        assertContentRefused(c -> c.int32(HUGE), SectionInput::readFloatArray, "the length of an array of ");
        assertContentRefused(c -> c.int32(HUGE), SectionInput::readStrings, "the size of a map of ");
        assertContentRefused(
                c -> c.text("int").int32(HUGE), in -> in.readIds(IdType.INT), "the number of ids of " + HUGE);
        assertContentRefused(
                c -> c.int32(HUGE).int32(65_536), SectionInput::readFactors, "a factor matrix of " + HUGE + " x 65536");
        assertContentRefused(c -> c.int32(HUGE).int32(1).int8(1), SectionInput::readSparse, "the number of rows of ");
        assertContentRefused(
                c -> c.int32(1).int32(1).int8(1).int32(HUGE), SectionInput::readSparse, "the length of a row of ");
    }

    @Test
    void contentThatEndsEarlyIsCorrupt() {
        assertContentRefused(c -> c.int8(1), SectionInput::readInt, "the section ends early");
        assertContentRefused(c -> c.int32(1), SectionInput::readLong, "the section ends early");
        assertContentRefused(c -> {}, SectionInput::readByte, "the section ends early");
    }

    @Test
    void matricesThatBreakTheirRulesAreCorrupt() {
        assertContentRefused(
                c -> c.int32(1).int32(1).float32(Float.NaN),
                SectionInput::readFactors,
                "row 0, factor 0: elements must");
        assertContentRefused(
                c -> c.int32(1).int32(0), SectionInput::readFactors, "the number of factors must be between 1");
        assertContentRefused(
                c -> c.int32(1).int32(2).int8(0).int32(2).int32(1).int32(0),
                SectionInput::readSparse,
                "row 0, entry 1");
        assertContentRefused(
                c -> c.int32(1).int32(2).int8(1).int32(1).int32(0).float32(Float.NaN),
                SectionInput::readSparse,
                "row 0, column 0: the value must be finite");
    }

    @Test
    void idsMustBeWhatTheyClaimToBe() {
        assertContentRefused(
                c -> c.text("int").int32(1).block(1, 2, 3), in -> in.readIds(IdType.INT), "id 0 is not a int: ");
        assertContentRefused(
                c -> c.text("uuid").int32(1).block(1, 2, 3), in -> in.readIds(IdType.UUID), "id 0 is not a uuid: ");
        assertContentRefused(
                c -> c.text("string").int32(1).block(0xc3), in -> in.readIds(IdType.STRING), "id 0 is not a string: ");
        assertContentRefused(
                c -> c.text("string").int32(1).int32(0).int32(0),
                in -> in.readIds(IdType.STRING),
                "the length of an id must be between 1 and 4096 but is 0");
        IdType<String> host = IdType.of(
                "host",
                String.class,
                text -> new byte[] {(byte) text.length()},
                bytes -> "x".repeat(bytes[1]), // fails in its own way
                text -> text,
                text -> text);
        assertContentRefused(c -> c.text("host").int32(1).block(1), in -> in.readIds(host), "id 0 is not a host: ");
    }

    @Test
    void idsMustAscendAsTheRowsBelongToTheirPositions() {
        assertContentRefused(
                c -> c.text("string").int32(2).block('b').block('a'),
                in -> in.readIds(IdType.STRING),
                "id 1 does not follow the one before it");
        assertContentRefused(
                c -> c.text("int").int32(2).block(0x80, 0, 0, 1).block(0x7f, 0, 0, 1),
                in -> in.readIds(IdType.INT),
                "id 1 does not follow the one before it");
        assertContentRefused(
                c -> c.text("string").int32(2).block('a').block('a'),
                in -> in.readIds(IdType.STRING),
                "id 1 does not follow the one before it");
    }

    @Test
    void idsOfAnotherTypeNameBothTypes() {
        byte[] file = write(out -> out.writeIds(IdIndex.of(IdType.LONG, List.of(1L))));

        assertRefused(
                Reason.WRONG_ID_TYPE,
                () -> first(file).readIds(IdType.INT),
                "'one' holds ids of type long but they were asked for as int; load it with the id type it was saved"
                        + " with");
    }

    @Test
    void anIntMustLieInItsRange() {
        byte[] file = write(out -> out.writeInt(5));

        assertThat(first(file).readInt(5, 5, "a number")).isEqualTo(5);
        assertRefused(
                Reason.CORRUPT,
                () -> first(file).readInt(6, 9, "a number"),
                "a number must be between 6 and 9 but is 5");
    }

    @Test
    void aWriterRefusesWhatCouldNotBeReadBack() {
        OutputStream out = OutputStream.nullOutputStream();
        assertThatIllegalArgumentException().isThrownBy(() -> new SectionedWriter(out, "x", "SHORT", 1));
        SectionedWriter writer = new SectionedWriter(out, "x", MAGIC, 1);
        assertThatIllegalArgumentException().isThrownBy(() -> writer.section("", true, content -> {}));
        assertThatIllegalArgumentException().isThrownBy(() -> writer.section("x".repeat(65), true, content -> {}));
        writer.section("x".repeat(64), true, content -> {});
        int[] calls = {0};
        assertThatIllegalStateException()
                .isThrownBy(() -> writer.section("moving", true, content -> {
                    for (int i = calls[0]++; i >= 0; i--) {
                        content.writeInt(i);
                    }
                }))
                .withMessageContaining("its content must not change between two calls");
        writer.finish();
        assertThatIllegalArgumentException().isThrownBy(() -> writer.section("late", true, content -> {}));
    }

    @Test
    void idsAndMagicsAreAscii() {
        OutputStream out = OutputStream.nullOutputStream();
        assertThatIllegalArgumentException().isThrownBy(() -> new SectionedWriter(out, "x", "TESTFILÉ", 1));
        SectionedWriter writer = new SectionedWriter(out, "x", MAGIC, 1);
        assertThatIllegalArgumentException().isThrownBy(() -> writer.section("größe", true, content -> {}));
    }

    @Test
    void aStreamThatBreaksIsAFailureOfTheStoreThatMayPass() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("disk full");
            }
        };
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection lost");
            }
        };

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> new SectionedWriter(full, "model.bin", MAGIC, 1))
                .withMessage("cannot write model.bin: disk full")
                .satisfies(e -> assertThat(e.isRetryable()).isTrue());
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> new SectionedReader(broken, "model.bin", MAGIC, 1, 1, 10))
                .withMessage("cannot read model.bin: connection lost")
                .satisfies(e -> assertThat(e.isRetryable()).isTrue());
    }
}
