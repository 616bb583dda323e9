package dev.recsys.store;

import dev.recsys.Experimental;
import dev.recsys.LockedException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Keeps locks in memory: for pipelines of which all runs are in one process. Thread-safe. */
@Experimental
public final class InMemoryRunLocks implements RunLocks {

    private final Clock clock;
    private final Map<String, Held> byName = new HashMap<>(); // guarded by this

    /** No locks, by the clock of the system. */
    public InMemoryRunLocks() {
        this(Clock.systemUTC());
    }

    /** No locks, by a clock of the host's choice. */
    public InMemoryRunLocks(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized RunLock acquire(String name, String runId, Duration maxAge) {
        ModelVersion.checkName(name);
        Optional<LockHolder> holder = holder(name);
        if (holder.isPresent() && !holder.get().isStale(clock.instant(), maxAge)) {
            throw new LockedException("pipeline '" + name + "' is locked by " + holder.get()
                    + "; wait for it, or break the lock with breakLock(\"" + name + "\") if it is dead");
        }
        Held held = new Held(name, LockHolder.here(runId, clock.instant()));
        byName.put(name, held);
        return held;
    }

    @Override
    public synchronized Optional<LockHolder> holder(String name) {
        return Optional.ofNullable(byName.get(name)).map(Held::holder);
    }

    @Override
    public synchronized void breakLock(String name) {
        byName.remove(name);
    }

    private final class Held implements RunLock {

        private final String name;
        private LockHolder holder; // guarded by the locks

        Held(String name, LockHolder holder) {
            this.name = name;
            this.holder = holder;
        }

        @Override
        public LockHolder holder() {
            synchronized (InMemoryRunLocks.this) {
                return holder;
            }
        }

        @Override
        public void renew() {
            synchronized (InMemoryRunLocks.this) {
                if (byName.get(name) != this) {
                    throw new LockedException("the lock of pipeline '" + name + "' was taken from run " + holder.runId()
                            + "; it stops here, and its finished stages stay");
                }
                holder = holder.renewed(clock.instant());
            }
        }

        @Override
        public void close() {
            synchronized (InMemoryRunLocks.this) {
                byName.remove(name, this);
            }
        }
    }
}
