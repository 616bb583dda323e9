package dev.recsys.testkit;

import static dev.recsys.testkit.FeatureReadRules.SPENT;
import static dev.recsys.testkit.FeatureStoreUnderTest.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.event.IdType;
import dev.recsys.store.EntityKind;
import dev.recsys.store.FeatureKey;
import dev.recsys.store.FeatureStore;
import dev.recsys.store.FeatureType;
import dev.recsys.store.FeatureValue;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Writing: batches that are whole, readers beside writers, removing, forgetting, thinning out. */
interface FeatureWriteRules extends FeatureStoreUnderTest {

    /** One bad value spoils the batch, not the store. */
    @Test
    default void refusedBatchLeavesNothing() {
        Rule rule = Rule.of("a batch with a value that cannot be stored is refused whole");
        FeatureStore store = store();
        store.put(SPENT, 1, 1.0, at(1));
        Map<Integer, FeatureValue<Double>> batch = new HashMap<>();
        for (int i = 0; i < 20; i++) {
            batch.put(i, FeatureValue.of(i == 13 ? Double.NaN : 5.0, at(2)));
        }
        rule.thrownBy("not a number", () -> store.putAll(SPENT, batch)).isInstanceOf(IllegalArgumentException.class);
        FeatureKey<String, Double> byName =
                FeatureKey.of(EntityKind.of("shop", IdType.STRING), "rent", FeatureType.DOUBLE);
        rule.thrownBy("an empty id", () -> store.put(byName, "", 1.0, at(1)))
                .isInstanceOf(IllegalArgumentException.class);
        for (FeatureStore any : both(store)) {
            assertThat(any.findAll(SPENT, batch.keySet()))
                    .as(rule.with("what was there before"))
                    .isEqualTo(Map.of(1, FeatureValue.of(1.0, at(1))));
        }
    }

    /** A map handed in belongs to the host, one handed out to nobody. */
    @Test
    default void storedValuesDoNotChangeAfterwards() {
        Rule rule = Rule.of("a stored value does not change with the object that was put");
        FeatureStore store = store();
        FeatureKey<Integer, Map<String, Double>> key =
                FeatureKey.of(EntityKind.user(IdType.INT), "taste", FeatureType.MAP);
        Map<String, Double> mine = new HashMap<>(Map.of("drama", 0.5));
        store.put(key, 1, mine, at(1));
        mine.put("comedy", 0.5);
        for (FeatureStore any : both(store)) {
            assertThat(any.find(key, 1).map(FeatureValue::value))
                    .as(rule.with(""))
                    .contains(Map.of("drama", 0.5));
        }
    }

    /** Readers run all the time. */
    @Test
    default void readersSeeBatchesWhole() throws InterruptedException {
        Rule rule = Rule.of("readers see a batch whole or not at all, while others are written");
        FeatureStore store = store();
        List<Integer> users = List.of(1, 2, 3, 4, 5, 6, 7, 8);
        writeRound(store, users, 1);
        AtomicBoolean done = new AtomicBoolean();
        Callable<Boolean> reader = () -> {
            FeatureStore mine = reopen(store, Clock.systemUTC());
            boolean last;
            do {
                last = done.get(); // one read at least begins after the last batch
                Map<Integer, FeatureValue<Double>> found = mine.findAll(SPENT, users);
                Set<FeatureValue<Double>> rounds = new HashSet<>(found.values());
                rule.require(found.size() == users.size() && rounds.size() == 1, "values " + found + " came together");
            } while (!last);
            return true;
        };
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<Boolean>> readers = List.of(threads.submit(reader), threads.submit(reader));
            try {
                for (int round = 2; round <= 20; round++) {
                    writeRound(store, users, round);
                }
            } finally {
                done.set(true);
            }
            for (Future<Boolean> one : readers) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError(rule.with("a reader failed with " + e.getCause()), e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void writeRound(FeatureStore store, List<Integer> users, int round) {
        Map<Integer, FeatureValue<Double>> batch = new HashMap<>();
        users.forEach(user -> batch.put(user, FeatureValue.of((double) round, at(round))));
        store.putAll(SPENT, batch);
    }

    /** Forgetting somebody leaves no version behind. */
    @Test
    default void forgottenEntityIsGoneAndNobodyElse() {
        Rule rule =
                Rule.of("a forgotten entity has no values any more, of any feature and time; all others keep theirs");
        FeatureStore store = store();
        FeatureKey<Integer, Long> visits = FeatureKey.of(EntityKind.user(IdType.INT), "visits", FeatureType.LONG);
        FeatureKey<Integer, Long> views = FeatureKey.of(EntityKind.item(IdType.INT), "visits", FeatureType.LONG);
        store.put(SPENT, 1, 1.0, at(1));
        store.put(SPENT, 1, 2.0, at(2));
        store.put(visits, 1, 3L, at(3));
        store.put(visits, 2, 4L, at(4));
        store.put(views, 1, 5L, at(5));
        assertThat(store.forget(EntityKind.user(IdType.INT), 1))
                .as(rule.with("values removed"))
                .isEqualTo(3);
        assertThat(store.forget(EntityKind.user(IdType.INT), 9))
                .as(rule.with("an unknown one"))
                .isZero();
        for (FeatureStore any : both(store)) {
            assertThat(any.findAsOf(SPENT, List.of(1), at(1)))
                    .as(rule.with("an older version"))
                    .isEmpty();
            assertThat(any.findAll(visits, List.of(1, 2)).keySet())
                    .as(rule.with("another user"))
                    .containsExactly(2);
            assertThat(any.find(views, 1))
                    .as(rule.with("an item of the same id"))
                    .isPresent();
        }
        store.put(SPENT, 1, 7.0, at(0));
        assertThat(store.find(SPENT, 1)).as(rule.with("who comes back")).contains(FeatureValue.of(7.0, at(0)));
    }

    /** What is withdrawn must not live on. */
    @Test
    default void removedValuesAreGoneAndNothingElse() {
        Rule rule = Rule.of("a removed feature has no values any more of those entities, at any time; all else stays");
        FeatureStore store = store();
        FeatureKey<Integer, Long> visits = FeatureKey.of(EntityKind.user(IdType.INT), "visits", FeatureType.LONG);
        FeatureKey<Integer, Double> ofItems =
                FeatureKey.of(EntityKind.item(IdType.INT), SPENT.name(), FeatureType.DOUBLE);
        assertThat(store.remove(SPENT, List.of(1)))
                .as(rule.with("an unknown feature"))
                .isZero();
        store.put(SPENT, 1, 1.0, at(1));
        store.put(SPENT, 1, 2.0, at(2));
        store.put(SPENT, 2, 3.0, at(3));
        store.put(SPENT, 3, 4.0, at(4));
        store.put(visits, 1, 5L, at(5));
        store.put(ofItems, 1, 6.0, at(6));
        assertThat(store.remove(SPENT, List.of())).as(rule.with("nobody")).isZero();
        assertThat(store.remove(SPENT, List.of(1, 2, 9, 1)))
                .as(rule.with("values removed"))
                .isEqualTo(3);
        for (FeatureStore any : both(store)) {
            assertThat(any.findAll(SPENT, List.of(1, 2, 3)).keySet())
                    .as(rule.with("latest values"))
                    .containsExactly(3);
            assertThat(any.findAsOf(SPENT, List.of(1), at(1)))
                    .as(rule.with("an older version"))
                    .isEmpty();
            assertThat(any.find(visits, 1)).as(rule.with("another feature")).isPresent();
            assertThat(any.find(ofItems, 1))
                    .as(rule.with("an item of the same id"))
                    .isPresent();
        }
        store.put(SPENT, 1, 7.0, at(0));
        assertThat(store.find(SPENT, 1)).as(rule.with("put again")).contains(FeatureValue.of(7.0, at(0)));
    }

    /** More than the parameters of one statement. */
    @Test
    default void manyEntitiesAreRemovedAtOnce() {
        Rule rule = Rule.of("thousands of entities are removed at once");
        FeatureStore store = store();
        Map<Integer, FeatureValue<Double>> values = new TreeMap<>();
        for (int i = 0; i < 5_000; i++) {
            values.put(i, FeatureValue.of(i / 3.0, at(i % 7)));
        }
        store.putAll(SPENT, values);
        List<Integer> all = List.copyOf(values.keySet());
        assertThat(store.remove(SPENT, all.subList(1, all.size())))
                .as(rule.with("values removed"))
                .isEqualTo(values.size() - 1);
        for (FeatureStore any : both(store)) {
            assertThat(any.findAll(SPENT, all).keySet())
                    .as(rule.with("the one left"))
                    .containsExactly(0);
        }
    }

    /** Retention. */
    @Test
    default void thinningOutChangesNoLaterRead() {
        Rule rule = Rule.of("thinning out keeps the newest value and changes no read as of the instant or later");
        FeatureStore store = store();
        for (int second = 1; second <= 5; second++) {
            store.put(SPENT, 1, (double) second, at(second));
        }
        store.put(SPENT, 2, 1.0, at(1));
        store.put(SPENT, 3, 9.0, at(9));
        assertThat(store.dropBefore(SPENT, at(3).plusMillis(500)))
                .as(rule.with("removed"))
                .isEqualTo(2);
        assertThat(store.dropBefore(SPENT, at(3).plusMillis(500)))
                .as(rule.with("again"))
                .isZero();
        for (FeatureStore any : both(store)) {
            assertThat(any.findAsOf(SPENT, List.of(1), at(2)))
                    .as(rule.with("older ones"))
                    .isEmpty();
            assertThat(any.findAsOf(SPENT, List.of(1, 2), at(3).plusMillis(500)))
                    .as(rule.with("at the instant"))
                    .isEqualTo(Map.of(1, FeatureValue.of(3.0, at(3)), 2, FeatureValue.of(1.0, at(1))));
            assertThat(any.findAll(SPENT, List.of(1, 2, 3)).values().stream().map(FeatureValue::value))
                    .as(rule.with("the newest"))
                    .containsExactlyInAnyOrder(5.0, 1.0, 9.0);
        }
        FeatureKey<Integer, Long> unknown = FeatureKey.of(EntityKind.user(IdType.INT), "unknown", FeatureType.LONG);
        assertThat(store.dropBefore(unknown, at(9)))
                .as(rule.with("an unknown feature"))
                .isZero();
    }
}
