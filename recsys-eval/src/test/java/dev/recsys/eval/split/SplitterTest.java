package dev.recsys.eval.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsys.DataException;
import dev.recsys.event.EventLog;
import dev.recsys.event.EventLogBuilder;
import dev.recsys.event.IdType;
import dev.recsys.event.Interaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SplitterTest {

    private static final long SEED = 20_240_607;

    static Stream<Splitter> splitters() {
        return Stream.of(
                LeaveLastOut.defaults(),
                RandomRatio.perUser(0.2, 3),
                RandomRatio.global(0.2, 3),
                GlobalTimeSplit.at(at(600)),
                GlobalTimeSplit.latest(0.2));
    }

    private static Instant at(int second) {
        return Instant.ofEpochSecond(1_000_000_000L + second);
    }

    private static Interaction<String, Integer> event(String user, int item, int second) {
        return Interaction.of(user, item).withTime(at(second));
    }

    private static EventLog<String, Integer> log(List<Interaction<String, Integer>> events) {
        return EventLog.of(IdType.STRING, IdType.INT, events);
    }

    /** Repeated pairs, equal times, users with a single event. */
    private static List<Interaction<String, Integer>> randomEvents() {
        SplittableRandom random = new SplittableRandom(SEED);
        List<Interaction<String, Integer>> events = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            events.add(event("u" + random.nextInt(80), random.nextInt(60), random.nextInt(1000)));
        }
        events.add(event("single", 7, 500));
        return events;
    }

    @ParameterizedTest
    @MethodSource("splitters")
    void partsAreDisjointAndTogetherTheWhole(Splitter splitter) {
        EventLog<String, Integer> log = log(randomEvents());
        Split<String, Integer> split = splitter.split(log);
        List<String> parts = new ArrayList<>(rows(split.train()));
        parts.addAll(rows(split.test()));
        assertThat(parts).as("seed %d", SEED).containsExactlyInAnyOrderElementsOf(rows(log));
        assertThat(split.test().size()).isPositive();
        assertThat(split.train().users()).isSameAs(log.users());
        assertThat(split.test().items()).isSameAs(log.items());
        assertThat(split.toString()).startsWith(split.description());
    }

    @ParameterizedTest
    @MethodSource("splitters")
    void orderOfArrivalDoesNotMatter(Splitter splitter) {
        List<Interaction<String, Integer>> events = randomEvents();
        String expected = splitter.split(log(events)).test().fingerprint();
        for (int round = 0; round < 5; round++) {
            Collections.shuffle(events, new Random(round));
            assertThat(splitter.split(log(events)).test().fingerprint())
                    .as("seed %d, order %d", SEED, round)
                    .isEqualTo(expected);
        }
    }

    @Test
    void leavesOutTheLastItemOfEveryUser() {
        EventLog<String, Integer> log = log(randomEvents());
        Split<String, Integer> split = LeaveLastOut.defaults().split(log);
        for (int user = 0; user < log.users().size(); user++) {
            long latestTrain = latest(split.train(), user);
            Set<Integer> items = items(split.test(), user);
            if (log.users().id(user).equals("single")) {
                assertThat(items).isEmpty();
            } else {
                assertThat(items).as("user %d, seed %d", user, SEED).hasSize(1);
                assertThat(latest(split.test(), user)).isGreaterThanOrEqualTo(latestTrain);
                assertThat(items(split.train(), user)).doesNotContainAnyElementsOf(items);
            }
        }
    }

    @Test
    void atEqualTimesTheHighestItemIsTheLast() {
        EventLog<String, Integer> log = log(List.of(event("a", 3, 9), event("a", 5, 9), event("a", 8, 1)));
        assertThat(items(LeaveLastOut.defaults().split(log).test(), 0)).containsExactly(5);
    }

    @Test
    void leavesOutAllEventsWithTheLastItem() {
        EventLog<String, Integer> log = log(List.of(event("a", 3, 1), event("a", 5, 2), event("a", 3, 3)));
        Split<String, Integer> split = LeaveLastOut.defaults().split(log);
        assertThat(rows(split.test())).hasSize(2);
        assertThat(items(split.train(), 0)).containsExactly(5);
    }

    @Test
    void usersWithASingleItemAreTestedIfAskedFor() {
        EventLog<String, Integer> log = log(List.of(event("a", 3, 1), event("b", 3, 1), event("b", 4, 2)));
        Split<String, Integer> split =
                LeaveLastOut.defaults().withMinUserItems(1).split(log);
        assertThat(items(split.test(), 0)).containsExactly(3);
        assertThat(items(split.train(), 0)).isEmpty();
    }

    @Test
    void splitInTimeNeedsTimes() {
        EventLog<String, Integer> log = EventLog.builder(IdType.STRING, IdType.INT)
                .add("a", 1)
                .add("a", 2)
                .build();
        assertThatThrownBy(() -> LeaveLastOut.defaults().split(log))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("leave-last-out needs the time of every event");
        assertThatThrownBy(() -> GlobalTimeSplit.latest(0.5).split(log))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("needs the time of every event");
        assertThat(RandomRatio.perUser(0.5, 1).split(log).leakage()).isEmpty();
    }

    @Test
    void splitAtAPointInTimeLeaksNothing() {
        EventLog<String, Integer> log = log(randomEvents());
        Split<String, Integer> split = GlobalTimeSplit.latest(0.2).split(log);
        assertThat(split.leakage()).hasValue(0);
        assertThat(split.test().size()).isBetween(400, 410); // ties at the cut go to the test
        long firstTest = IntStream.range(0, split.test().size())
                .mapToLong(split.test()::time)
                .min()
                .orElseThrow();
        assertThat(IntStream.range(0, split.train().size()).mapToLong(split.train()::time))
                .allMatch(time -> time < firstTest);
    }

    @Test
    void eventAtTheInstantIsTestedWith() {
        EventLog<String, Integer> log = log(List.of(event("a", 1, 1), event("a", 2, 2), event("a", 3, 3)));
        assertThat(items(GlobalTimeSplit.at(at(2)).split(log).test(), 0)).containsExactly(2, 3);
    }

    @Test
    void leakageCountsTrainingEventsLaterThanSomeTestEvent() {
        EventLog<String, Integer> log = log(List.of(
                event("a", 1, 1),
                event("a", 2, 2), // tested at 2
                event("b", 1, 2),
                event("b", 2, 7),
                event("b", 3, 9))); // of the rest only 7 is later than 2
        assertThat(LeaveLastOut.defaults().split(log).leakage()).hasValue(1);
    }

    @Test
    void drawsTheShareOfEveryUserButLeavesOne() {
        EventLogBuilder<String, Integer> events = EventLog.builder(IdType.STRING, IdType.INT);
        for (int item = 0; item < 10; item++) {
            events.add("ten", item).add("ten", item); // pairs count, not events
        }
        events.add("two", 0).add("two", 1).add("one", 0);
        Split<String, Integer> split = RandomRatio.perUser(0.9, 5).split(events.build());
        assertThat(items(split.test(), 1)).hasSize(9).doesNotContainAnyElementsOf(items(split.train(), 1));
        assertThat(items(split.test(), 2)).hasSize(1);
        assertThat(items(split.test(), 0)).isEmpty();
    }

    @Test
    void drawOfAUserStaysWhenOthersCome() {
        EventLogBuilder<String, Integer> few = EventLog.builder(IdType.STRING, IdType.INT);
        EventLogBuilder<String, Integer> many = EventLog.builder(IdType.STRING, IdType.INT);
        for (int item = 0; item < 20; item++) {
            few.add("m", item);
            many.add("m", item).add("a", item).add("z", item);
        }
        RandomRatio splitter = RandomRatio.perUser(0.3, 11);
        Set<Integer> alone = items(splitter.split(few.build()).test(), 0);
        Split<String, Integer> together = splitter.split(many.build());
        assertThat(items(together.test(), 1)).isEqualTo(alone).hasSize(6);
        assertThat(items(together.test(), 0)).isNotEqualTo(alone);
    }

    @Test
    void drawsTheShareOfAllPairsExactly() {
        EventLogBuilder<String, Integer> events = EventLog.builder(IdType.STRING, IdType.INT);
        for (int i = 0; i < 1000; i++) {
            events.add("u" + i / 10, i % 10);
        }
        EventLog<String, Integer> log = events.build();
        Split<String, Integer> split = RandomRatio.global(0.25, 1).split(log);
        assertThat(split.test().size()).isEqualTo(250);
        assertThat(RandomRatio.global(0.25, 2).split(log).test().fingerprint())
                .isNotEqualTo(split.test().fingerprint());
    }

    @Test
    void exposuresAreNotLeftOut() {
        EventLog<String, Integer> log = log(List.of(
                event("a", 1, 1),
                event("a", 2, 2),
                event("a", 2, 3).withType("exposure"),
                event("a", 3, 4).withType("exposure"),
                event("b", 1, 1),
                event("b", 2, 2).withType("exposure")));
        Split<String, Integer> last = LeaveLastOut.defaults().split(log);
        assertThat(items(last.test(), 0)).containsExactly(2);
        assertThat(items(last.train(), 0)).containsExactlyInAnyOrder(1, 3);
        assertThat(items(last.test(), 1)).isEmpty(); // one item beside the exposure
        for (int seed = 0; seed < 20; seed++) {
            Split<String, Integer> random = RandomRatio.perUser(0.5, seed).split(log);
            assertThat(items(random.test(), 0)).as("seed %d", seed).hasSize(1).doesNotContain(3);
            assertThat(items(random.test(), 1)).as("seed %d", seed).isEmpty();
        }
        assertThat(items(
                        LeaveLastOut.defaults()
                                .withIgnoredTypes(List.of())
                                .split(log)
                                .test(),
                        0))
                .containsExactly(3);
    }

    @Test
    void emptyPartIsAnError() {
        EventLog<String, Integer> log = log(List.of(event("a", 1, 1), event("b", 2, 2)));
        assertThatThrownBy(() -> LeaveLastOut.defaults().split(log))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("leaves 2 events to train on and 0 to test with");
        assertThatThrownBy(() -> GlobalTimeSplit.at(at(0)).split(log))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("leaves 0 events to train on");
    }

    @Test
    void shareMustLieBetweenZeroAndOne() {
        for (double share : new double[] {0, 1, -0.1, Double.NaN}) {
            assertThatThrownBy(() -> RandomRatio.perUser(share, 1)).hasMessageContaining("testShare");
            assertThatThrownBy(() -> GlobalTimeSplit.latest(share)).hasMessageContaining("testShare");
        }
    }

    private static List<String> rows(EventLog<String, Integer> log) {
        return IntStream.range(0, log.size())
                .mapToObj(row -> log.interaction(row).toString())
                .toList();
    }

    private static Set<Integer> items(EventLog<String, Integer> log, int user) {
        Set<Integer> items = new HashSet<>();
        for (int row = log.firstRow(user); row < log.firstRow(user + 1); row++) {
            items.add(log.items().id(log.item(row)));
        }
        return items;
    }

    private static long latest(EventLog<String, Integer> log, int user) {
        return IntStream.range(log.firstRow(user), log.firstRow(user + 1))
                .mapToLong(log::time)
                .max()
                .orElse(Long.MIN_VALUE);
    }
}
