package dev.recsys.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IdIndexTest {

    static Stream<Arguments> typesAndSeeds() {
        return Stream.of(
                Arguments.of(IdType.INT, (Function<SplittableRandom, ?>) r -> r.nextInt(-500, 500), 1),
                Arguments.of(IdType.LONG, (Function<SplittableRandom, ?>) r -> r.nextLong() >> r.nextInt(64), 2),
                Arguments.of(IdType.STRING, (Function<SplittableRandom, ?>) IdIndexTest::word, 3),
                Arguments.of(
                        IdType.UUID, (Function<SplittableRandom, ?>) r -> new UUID(r.nextInt(9), r.nextInt(99)), 4),
                Arguments.of(
                        IdTypeTest.ISBN,
                        (Function<SplittableRandom, ?>)
                                r -> new IdTypeTest.Isbn((char) ('A' + r.nextInt(3)), r.nextInt(400)),
                        5));
    }

    private static String word(SplittableRandom random) {
        StringBuilder word = new StringBuilder();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            word.appendCodePoint(random.nextInt(9) == 0 ? 0x1f3b5 + random.nextInt(3) : 'a' + random.nextInt(6));
        }
        return word.toString();
    }

    @ParameterizedTest(name = "{0}, seed {2}")
    @MethodSource("typesAndSeeds")
    <T> void agreesWithASortedSetOnRandomIds(IdType<T> type, Function<SplittableRandom, T> ids, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Comparator<T> order = Comparator.comparing(type::toBytes, Arrays::compareUnsigned);
        for (int size : new int[] {0, 1, 2, 33, 700}) {
            TreeSet<T> twin = new TreeSet<>(order);
            IdIndexBuilder<T> builder = IdIndex.builder(type);
            List<T> inOrderOfOrdinals = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                T id = ids.apply(random);
                if (twin.add(id)) {
                    inOrderOfOrdinals.add(id);
                }
                assertThat(builder.add(id)).isEqualTo(inOrderOfOrdinals.indexOf(id));
            }
            int[] positionsByOrdinal = builder.positionsByOrdinal();
            IdIndex<T> index = builder.build();

            List<T> sorted = List.copyOf(twin);
            assertThat(index.size()).isEqualTo(sorted.size());
            assertThat(index.type()).isSameAs(type);
            for (int p = 0; p < sorted.size(); p++) {
                T id = sorted.get(p);
                assertThat(index.id(p)).isEqualTo(id);
                assertThat(index.bytes(p)).isEqualTo(type.toBytes(id));
                assertThat(index.text(p)).isEqualTo(type.format(id));
                assertThat(index.positionOf(id)).isEqualTo(p);
                assertThat(positionsByOrdinal[inOrderOfOrdinals.indexOf(id)]).isEqualTo(p);
            }
            for (int i = 0; i < 200; i++) {
                T id = ids.apply(random);
                assertThat(index.contains(id)).isEqualTo(twin.contains(id));
                assertThat(index.positionOf(id)).isEqualTo(twin.contains(id) ? sorted.indexOf(id) : IdIndex.ABSENT);
            }
        }
    }

    @ParameterizedTest(name = "{0}, seed {2}")
    @MethodSource("typesAndSeeds")
    <T> void anyOrderOfArrivalGivesTheSameIndex(IdType<T> type, Function<SplittableRandom, T> ids, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<T> all = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            all.add(ids.apply(random));
        }
        IdIndex<T> index = IdIndex.of(type, all);
        Collections.reverse(all);
        IdIndex<T> reversed = IdIndex.of(type, all);

        assertThat(reversed).isEqualTo(index).hasSameHashCodeAs(index);
        assertThat(IdIndex.of(type, all.subList(0, 1))).isNotEqualTo(index);
        assertThat(index).hasToString(index.size() + " ids of type " + type.name());
    }

    @ParameterizedTest(name = "{0}, seed {2}")
    @MethodSource("typesAndSeeds")
    <T> void selectsAndMapsLikeAList(IdType<T> type, Function<SplittableRandom, T> ids, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 20; round++) {
            Set<T> here = new HashSet<>();
            Set<T> there = new LinkedHashSet<>();
            for (int i = random.nextInt(60); i >= 0; i--) {
                T id = ids.apply(random);
                if (random.nextBoolean()) {
                    here.add(id);
                }
                if (random.nextInt(3) > 0) {
                    there.add(id);
                }
            }
            IdIndex<T> index = IdIndex.of(type, here);
            IdIndex<T> other = IdIndex.of(type, there);
            int[] map = index.positionsIn(other);
            assertThat(map).hasSize(index.size());
            for (int p = 0; p < map.length; p++) {
                assertThat(map[p]).isEqualTo(other.positionOf(index.id(p)));
            }

            int[] chosen = random.ints(10, 0, Math.max(1, index.size()))
                    .filter(p -> p < index.size())
                    .sorted()
                    .distinct()
                    .toArray();
            IdIndex<T> selected = index.select(chosen);
            assertThat(selected.size()).isEqualTo(chosen.length);
            for (int p = 0; p < chosen.length; p++) {
                assertThat(selected.id(p)).isEqualTo(index.id(chosen[p]));
                assertThat(selected.positionOf(index.id(chosen[p]))).isEqualTo(p);
            }
        }
    }

    @Test
    void longIdsFillSeveralBlocksOfTheArena() {
        IdIndexBuilder<String> builder = IdIndex.builder(IdType.STRING);
        List<String> ids = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(6);
        for (int i = 0; i < 1500; i++) { // about 3 MiB; a block has 1 MiB
            ids.add(i + "-" + "x".repeat(random.nextInt(4000)));
        }
        ids.forEach(builder::add);
        IdIndex<String> index = builder.build();

        assertThat(index.size()).isEqualTo(1500);
        for (String id : ids) {
            assertThat(index.id(index.positionOf(id))).isEqualTo(id);
        }
        assertThat(index.select(new int[] {0, 700, 1499}).id(1)).isEqualTo(index.id(700));
    }

    @Test
    void idsOfFullLengthFillABlockExactly() {
        IdIndexBuilder<String> builder = IdIndex.builder(IdType.STRING);
        for (int i = 0; i < 600; i++) { // 256 ids of 4096 bytes are one block
            builder.add(String.format("%04096d", i));
        }
        IdIndex<String> index = builder.build();

        for (int i = 0; i < 600; i++) {
            assertThat(index.positionOf(String.format("%04096d", i))).isEqualTo(i);
        }
    }

    @Test
    void whatCannotBeAnIdIsAbsent() {
        IdIndex<String> index = IdIndex.of(IdType.STRING, List.of("a", "b"));

        assertThat(index.positionOf("")).isEqualTo(IdIndex.ABSENT);
        assertThat(index.positionOf("x".repeat(5000))).isEqualTo(IdIndex.ABSENT);
        assertThat(index.positionOf("c")).isEqualTo(IdIndex.ABSENT);
    }

    @Test
    void thereIsNothingOutsideTheIndex() {
        for (IdIndex<?> index :
                List.of(IdIndex.of(IdType.STRING, List.of("a", "b")), IdIndex.of(IdType.INT, List.of(1, 2)))) {
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> index.id(2));
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> index.id(-1));
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> index.bytes(2));
        }
    }

    @Test
    void indexesOfDifferentTypesDiffer() {
        assertThat(IdIndex.of(IdType.INT, List.of(1))).isNotEqualTo(IdIndex.of(IdType.LONG, List.of(1L)));
        assertThat(IdIndex.of(IdType.INT, List.<Integer>of())).isNotEqualTo("nothing");
    }

    @Test
    void aSelectionMustAscend() {
        for (IdIndex<?> index :
                List.of(IdIndex.of(IdType.STRING, List.of("a", "b")), IdIndex.of(IdType.INT, List.of(1, 2)))) {
            assertThatIllegalArgumentException().isThrownBy(() -> index.select(new int[] {1, 0}));
            assertThatIllegalArgumentException().isThrownBy(() -> index.select(new int[] {1, 1}));
        }
    }

    @Test
    void storedBytesMustBeAnIdOfTheType() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IdIndex.builder(IdType.UUID).addStored(new byte[15]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IdIndex.builder(IdType.INT).addStored(new byte[5]));
        assertThatIllegalArgumentException()
                .as("no UTF-8")
                .isThrownBy(() -> IdIndex.builder(IdType.STRING).addStored(new byte[] {(byte) 0xc3}));
    }
}
