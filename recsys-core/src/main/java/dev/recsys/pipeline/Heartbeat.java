package dev.recsys.pipeline;

import dev.recsys.store.RunLock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Shows that a run is alive, often enough and not much more often. Not thread-safe. */
final class Heartbeat {

    private static final int BEATS_PER_AGE = 20;

    private final RunLock lock;
    private final Clock clock;
    private final Duration pause;
    private Instant last;

    Heartbeat(RunLock lock, Clock clock, Duration maxAge) {
        this.lock = lock;
        this.clock = clock;
        this.pause = maxAge.dividedBy(BEATS_PER_AGE);
        this.last = clock.instant();
    }

    /** Renews the lock if it was not renewed for a while; fails if somebody else has taken it. */
    void beat() {
        if (Duration.between(last, clock.instant()).compareTo(pause) > 0) {
            require();
        }
    }

    /** Renews the lock; fails if somebody else has taken it. */
    void require() {
        lock.renew();
        last = clock.instant();
    }
}
