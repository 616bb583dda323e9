package dev.recsys.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LockHolderTest {

    private static final Instant NOW = Instant.now();
    private static final LockHolder HERE = LockHolder.here("r1", NOW);
    private static final long NO_PROCESS = 99_999_999_999L;

    @Test
    void thisProcessIsNotGone() {
        assertThat(HERE.isGone()).isFalse();
        assertThat(LockHolder.here("r1", Instant.EPOCH).isGone()).isFalse();
        assertThat(HERE.isStale(NOW.plusSeconds(60), Duration.ofMinutes(1))).isFalse();
        assertThat(HERE.isStale(NOW.plusSeconds(61), Duration.ofMinutes(1))).isTrue();
    }

    @Test
    void aProcessWhoseStartMovedWithTheClockIsNotGone() {
        assertThat(startedAt(HERE.processStart() - 30_000, NOW).isGone()).isFalse();
        assertThat(startedAt(HERE.processStart() + 30_000, NOW).isGone()).isFalse();
        assertThat(startedAt(HERE.processStart() - 3_600_000, NOW).isGone()).isFalse();
    }

    @Test
    void aProcessThatStartedClearlyAfterTheLockWasTakenIsAnotherOne() {
        Instant longBefore = Instant.ofEpochMilli(HERE.processStart()).minusSeconds(3600);
        assertThat(startedAt(longBefore.toEpochMilli() - 1000, longBefore).isGone())
                .isTrue();
        assertThat(startedAt(0, longBefore).isGone()).as("start unknown").isFalse();
    }

    @Test
    void aProcessThatIsNotThereIsGoneUnlessItsMachineHasNoName() {
        assertThat(new LockHolder("r1", HERE.host(), NO_PROCESS, 1, NOW, NOW).isGone())
                .isEqualTo(!HERE.host().equals("unknown"));
        assertThat(new LockHolder("r1", "unknown", NO_PROCESS, 1, NOW, NOW).isGone())
                .isFalse();
        assertThat(new LockHolder("r1", "another-machine", NO_PROCESS, 1, NOW, NOW).isGone())
                .isFalse();
    }

    private static LockHolder startedAt(long processStart, Instant acquiredAt) {
        return new LockHolder("r1", HERE.host(), HERE.pid(), processStart, acquiredAt, acquiredAt);
    }
}
