package dev.recsys.eval.split;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.DataException;
import dev.recsys.event.EventLog;
import dev.recsys.event.Interaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold of every split of every log; failures name the seed of the log. */
class SplitPlanPropertiesTest {

    private static final int LOGS = 4;

    static Stream<SplitPlan> plans() {
        return Stream.of(
                GlobalTimeSplit.latest(0.2),
                LeaveLastOut.defaults(),
                LeaveLastOut.of(3),
                LastRatio.perUser(0.2),
                RandomRatio.perUser(0.2, 3),
                RandomRatio.global(0.2, 3),
                TimeWindows.ofShare(0.1, 3),
                TimeWindows.ofShare(0.2, 2).withGap(Duration.ofSeconds(2)).withTrainingSpan(Duration.ofSeconds(400)),
                KFold.byPairs(4, 7),
                KFold.byUsers(3, 7),
                KFold.byUsers(2, 7).withFoldInShare(0.5),
                StrongGeneralization.of(0.4, 5).withFoldInShare(0.6),
                StrongGeneralization.of(0.4, 5).withFoldInShare(0.6).withValidationShare(0.4),
                ColdUsers.drawn(0.2, 4),
                ColdItems.drawn(0.2, 4),
                ColdItems.amongLatest(0.95),
                KCore.of(2, 2).before(GlobalTimeSplit.latest(0.2)),
                KCore.of(2, 2).after(KFold.byPairs(2, 1)),
                KCore.of(2, 2).before(KFold.byUsers(3, 1)));
    }

    static Stream<Long> seeds() {
        return LongStream.range(0, LOGS).boxed();
    }

    @ParameterizedTest
    @MethodSource("plans")
    void partsAreDisjointAndTogetherTheWhole(SplitPlan plan) {
        seeds().forEach(seed -> {
            EventLog<String, Integer> log = RandomLog.log(seed);
            for (Split<String, Integer> split : splits(plan, log, seed)) {
                requireParts(split, log, seed);
                split.validation().ifPresent(validation -> requireParts(validation, log, seed));
            }
        });
    }

    private static void requireParts(Split<String, Integer> split, EventLog<String, Integer> log, long seed) {
        List<String> parts = new ArrayList<>(texts(split.train()));
        parts.addAll(texts(split.test()));
        split.foldIn().ifPresent(part -> parts.addAll(texts(part)));
        parts.addAll(texts(log.where(row -> split.part(row) == SplitPart.UNUSED)));
        Collections.sort(parts);
        assertThat(parts).as("log %d, %s", seed, split).isEqualTo(texts(log));
        assertThat(split.log()).isSameAs(log);
        assertThat(split.train().users()).isSameAs(log.users());
        assertThat(split.toString()).startsWith(split.description());
    }

    @ParameterizedTest
    @MethodSource("plans")
    void orderOfArrivalDoesNotMatter(SplitPlan plan) {
        for (long seed = 0; seed < 2; seed++) {
            List<Interaction<String, Integer>> events = RandomLog.events(seed);
            List<String> expected = fingerprints(plan, events, seed);
            Collections.shuffle(events, new Random(seed));
            assertThat(fingerprints(plan, events, seed)).as("log %d", seed).isEqualTo(expected);
        }
    }

    private static List<String> fingerprints(SplitPlan plan, List<Interaction<String, Integer>> events, long seed) {
        return splits(plan, RandomLog.log(events), seed).stream()
                .map(Split::fingerprint)
                .toList();
    }

    /** Some small logs cannot be split in every way; then the splitter must say so. */
    private static List<Split<String, Integer>> splits(SplitPlan plan, EventLog<String, Integer> log, long seed) {
        try {
            return plan.splits(log);
        } catch (DataException e) {
            assertThat(e).as("log %d, %s", seed, plan).hasMessageContaining("split of interactions");
            return List.of();
        }
    }

    @ParameterizedTest
    @MethodSource("plans")
    void summaryIsWhatANaiveCountFinds(SplitPlan plan) {
        seeds().forEach(seed -> {
            for (Split<String, Integer> split : splits(plan, RandomLog.log(seed), seed)) {
                String place = "log " + seed + ", " + split;
                SplitSummary summary = split.summary();
                EventLog<String, Integer> foldIn =
                        split.foldIn().orElse(split.log().where(row -> false));
                Set<Integer> known = RandomLog.users(split.train());
                known.addAll(RandomLog.users(foldIn));
                Set<Integer> knownItems = RandomLog.items(split.train());
                EventLog<String, Integer> test = split.test();
                long strangers = count(test, row -> !known.contains(test.user(row)));
                long novelties = count(test, row -> !knownItems.contains(test.item(row)));
                long both = count(test, row -> known.contains(test.user(row)) && knownItems.contains(test.item(row)));
                assertThat((long) summary.unknownUserEvents()).as(place).isEqualTo(strangers);
                assertThat((long) summary.unknownItemEvents()).as(place).isEqualTo(novelties);
                assertThat((long) summary.knownEvents()).as(place).isEqualTo(both);
                Set<Integer> tested = RandomLog.users(test);
                tested.retainAll(known);
                assertThat(summary.knownUsers()).as(place).isEqualTo(tested.size());
                requirePart(summary.part(SplitPart.TRAIN), split.train(), place);
                requirePart(summary.part(SplitPart.TEST), test, place);
                requirePart(summary.part(SplitPart.FOLD_IN), foldIn, place);
                assertThat((long) split.leakage().orElseThrow()).as(place).isEqualTo(leaked(split));
            }
        });
    }

    private static void requirePart(PartSummary part, EventLog<String, Integer> log, String place) {
        assertThat(part.events()).as(place).isEqualTo(log.size());
        assertThat(part.users()).as(place).isEqualTo(RandomLog.users(log).size());
        assertThat(part.items()).as(place).isEqualTo(RandomLog.items(log).size());
        LongStream times = IntStream.range(0, log.size()).mapToLong(log::time);
        assertThat(part.first().isPresent()).as(place).isEqualTo(log.size() > 0);
        part.first()
                .ifPresent(first -> assertThat(first)
                        .as(place)
                        .isEqualTo(Instant.ofEpochMilli(times.min().orElseThrow())));
    }

    /** A train row counts if it is in the future of some test row. */
    private static long leaked(Split<String, Integer> split) {
        EventLog<String, Integer> train = split.train();
        EventLog<String, Integer> test = split.test();
        return count(train, row -> IntStream.range(0, test.size()).anyMatch(t -> train.time(row) > test.time(t)));
    }

    private static long count(EventLog<?, ?> log, IntPredicate rule) {
        return IntStream.range(0, log.size()).filter(rule).count();
    }

    @Test
    void splitsInTimeLeakNothing() {
        List<SplitPlan> plans = List.of(
                GlobalTimeSplit.latest(0.3),
                TimeWindows.ofShare(0.1, 4),
                TimeWindows.of(Duration.ofSeconds(40), 2).withGap(Duration.ofSeconds(3)),
                ColdItems.amongLatest(0.95),
                ColdUsers.amongLatest(0.95));
        int seen = 0;
        for (long seed = 0; seed < LOGS; seed++) {
            for (SplitPlan plan : plans) {
                for (Split<String, Integer> split : splits(plan, RandomLog.log(seed), seed)) {
                    assertThat(split.leakage()).as("log %d, %s", seed, split).hasValue(0);
                    seen++;
                }
            }
        }
        assertThat(seen).isGreaterThan(LOGS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void foldsPartitionUsersOrPairs(long seed) {
        EventLog<String, Integer> log = RandomLog.log(seed);
        List<Set<Integer>> users = new ArrayList<>();
        for (Split<String, Integer> split : KFold.byUsers(3, seed).splits(log)) {
            users.add(RandomLog.users(split.test()));
            assertThat(RandomLog.users(split.train()))
                    .as("log %d", seed)
                    .doesNotContainAnyElementsOf(RandomLog.users(split.test()));
        }
        requirePartition(users, RandomLog.users(log.where(row -> !RandomLog.isExposure(log, row))), seed);

        List<Set<Integer>> pairs = new ArrayList<>();
        for (Split<String, Integer> split : KFold.byPairs(4, seed).splits(log)) {
            pairs.add(pairs(split.test()));
            assertThat(pairs(split.train())).as("log %d", seed).doesNotContainAnyElementsOf(pairs(split.test()));
        }
        requirePartition(pairs, pairs(log.where(row -> !RandomLog.isExposure(log, row))), seed);
    }

    private static Set<Integer> pairs(EventLog<?, ?> log) {
        Set<Integer> pairs = new HashSet<>();
        IntStream.range(0, log.size()).forEach(row -> pairs.add(log.user(row) * 1000 + log.item(row)));
        return pairs;
    }

    private static void requirePartition(List<Set<Integer>> folds, Set<Integer> whole, long seed) {
        Set<Integer> all = new HashSet<>();
        int sum = 0;
        for (Set<Integer> fold : folds) {
            all.addAll(fold);
            sum += fold.size();
            assertThat(fold.size())
                    .as("log %d", seed)
                    .isBetween(whole.size() / folds.size(), whole.size() / folds.size() + 1);
        }
        assertThat(all).as("log %d", seed).isEqualTo(whole).hasSize(sum);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothingOfHeldOutUsersIsTrainedOn(long seed) {
        EventLog<String, Integer> log = RandomLog.log(seed);
        StrongGeneralization splitter =
                StrongGeneralization.of(0.3, seed).withValidationShare(0.3).withMinUserItems(4);
        for (Split<String, Integer> split : splits(splitter, log, seed)) {
            Split<String, Integer> validation = split.validation().orElseThrow();
            assertThat(validation.train().fingerprint()).isEqualTo(split.train().fingerprint());
            requireHeldOut(split, seed);
            requireHeldOut(validation, seed);
            Set<Integer> tested = RandomLog.users(split.foldIn().orElseThrow());
            assertThat(RandomLog.users(validation.foldIn().orElseThrow()))
                    .as("log %d", seed)
                    .doesNotContainAnyElementsOf(tested);
        }
    }

    private static void requireHeldOut(Split<String, Integer> split, long seed) {
        EventLog<String, Integer> foldIn = split.foldIn().orElseThrow();
        Set<Integer> heldOut = RandomLog.users(foldIn);
        heldOut.addAll(RandomLog.users(split.test()));
        assertThat(RandomLog.users(split.train())).as("log %d", seed).doesNotContainAnyElementsOf(heldOut);
        for (int user : heldOut) {
            int items = RandomLog.itemsOf(split.log(), user).size();
            int expected = items < 4 ? 0 : (int) Math.floor(0.2 * items + 1e-9);
            assertThat(RandomLog.itemsOf(split.test(), user))
                    .as("log %d, user %d", seed, user)
                    .hasSize(expected);
            assertThat(RandomLog.itemsOf(foldIn, user))
                    .as("log %d, user %d", seed, user)
                    .hasSize(items - expected);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsColdIsNotTrainedOn(long seed) {
        EventLog<String, Integer> log = RandomLog.log(seed);
        for (Splitter splitter : List.of(ColdUsers.drawn(0.3, seed), ColdUsers.amongLatest(0.95))) {
            for (Split<String, Integer> split : splits(splitter, log, seed)) {
                assertThat(split.summary().unknownUserEvents())
                        .as("log %d", seed)
                        .isEqualTo(split.test().size());
            }
        }
        for (Splitter splitter : List.of(ColdItems.drawn(0.3, seed), ColdItems.amongLatest(0.95))) {
            for (Split<String, Integer> split : splits(splitter, log, seed)) {
                assertThat(split.summary().unknownItemEvents())
                        .as("log %d", seed)
                        .isEqualTo(split.test().size());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void latestShareIsWhatANaiveSortFinds(long seed) {
        EventLog<String, Integer> log = RandomLog.log(seed);
        EventLog<String, Integer> test = LastRatio.perUser(0.3).split(log).test();
        EventLog<String, Integer> lastTwo = LeaveLastOut.of(2).split(log).test();
        for (int user = 0; user < log.users().size(); user++) {
            List<Integer> items = itemsByLastTime(log, user);
            int share = (int) Math.floor(0.3 * items.size() + 1e-9);
            assertThat(RandomLog.itemsOf(test, user))
                    .as("log %d, user %d", seed, user)
                    .containsExactlyInAnyOrderElementsOf(items.subList(items.size() - share, items.size()));
            int last = items.size() < 3 ? 0 : 2;
            assertThat(RandomLog.itemsOf(lastTwo, user))
                    .as("log %d, user %d", seed, user)
                    .containsExactlyInAnyOrderElementsOf(items.subList(items.size() - last, items.size()));
        }
    }

    private static List<Integer> itemsByLastTime(EventLog<String, Integer> log, int user) {
        List<Integer> rows = new ArrayList<>(IntStream.range(0, log.size())
                .filter(row -> log.user(row) == user && !RandomLog.isExposure(log, row))
                .boxed()
                .toList());
        rows.sort((a, b) -> log.time(a) == log.time(b) ? a - b : Long.compare(log.time(a), log.time(b)));
        List<Integer> items = new ArrayList<>();
        for (int row : rows) {
            items.remove((Integer) log.item(row));
            items.add(log.item(row));
        }
        return items;
    }

    private static List<String> texts(EventLog<String, Integer> log) {
        return IntStream.range(0, log.size())
                .mapToObj(row -> log.interaction(row).toString())
                .sorted()
                .toList();
    }
}
