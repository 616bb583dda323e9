package dev.recsys.testkit;

import static dev.recsys.testkit.FeatureStoreUnderTest.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.DataException;
import dev.recsys.event.IdType;
import dev.recsys.store.EntityKind;
import dev.recsys.store.FeatureKey;
import dev.recsys.store.FeatureMoment;
import dev.recsys.store.FeatureStore;
import dev.recsys.store.FeatureType;
import dev.recsys.store.FeatureValue;
import dev.recsys.store.FeatureVector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Reading: the latest value, what was known at an instant, what is too old, and what was never there. */
interface FeatureReadRules extends FeatureStoreUnderTest {

    /** The feature most rules are tried with. */
    FeatureKey<Integer, Double> SPENT = FeatureKey.of(EntityKind.user(IdType.INT), "spent", FeatureType.DOUBLE);

    /** Nothing is lost or rounded. */
    @Test
    default void valuesOfEveryTypeAreReadAsTheyWerePut() {
        Rule rule = Rule.of("values of every type are read as they were put, to the last bit");
        FeatureStore store = store();
        requireKept(rule, store, FeatureType.DOUBLE, List.of(0.1 + 0.2, -Double.MAX_VALUE, Double.MIN_VALUE, 0.0));
        requireKept(rule, store, FeatureType.LONG, List.of(Long.MIN_VALUE, 0L, Long.MAX_VALUE));
        requireKept(rule, store, FeatureType.BOOLEAN, List.of(true, false));
        requireKept(rule, store, FeatureType.TEXT, List.of("", " two\nlines, \\ \"quoted\" \u00e4\u4e16\ud83c\udfac "));
        requireKept(
                rule,
                store,
                FeatureType.VECTOR,
                List.of(FeatureVector.of(), FeatureVector.of(0.1f, -Float.MIN_VALUE, Float.MAX_VALUE)));
        requireKept(
                rule,
                store,
                FeatureType.MAP,
                List.of(Map.of(), Map.of("Film-Noir", 0.1, "a b\\n\nc", -1e-300, "", 3.0, "= \u00e4", 1e300)));
    }

    private <V> void requireKept(Rule rule, FeatureStore store, FeatureType<V> type, List<V> values) {
        FeatureKey<String, V> key = FeatureKey.of(EntityKind.of("shop", IdType.STRING), "of-" + type, type);
        for (int i = 0; i < values.size(); i++) {
            store.put(key, "shop \u00e4 " + i, values.get(i), at(i));
        }
        for (FeatureStore any : both(store)) {
            for (int i = 0; i < values.size(); i++) {
                assertThat(any.find(key, "shop \u00e4 " + i))
                        .as(rule.with(type.name()))
                        .contains(FeatureValue.of(values.get(i), at(i)));
            }
        }
    }

    /** Ids are those of the host. */
    @Test
    default void entitiesMayHaveAnyIdType() {
        Rule rule = Rule.of("entities are found by ids of any type");
        FeatureStore store = store();
        requireEntity(rule, store, IdType.INT, -7, 7);
        requireEntity(rule, store, IdType.LONG, Long.MIN_VALUE, Long.MAX_VALUE);
        requireEntity(rule, store, IdType.STRING, "ann", "Ann ");
        requireEntity(rule, store, IdType.UUID, new UUID(1, 2), new UUID(2, 1));
    }

    private <E> void requireEntity(Rule rule, FeatureStore store, IdType<E> ids, E one, E other) {
        FeatureKey<E, Long> key = FeatureKey.of(EntityKind.of("by-" + ids, ids), "visits", FeatureType.LONG);
        store.put(key, one, 3L, at(1));
        for (FeatureStore any : both(store)) {
            assertThat(any.findAll(key, List.of(one, other)))
                    .as(rule.with(ids.name()))
                    .isEqualTo(Map.of(one, FeatureValue.of(3L, at(1))));
        }
    }

    /** Streams are late, corrections come. */
    @Test
    default void latestValueIsTheOneWithTheGreatestTime() {
        Rule rule = Rule.of("the latest value is the one with the greatest time, whenever it arrived");
        FeatureStore store = store();
        store.put(SPENT, 1, 10.0, at(10));
        store.put(SPENT, 1, 5.0, at(5)); // late
        for (FeatureStore any : both(store)) {
            assertThat(any.find(SPENT, 1)).as(rule.with("latest")).contains(FeatureValue.of(10.0, at(10)));
            assertThat(any.findAsOf(SPENT, List.of(1), at(7)))
                    .as(rule.with("the late one, as of its own time"))
                    .isEqualTo(Map.of(1, FeatureValue.of(5.0, at(5))));
        }
        store.put(SPENT, 1, 11.0, at(10));
        for (FeatureStore any : both(store)) {
            assertThat(any.find(SPENT, 1))
                    .as(rule.with("of two with one time the one put last counts"))
                    .contains(FeatureValue.of(11.0, at(10)));
        }
    }

    /** A training set must not learn from the future. */
    @Test
    default void readAsOfAnInstantSeesNothingLater() {
        Rule rule = Rule.of("a read as of an instant sees the latest value at or before it, never a later one");
        FeatureStore store = store();
        store.put(SPENT, 1, 10.0, at(10));
        store.put(SPENT, 1, 20.0, at(20));
        store.put(SPENT, 2, 15.0, at(15));
        for (FeatureStore any : both(store)) {
            assertThat(any.findAsOf(SPENT, List.of(1, 2), at(10).minusMillis(1)))
                    .as(rule.with("before everything"))
                    .isEmpty();
            assertThat(any.findAsOf(SPENT, List.of(1, 2, 3), at(10)))
                    .as(rule.with("at the very time"))
                    .isEqualTo(Map.of(1, FeatureValue.of(10.0, at(10))));
            assertThat(any.findAsOf(SPENT, List.of(1, 2), at(20).minusNanos(1)))
                    .as(rule.with("a nanosecond before the next"))
                    .isEqualTo(Map.of(1, FeatureValue.of(10.0, at(10)), 2, FeatureValue.of(15.0, at(15))));
            assertThat(any.findAsOf(SPENT, List.of(1), Instant.MAX).get(1))
                    .as(rule.with("at the end of time"))
                    .isEqualTo(FeatureValue.of(20.0, at(20)));
            assertThat(any.findAsOf(SPENT, List.of(1), Instant.MIN))
                    .as(rule.with("at its beginning"))
                    .isEmpty();
        }
    }

    /** Against a list that is searched from end to end. */
    @Test
    default void rowsOfATrainingSetAreReadEachAsOfItsInstant() {
        Rule rule = new Rule("each row of a training set is read as of its own instant", "seed 5");
        FeatureStore store = store();
        SplittableRandom random = new SplittableRandom(5);
        Map<Integer, TreeMap<Instant, Double>> twin = new TreeMap<>();
        for (int i = 0; i < 200; i++) {
            int user = random.nextInt(9);
            Instant time = at(random.nextInt(40));
            double value = random.nextDouble();
            store.put(SPENT, user, value, time);
            twin.computeIfAbsent(user, unused -> new TreeMap<>()).put(time, value);
        }
        List<FeatureMoment<Integer>> rows = new ArrayList<>();
        List<Optional<FeatureValue<Double>>> expected = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            int user = random.nextInt(11);
            Instant instant = at(random.nextInt(45) - 2);
            rows.add(new FeatureMoment<>(user, instant));
            expected.add(
                    Optional.ofNullable(twin.getOrDefault(user, new TreeMap<>()).floorEntry(instant))
                            .map(entry -> FeatureValue.of(entry.getValue(), entry.getKey())));
        }
        for (FeatureStore any : both(store)) {
            assertThat(any.findAsOf(SPENT, rows)).as(rule.with("")).isEqualTo(expected);
        }
    }

    /** Old news is no news. */
    @Test
    default void staleValuesAreAbsent() {
        Rule rule = Rule.of("a value older than the key's maximum age is absent, one of exactly that age is read");
        FeatureStore store = store(); // its clock stands at second 1000
        FeatureKey<Integer, Double> fresh = SPENT.withMaxAge(Duration.ofSeconds(100));
        store.put(SPENT, 1, 1.0, at(900));
        store.put(SPENT, 2, 2.0, at(899));
        for (FeatureStore any : both(store)) {
            assertThat(any.findAll(fresh, List.of(1, 2)))
                    .as(rule.with("now"))
                    .isEqualTo(Map.of(1, FeatureValue.of(1.0, at(900))));
            assertThat(any.findAll(SPENT, List.of(1, 2)).keySet())
                    .as(rule.with("with a key that takes any age"))
                    .containsExactlyInAnyOrder(1, 2);
            assertThat(any.findAsOf(fresh, List.of(1, 2), at(999)).keySet())
                    .as(rule.with("a second earlier"))
                    .containsExactlyInAnyOrder(1, 2);
            assertThat(any.findAsOf(fresh, List.of(new FeatureMoment<>(2, at(999)), new FeatureMoment<>(2, at(1000)))))
                    .as(rule.with("row by row"))
                    .containsExactly(Optional.of(FeatureValue.of(2.0, at(899))), Optional.empty());
        }
    }

    /** Unknown is a normal answer. */
    @Test
    default void unknownFeaturesAndEntitiesAreAbsent() {
        Rule rule = Rule.of("unknown features and entities are absent");
        FeatureStore store = store();
        assertThat(store.find(SPENT, 1)).as(rule.with("no such feature")).isEmpty();
        assertThat(store.findAsOf(SPENT, List.of(new FeatureMoment<>(1, at(1)))))
                .as(rule.with("no such feature, by row"))
                .containsExactly(Optional.empty());
        store.put(SPENT, 1, 1.0, at(1));
        assertThat(store.find(SPENT, 2)).as(rule.with("no such entity")).isEmpty();
        assertThat(store.findAll(SPENT, List.of())).as(rule.with("nobody")).isEmpty();
        FeatureKey<Integer, Double> ofItems =
                FeatureKey.of(EntityKind.item(IdType.INT), SPENT.name(), FeatureType.DOUBLE);
        assertThat(store.find(ofItems, 1))
                .as(rule.with("another kind of entity"))
                .isEmpty();
    }

    /** A mix-up is noticed at once, and by both sides. */
    @Test
    default void keyOfOtherTypesIsRefused() {
        Rule rule = Rule.of("a key of other types is refused, with a message that names both");
        FeatureStore store = store();
        store.put(SPENT, 1, 1.0, at(1));
        FeatureKey<Integer, String> text = FeatureKey.of(EntityKind.user(IdType.INT), "spent", FeatureType.TEXT);
        FeatureKey<UUID, Double> uuid = FeatureKey.of(EntityKind.user(IdType.UUID), "spent", FeatureType.DOUBLE);
        for (FeatureStore any : both(store)) {
            requireRefused(rule.thrownBy("reading text", () -> any.find(text, 1)), "double", "text");
            requireRefused(rule.thrownBy("writing text", () -> any.put(text, 1, "x", at(2))), "double", "text");
            requireRefused(rule.thrownBy("reading by UUID", () -> any.find(uuid, new UUID(1, 1))), "int", "uuid");
            requireRefused(rule.thrownBy("thinning out", () -> any.dropBefore(text, at(9))), "double", "text");
            requireRefused(rule.thrownBy("removing", () -> any.remove(text, List.of(1))), "double", "text");
            assertThat(any.find(SPENT, 1)).as(rule.with("the value stays")).contains(FeatureValue.of(1.0, at(1)));
        }
    }

    private static void requireRefused(
            org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> thrown, String one, String other) {
        thrown.isInstanceOf(DataException.class).hasMessageContainingAll("user.spent", one, other);
    }

    /** More than the parameters of one statement. */
    @Test
    default void manyEntitiesAreReadAtOnce() {
        Rule rule = Rule.of("tens of thousands of entities are written and read at once");
        FeatureStore store = store();
        Map<Integer, FeatureValue<Double>> values = new TreeMap<>();
        for (int i = 0; i < 40_000; i++) {
            values.put(i, FeatureValue.of(i / 3.0, at(i % 7)));
        }
        store.putAll(SPENT, values);
        List<Integer> asked = new ArrayList<>(values.keySet());
        asked.add(-1);
        asked.add(3); // twice
        for (FeatureStore any : both(store)) {
            assertThat(any.findAll(SPENT, asked).equals(values))
                    .as(rule.with("all"))
                    .isTrue();
        }
    }
}
