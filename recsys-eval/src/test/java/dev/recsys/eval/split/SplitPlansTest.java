package dev.recsys.eval.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsys.DataException;
import dev.recsys.event.EventLog;
import dev.recsys.event.EventLogBuilder;
import dev.recsys.event.IdType;
import dev.recsys.event.Interaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Small logs whose parts can be told by hand. */
class SplitPlansTest {

    /** Events as in "aA3": user, item, second; an exclamation mark at the end makes an exposure of it. */
    private static EventLog<String, String> log(String events) {
        EventLogBuilder<String, String> log = EventLog.builder(IdType.STRING, IdType.STRING);
        for (String event : events.split(" ")) {
            boolean isExposure = event.endsWith("!");
            int second = Integer.parseInt(event.substring(2).replace("!", ""));
            log.add(Interaction.of(event.substring(0, 1), event.substring(1, 2))
                    .withType(isExposure ? "exposure" : "play")
                    .withTime(Instant.ofEpochSecond(second)));
        }
        return log.build();
    }

    private static List<String> rows(EventLog<String, String> log) {
        return IntStream.range(0, log.size())
                .mapToObj(row -> log.users().id(log.user(row)) + log.items().id(log.item(row)) + log.time(row) / 1000)
                .toList();
    }

    private static List<String> test(SplitPlan plan, EventLog<String, String> log) {
        return rows(plan.splits(log).get(0).test());
    }

    private static List<String> train(SplitPlan plan, EventLog<String, String> log) {
        return rows(plan.splits(log).get(0).train());
    }

    @Test
    void everyRuleOnOneLog() {
        EventLog<String, String> log = log("aA1 aB2 aC3 aD4 aE5 bA2 bC6 bF6 cB1 cA7 dG8");

        assertThat(test(LeaveLastOut.defaults(), log)).containsExactly("aE5", "bF6", "cA7");
        assertThat(test(LeaveLastOut.of(2), log)).containsExactly("aD4", "aE5", "bC6", "bF6");
        assertThat(test(LastRatio.perUser(0.4), log)).containsExactly("aD4", "aE5", "bF6");
        assertThat(test(GlobalTimeSplit.at(Instant.ofEpochSecond(6)), log)).containsExactly("bC6", "bF6", "cA7", "dG8");
        assertThat(test(ColdUsers.since(Instant.ofEpochSecond(6)), log)).containsExactly("dG8");
        assertThat(test(ColdItems.since(Instant.ofEpochSecond(6)), log)).containsExactly("bF6", "dG8");

        SplitSummary summary =
                GlobalTimeSplit.at(Instant.ofEpochSecond(6)).split(log).summary();
        assertThat(summary.unknownUserEvents()).isEqualTo(1);
        assertThat(summary.unknownItemEvents()).isEqualTo(2);
        assertThat(summary.knownEvents()).isEqualTo(2);
        assertThat(summary.knownUsers()).isEqualTo(2);
        assertThat(summary.part(SplitPart.TEST))
                .hasToString("4 events, 3 users, 4 items, 1970-01-01T00:00:06Z to" + " 1970-01-01T00:00:08Z");
        assertThat(summary)
                .hasToString("7 events to train on, 4 to test with (1 of unknown users, 2 on unknown items), 0"
                        + " training events later than some test event");
        assertThat(LeaveLastOut.defaults().split(log).leakage()).hasValue(2); // C of b at 6 and G of d at 8, after 5
    }

    @Test
    void windowsFollowEachOther() {
        EventLog<String, String> log = log("aA1 aB2 aC3 aD4 bA5 bB6 bC7 bD8");
        List<Split<String, String>> splits =
                TimeWindows.of(Duration.ofSeconds(2), 3).splits(log);

        assertThat(splits)
                .extracting(split -> rows(split.test()))
                .containsExactly(List.of("aC3", "aD4"), List.of("bA5", "bB6"), List.of("bC7", "bD8"));
        assertThat(rows(splits.get(0).train())).containsExactly("aA1", "aB2");
        assertThat(splits.get(2).train().size()).isEqualTo(6);
        assertThat(splits.get(1).description()).startsWith("window 2 of 3 of PT2S up to the last event,");
        assertThat(TimeWindows.ofShare(0.25, 3).splits(log))
                .extracting(split -> rows(split.test()))
                .containsExactly(List.of("aC3", "aD4"), List.of("bA5", "bB6"), List.of("bC7", "bD8"));
        assertThat(TimeWindows.from(Instant.ofEpochSecond(3), Duration.ofSeconds(1), 2)
                        .splits(log))
                .extracting(split -> rows(split.test()))
                .containsExactly(List.of("aC3"), List.of("aD4"));
    }

    @Test
    void gapAndTrainingSpanLimitWhatIsTrainedOn() {
        EventLog<String, String> log = log("aA1 aB2 aC3 aD4 bA5 bB6 bC7 bD8");
        TimeWindows windows = TimeWindows.of(Duration.ofSeconds(2), 1).withGap(Duration.ofSeconds(1));

        assertThat(train(windows, log)).containsExactly("aA1", "aB2", "aC3", "aD4", "bA5");
        assertThat(train(windows.withTrainingSpan(Duration.ofSeconds(2)), log)).containsExactly("aD4", "bA5");
        assertThat(windows.withTrainingSpan(Duration.ofSeconds(2)).description())
                .isEqualTo("1 windows of PT2S up to the last event, after a gap of PT1S, trained on PT2S");
    }

    @Test
    void windowWithoutEventsIsAnError() {
        EventLog<String, String> log = log("aA1 aB2 aC9");
        assertThatThrownBy(() -> TimeWindows.of(Duration.ofSeconds(2), 2).splits(log))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("window 1 of 2")
                .hasMessageContaining("0 to test with");
        assertThatThrownBy(() -> TimeWindows.ofShare(0.5, 2)).hasMessageContaining("share times windows");
        assertThatThrownBy(() -> TimeWindows.of(Duration.ZERO, 2)).hasMessageContaining("at least a millisecond");
    }

    @Test
    void exposuresAreNeitherCountedNorTested() {
        EventLog<String, String> log = log("aA1 aB2 aC3! bA1 bC2! cA1 cB4 dC5!");

        assertThat(test(LastRatio.perUser(0.5), log)).containsExactly("aB2", "cB4");
        assertThat(KFold.byPairs(2, 1).splits(log).stream().flatMap(split -> rows(split.test()).stream()))
                .containsExactlyInAnyOrder("aA1", "aB2", "bA1", "cA1", "cB4");
        for (Split<String, String> split : KFold.byUsers(3, 1).splits(log)) {
            assertThat(rows(split.train())).contains("dC5"); // d is not dealt
        }
        assertThat(KFold.byUsers(3, 1).splits(log).stream().flatMap(split -> rows(split.test()).stream()))
                .containsExactlyInAnyOrder("aA1", "aB2", "bA1", "cA1", "cB4");
        assertThat(test(ColdItems.drawn(0.4, 1), log("aA1 aB2 bA1 bB3! cC1"))).doesNotContain("bB3");
    }

    @Test
    void usersWithFewItemsAreFoldedInOnly() {
        EventLog<String, String> log = log("aA1 aB2 aC3 aD4 aE5 bA1 bB2 bC3 bD4 cA1 cB2 cC3 cD4 cE5");
        int foldedInOnly = 0;
        for (int seed = 0; seed < 20; seed++) {
            try {
                Split<String, String> split = StrongGeneralization.of(0.7, seed).split(log);
                assertThat(split.test().size()).as("seed %d", seed).isBetween(1, 2);
                EventLog<String, String> foldIn = split.foldIn().orElseThrow();
                assertThat(rows(split.test())).as("seed %d", seed).noneMatch(row -> row.startsWith("b"));
                foldedInOnly += rows(foldIn).contains("bA1") ? 1 : 0;
                assertThat(split.toString()).contains(" to fold in, ");
            } catch (DataException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        assertThat(foldedInOnly).isPositive();
    }

    @Test
    void validationIsASplitOfTheTrainingPart() {
        EventLog<String, String> log = log("aA1 aB2 aC3 aD4 bA5 bB6 bC7 bD8");
        Split<String, String> split =
                GlobalTimeSplit.at(Instant.ofEpochSecond(7)).split(log).withValidation(LeaveLastOut.defaults());
        Split<String, String> validation = split.validation().orElseThrow();

        assertThat(rows(split.test())).containsExactly("bC7", "bD8");
        assertThat(rows(validation.test())).containsExactly("aD4", "bB6");
        assertThat(rows(validation.train())).containsExactly("aA1", "aB2", "aC3", "bA5");
        assertThat(validation.summary().part(SplitPart.UNUSED).events()).isEqualTo(2);
        assertThat(split.toString()).contains("; validation by leave-last-out");
        assertThat(split.fingerprint())
                .isNotEqualTo(
                        GlobalTimeSplit.at(Instant.ofEpochSecond(7)).split(log).fingerprint());
    }

    @Test
    void testCanBeKeptToKnownUsers() {
        EventLog<String, String> log = log("aA1 bB2 aC6 cA7 dG8");
        Split<String, String> split =
                GlobalTimeSplit.at(Instant.ofEpochSecond(6)).split(log).withKnownUsersOnly();
        assertThat(rows(split.test())).containsExactly("aC6");
        assertThat(split.summary().part(SplitPart.UNUSED).events()).isEqualTo(2);
        assertThat(split.description()).endsWith("without the test events of unknown users");
    }

    @Test
    void ownRuleMayHaveMoreParts() {
        EventLog<String, String> log = log("aA1 bB2 aC6 cA7 dG8");
        Split<String, String> split = Split.ofParts(log, row -> SplitPart.values()[row % 4], "by hand");
        assertThat(split.part(1)).isEqualTo(SplitPart.TEST);
        assertThat(split.foldIn().orElseThrow().size()).isEqualTo(1);
        assertThat(split.summary().part(SplitPart.TRAIN).events()).isEqualTo(2);
    }

    @Test
    void foldsOutsideOfTheirRangeAreRefused() {
        assertThatThrownBy(() -> KFold.byPairs(1, 1)).hasMessageContaining("between 2 and 100");
        assertThatThrownBy(() -> KFold.byPairs(2, 1).withFoldInShare(0.5)).hasMessageContaining("by users");
        EventLog<String, String> log = log("aA1 aB2");
        assertThatThrownBy(() -> KFold.byUsers(2, 1).splits(log)).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> StrongGeneralization.of(0.5, 1).split(log))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("holds out 1 of 1 users");
    }

    @Test
    void splitsThatNeedTimesSaySo() {
        EventLog<String, String> log = EventLog.builder(IdType.STRING, IdType.STRING)
                .add("a", "A")
                .add("b", "A")
                .add("b", "B")
                .build();
        List<SplitPlan> plans = List.of(
                TimeWindows.ofShare(0.2, 2),
                LastRatio.perUser(0.2),
                ColdUsers.amongLatest(0.2),
                ColdItems.since(Instant.EPOCH));
        for (SplitPlan plan : plans) {
            assertThatThrownBy(() -> plan.splits(log))
                    .as(plan.description())
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("needs the time of every event");
        }
        Split<String, String> split = ColdUsers.drawn(0.5, 1).split(log);
        assertThat(split.leakage()).isEmpty();
        assertThat(split.summary().part(SplitPart.TEST).first()).isEmpty();
        assertThat(split.toString()).endsWith("leakage unknown without times");
    }

    @Test
    void everySettingIsInTheDescription() {
        List<String> ignored = List.of("view");
        KFold foldedIn = KFold.byUsers(3, 7).withFoldInShare(0.5);
        StrongGeneralization strong = StrongGeneralization.of(0.4, 5);
        TimeWindows windows = TimeWindows.ofShare(0.1, 3);
        LeaveLastOut last = LeaveLastOut.defaults();
        List<SplitPlan> plans = List.of(
                KFold.byPairs(3, 7),
                KFold.byPairs(3, 8),
                KFold.byPairs(4, 7),
                KFold.byPairs(3, 7).withIgnoredTypes(ignored),
                KFold.byPairs(3, 7).withIgnoredTypes(List.of()),
                KFold.byUsers(3, 7),
                foldedIn,
                foldedIn.withFoldInShare(0.6),
                foldedIn.withMinUserItems(2),
                foldedIn.withIgnoredTypes(ignored),
                strong,
                strong.withFoldInShare(0.5),
                strong.withMinUserItems(2),
                strong.withValidationShare(0.1),
                strong.withIgnoredTypes(ignored),
                last,
                LeaveLastOut.of(2),
                last.withMinUserItems(5),
                last.withIgnoredTypes(ignored),
                LastRatio.perUser(0.2),
                LastRatio.perUser(0.2).withIgnoredTypes(ignored),
                RandomRatio.perUser(0.2, 1),
                RandomRatio.perUser(0.2, 1).withIgnoredTypes(ignored),
                RandomRatio.perUser(0.2, 2),
                RandomRatio.global(0.2, 1),
                ColdItems.drawn(0.2, 1),
                ColdItems.drawn(0.2, 1).withIgnoredTypes(ignored),
                ColdUsers.drawn(0.2, 1),
                ColdUsers.drawn(0.2, 1).withIgnoredTypes(ignored),
                windows,
                windows.withGap(Duration.ofSeconds(2)),
                windows.withTrainingSpan(Duration.ofSeconds(2)),
                KCore.of(2, 2).before(last),
                KCore.of(2, 2).withIgnoredTypes(ignored).before(last),
                KCore.of(2, 2).after(last));
        assertThat(plans.stream().map(SplitPlan::description)).doesNotHaveDuplicates();
    }

    @Test
    void aFoldTestsUsersWithEnoughItems() {
        EventLog<String, Integer> log = EventLog.builder(IdType.STRING, IdType.INT)
                .add("a", 1)
                .add("a", 2)
                .add("a", 3)
                .add("b", 1)
                .add("b", 2)
                .add("b", 3)
                .build();
        KFold folds = KFold.byUsers(2, 1).withFoldInShare(0.5);
        assertThatThrownBy(() -> folds.splits(log)).isInstanceOf(DataException.class);
        for (Split<String, Integer> split : folds.withMinUserItems(3).splits(log)) {
            assertThat(split.test().size()).isEqualTo(1);
        }
        assertThatThrownBy(() -> KFold.byUsers(2, 1).withMinUserItems(3)).hasMessageContaining("foldInShare");
    }

    @Test
    void sharesAreNotLostToRounding() {
        EventLogBuilder<String, Integer> events = EventLog.builder(IdType.STRING, IdType.INT);
        for (int item = 0; item < 100; item++) {
            events.add("a", item, 1, Instant.ofEpochSecond(item));
        }
        // 0.29 x 100 is 28.999999999999996 in binary
        assertThat(LastRatio.perUser(0.29).split(events.build()).test().size()).isEqualTo(29);
    }
}
