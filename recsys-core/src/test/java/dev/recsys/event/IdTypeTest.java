package dev.recsys.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdTypeTest {

    /** A host's own id, which must be ordered by country, then number. */
    record Isbn(char country, int number) {}

    static final IdType<Isbn> ISBN = IdType.of(
            "isbn",
            Isbn.class,
            isbn -> new byte[] {(byte) isbn.country, (byte) (isbn.number >>> 8), (byte) isbn.number},
            bytes -> new Isbn((char) bytes[0], (bytes[1] & 0xff) << 8 | bytes[2] & 0xff),
            text -> new Isbn(text.charAt(0), Integer.parseInt(text.substring(1))),
            isbn -> isbn.country + String.valueOf(isbn.number));

    static Stream<Arguments> typesWithIdsInOrder() {
        return Stream.of(
                Arguments.of(IdType.INT, List.of(Integer.MIN_VALUE, -2, -1, 0, 1, 255, 256, Integer.MAX_VALUE)),
                Arguments.of(IdType.LONG, List.of(Long.MIN_VALUE, -1L << 40, -1L, 0L, 1L, 1L << 40, Long.MAX_VALUE)),
                Arguments.of(
                        IdType.STRING,
                        List.of(
                                " ",
                                "1",
                                "10",
                                "2",
                                "A",
                                "a",
                                "ab",
                                "b",
                                "é",
                                "\uffff",
                                "\ud83c\udfb5",
                                "\udbff\udfff")),
                Arguments.of(
                        IdType.UUID,
                        List.of(
                                new UUID(0, 0),
                                UUID.fromString("00000000-0000-0000-0000-000000000001"),
                                UUID.fromString("0fffffff-0000-0000-8000-000000000000"),
                                UUID.fromString("7fffffff-ffff-ffff-ffff-ffffffffffff"),
                                UUID.fromString("80000000-0000-0000-0000-000000000000"),
                                new UUID(-1, -1))),
                Arguments.of(ISBN, List.of(new Isbn('D', 3), new Isbn('D', 300), new Isbn('E', 0))));
    }

    @ParameterizedTest
    @MethodSource("typesWithIdsInOrder")
    <T> void idsComeBackFromBytesAndText(IdType<T> type, List<T> ids) {
        for (T id : ids) {
            assertThat(type.fromBytes(type.toBytes(id))).isEqualTo(id).isInstanceOf(type.javaType());
            assertThat(type.parse(type.format(id))).isEqualTo(id);
        }
    }

    @ParameterizedTest
    @MethodSource("typesWithIdsInOrder")
    <T> void bytesAreInTheOrderOfTheIds(IdType<T> type, List<T> ids) {
        Comparator<T> byBytes = Comparator.comparing(type::toBytes, Arrays::compareUnsigned);

        assertThat(ids).isSortedAccordingTo(byBytes);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void numbersAreOrderedByValueAndUuidsByTheirText(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 500; i++) {
            long a = random.nextLong() >> random.nextInt(64);
            long b = random.nextLong() >> random.nextInt(64);
            assertThat(Integer.signum(Arrays.compareUnsigned(IdType.LONG.toBytes(a), IdType.LONG.toBytes(b))))
                    .isEqualTo(Long.compare(a, b));
            UUID u = new UUID(a, random.nextLong());
            UUID v = new UUID(random.nextBoolean() ? a : b, random.nextLong());
            assertThat(Integer.signum(Arrays.compareUnsigned(IdType.UUID.toBytes(u), IdType.UUID.toBytes(v))))
                    .isEqualTo(Integer.signum(u.toString().compareTo(v.toString())));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud83c", "a\udfb5", "\udfb5\ud83c", "x\ud83cx"})
    void aStringWithHalfASurrogatePairIsNoId(String broken) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IdType.STRING.toBytes(broken))
                .withMessageContaining("half a surrogate pair");
        assertThat(IdIndex.of(IdType.STRING, List.of("?", "x?x")).contains(broken))
                .isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IdIndex.builder(IdType.STRING).add(broken));
    }

    @Test
    void anIdHasOneTo4096Bytes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IdType.STRING.toBytes(""))
                .withMessage("an id has 1 to 4096 bytes but has 0");
        assertThat(IdType.STRING.toBytes("x".repeat(4096))).hasSize(4096);
        assertThatIllegalArgumentException().isThrownBy(() -> IdType.STRING.toBytes("x".repeat(4097)));
        assertThatIllegalArgumentException().isThrownBy(() -> IdType.STRING.toBytes("é".repeat(2049)));
    }

    @Test
    void storedFormsAreFixed() {
        assertThat(IdType.STRING.toBytes("é")).containsExactly("é".getBytes(StandardCharsets.UTF_8));
        assertThat(IdType.INT.toBytes(1)).containsExactly(0x80, 0, 0, 1);
        assertThat(IdType.LONG.toBytes(-1L)).containsExactly(0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff);
        assertThat(IdType.UUID.toBytes(new UUID(1, 2))).containsExactly(0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2);
        assertThat(List.of(IdType.STRING.name(), IdType.INT.name(), IdType.LONG.name(), IdType.UUID.name()))
                .containsExactly("string", "int", "long", "uuid");
    }

    @Test
    void bytesOfAnotherLengthAreNoNumberAndNoUuid() {
        assertThatIllegalArgumentException().isThrownBy(() -> IdType.INT.fromBytes(new byte[8]));
        assertThatIllegalArgumentException().isThrownBy(() -> IdType.LONG.fromBytes(new byte[4]));
        assertThatIllegalArgumentException().isThrownBy(() -> IdType.UUID.fromBytes(new byte[15]));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1-2-3-4-5",
                "not a uuid",
                "0000000-00000-0000-0000-000000000000",
                "+0000000-0000-0000-0000-000000000000",
                "00000000-0000-0000-0000-00000000000g",
                "000000000-0000-0000-0000-00000000000"
            })
    void aUuidIsWrittenInFullAndInNoOtherWay(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> IdType.UUID.parse(text));
    }

    @Test
    void aUuidMayBeWrittenInCapitals() {
        assertThat(IdType.UUID.parse(" 00000000-0000-0000-0000-00000000ABCD "))
                .isEqualTo(UUID.fromString("00000000-0000-0000-0000-00000000abcd"));
    }

    @Test
    void textThatIsNoNumberIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> IdType.INT.parse("2147483648"));
        assertThatIllegalArgumentException().isThrownBy(() -> IdType.LONG.parse("1.0"));
    }

    @Test
    void typesAreTheSameIfTheirNamesAre() {
        IdType<String> same = IdType.of("string", String.class, String::getBytes, String::new, t -> t, t -> t);

        assertThat(same)
                .isEqualTo(IdType.STRING)
                .hasSameHashCodeAs(IdType.STRING)
                .hasToString("string");
        assertThat(IdType.STRING).isNotEqualTo(IdType.INT);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IdType.of("", String.class, String::getBytes, String::new, t -> t, t -> t));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> IdType.of("x".repeat(65), String.class, String::getBytes, String::new, t -> t, t -> t));
    }
}
