package dev.recsys.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.event.EventLog;
import dev.recsys.event.EventLogBuilder;
import dev.recsys.event.IdType;
import dev.recsys.examples.data.SyntheticFilms;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HeldOutTest {

    @Test
    void theLatestEventsAreHeldOutWhereThatLeavesEnoughUsers() {
        EventLog<Integer, Integer> log =
                EventLog.read(SyntheticFilms.of(400, 100, 1).events());

        HeldOut<Integer, Integer> heldOut = HeldOut.of(log);

        assertThat(heldOut.reason()).contains("latest");
        assertThat(latest(heldOut.train())).isLessThan(earliest(heldOut.test()));
    }

    @Test
    void everyUserLosesAShareWhereACutInTimeWouldLeaveTooFew() {
        EventLogBuilder<Integer, Integer> events = EventLog.builder(IdType.INT, IdType.INT);
        for (int user = 0; user < 300; user++) {
            for (int item = 0; item < 10; item++) {
                events.add(user, item, 1, Instant.ofEpochSecond(user * 1000L + item)); // one after the other
            }
        }

        HeldOut<Integer, Integer> heldOut = HeldOut.of(events.build());

        assertThat(heldOut.reason()).contains("at random").contains("cut in time");
        assertThat(heldOut.test().size()).isEqualTo(600);
    }

    @Test
    void withoutTimesTheShareIsRandom() {
        EventLogBuilder<Integer, Integer> events = EventLog.builder(IdType.INT, IdType.INT);
        for (int user = 0; user < 5; user++) {
            for (int item = 0; item < 10; item++) {
                events.add(user, item);
            }
        }

        HeldOut<Integer, Integer> heldOut = HeldOut.of(events.build());

        assertThat(heldOut.reason()).contains("no times");
        assertThat(heldOut.train().size()).isEqualTo(40);
    }

    private static long latest(EventLog<?, ?> log) {
        long latest = Long.MIN_VALUE;
        for (int row = 0; row < log.size(); row++) {
            latest = Math.max(latest, log.time(row));
        }
        return latest;
    }

    private static long earliest(EventLog<?, ?> log) {
        long earliest = Long.MAX_VALUE;
        for (int row = 0; row < log.size(); row++) {
            earliest = Math.min(earliest, log.time(row));
        }
        return earliest;
    }
}
