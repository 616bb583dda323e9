package dev.recsys.eval.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsys.DataException;
import dev.recsys.event.EventLog;
import dev.recsys.event.EventLogBuilder;
import dev.recsys.event.IdType;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KCoreTest {

    /** Pairs as in "aA bA": user, item; one second apart. */
    private static EventLog<String, String> log(String pairs) {
        EventLogBuilder<String, String> log = EventLog.builder(IdType.STRING, IdType.STRING);
        int second = 0;
        for (String pair : pairs.split(" ")) {
            log.add(pair.substring(0, 1), pair.substring(1), 1, Instant.ofEpochSecond(second++));
        }
        return log.build();
    }

    private static List<String> pairs(EventLog<String, String> log) {
        return IntStream.range(0, log.size())
                .mapToObj(row -> log.users().id(log.user(row)) + log.items().id(log.item(row)))
                .toList();
    }

    @Test
    void dropsRoundByRound() {
        KCoreResult<String, String> core = KCore.of(2, 2).reduce(log("aA aB bA bB cB cC dC"));

        // first d; then C, which has c only; then c, which has B only
        assertThat(pairs(core.log())).containsExactly("aA", "aB", "bA", "bB");
        assertThat(core.rounds()).isEqualTo(3);
        assertThat(core.droppedUsers()).isEqualTo(2);
        assertThat(core.droppedItems()).isEqualTo(1);
        assertThat(core.droppedEvents()).isEqualTo(3);
        assertThat(core).hasToString("dropped 2 users, 1 items and 3 events in 3 rounds");
    }

    @Test
    void minimaOfOneDropNothing() {
        KCoreResult<String, String> core = KCore.of(1, 1).reduce(log("aA bB"));
        assertThat(core.log().size()).isEqualTo(2);
        assertThat(core.rounds()).isZero();
    }

    @Test
    void isTheLargestPartThatHolds() {
        for (long seed = 0; seed < 60; seed++) {
            EventLog<String, Integer> log = RandomLog.log(seed);
            SplittableRandom random = new SplittableRandom(seed);
            int minUserItems = 1 + random.nextInt(9);
            int minItemUsers = 1 + random.nextInt(9);
            KCoreResult<String, Integer> core = KCore.of(minUserItems, minItemUsers).reduce(log);
            Naive naive = new Naive(log, minUserItems, minItemUsers);
            assertThat(core.log().fingerprint()).as("seed %d", seed).isEqualTo(naive.log.fingerprint());
            assertThat(core.rounds()).as("seed %d", seed).isEqualTo(naive.rounds);
            for (int user : RandomLog.users(core.log())) {
                assertThat(RandomLog.itemsOf(core.log(), user)).as("seed %d", seed).hasSizeGreaterThanOrEqualTo(minUserItems);
            }
        }
    }

    /** Filters again and again until nothing changes. */
    private static final class Naive {

        private EventLog<String, Integer> log;
        private int rounds;

        Naive(EventLog<String, Integer> start, int minUserItems, int minItemUsers) {
            log = start;
            int before = -1;
            while (log.size() != before) {
                before = log.size();
                EventLog<String, Integer> now = log;
                Map<Integer, Set<Integer>> items = new HashMap<>();
                Map<Integer, Set<Integer>> users = new HashMap<>();
                for (int row = 0; row < now.size(); row++) {
                    if (!RandomLog.isExposure(now, row)) {
                        items.computeIfAbsent(now.user(row), user -> new HashSet<>()).add(now.item(row));
                        users.computeIfAbsent(now.item(row), item -> new HashSet<>()).add(now.user(row));
                    }
                }
                log = now.where(row -> items.getOrDefault(now.user(row), Set.of()).size() >= minUserItems
                        && users.getOrDefault(now.item(row), Set.of()).size() >= minItemUsers);
                rounds += counting(log) < counting(now) ? 1 : 0;
            }
        }
    }

    private static long counting(EventLog<?, ?> log) {
        return IntStream.range(0, log.size())
                .filter(row -> !RandomLog.isExposure(log, row))
                .count();
    }

    @Test
    void beforeASplitItDecidesOnTheTestToo() {
        EventLog<String, String> log = log("aA aB bA bB cB cC aC");
        Split<String, String> split = KCore.of(2, 2).before(GlobalTimeSplit.latest(0.2)).split(log);

        assertThat(split.description()).startsWith("core of 2 items per user and 2 users per item before the split"
                + " (dropped 0 users, 0 items and 0 events in 0 rounds), then latest 0.2");
        Split<String, String> strict = KCore.of(3, 2).before(LeaveLastOut.defaults().withMinUserItems(1)).split(log("aA aB aC bA bB bC dB"));
        assertThat(pairs(strict.test())).containsExactly("aC", "bC");
        assertThat(strict.summary().part(SplitPart.UNUSED).events()).isEqualTo(1);
        assertThat(strict.log().size()).isEqualTo(7);
    }

    @Test
    void afterASplitTheTestStays() {
        EventLog<String, String> log = log("aA aB bA bB cC cA bC");
        Split<String, String> plain = GlobalTimeSplit.latest(0.3).split(log);
        Split<String, String> split = KCore.of(2, 2).after(GlobalTimeSplit.latest(0.3)).split(log);

        assertThat(pairs(split.train())).containsExactly("aA", "aB", "bA", "bB");
        assertThat(pairs(split.test())).isEqualTo(pairs(plain.test())).containsExactly("bC", "cA");
        assertThat(split.description()).contains("of what is trained on (dropped 1 users, 1 items and 1 events in 1 rounds)");
        assertThat(plain.summary().unknownUserEvents()).isZero();
        assertThat(split.summary().unknownUserEvents()).isEqualTo(1);
        assertThat(split.summary().unknownItemEvents()).isEqualTo(1);
    }

    @Test
    void nothingLeftIsAnError() {
        assertThatThrownBy(() -> KCore.of(9, 1).before(LeaveLastOut.defaults()).split(log("aA aB")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("no event is left in the core of 9 items per user and 1 users per item");
        assertThatThrownBy(() -> KCore.of(0, 1)).hasMessageContaining("at least 1");
    }
}
