package dev.recsys.testkit;

import dev.recsys.store.InMemoryRunLocks;
import dev.recsys.store.RunLocks;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;

class InMemoryRunLocksTest implements RunLocksContract {

    private final AtomicReference<Clock> now = new AtomicReference<>(Clock.systemUTC());
    private final RunLocks locks = new InMemoryRunLocks(new Clock() {
        @Override
        public ZoneId getZone() {
            return now.get().getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return now.get().withZone(zone);
        }

        @Override
        public Instant instant() {
            return now.get().instant();
        }
    });

    @Override
    public RunLocks locks(Clock clock) {
        now.set(clock);
        return locks;
    }
}
