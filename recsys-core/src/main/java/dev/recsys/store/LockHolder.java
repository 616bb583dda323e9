package dev.recsys.store;

import dev.recsys.Experimental;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Who holds the lock of a pipeline and since when.
 *
 * @param runId the run it is held for
 * @param host the name of the machine; {@code unknown} where it has none
 * @param pid the number of the process there
 * @param processStart when that process started, in epoch milliseconds, so that a number used again is told apart; 0 where
 *     the system does not say
 * @param acquiredAt when it was taken
 * @param renewedAt when the holder last gave a sign of life
 */
@Experimental
public record LockHolder(
        String runId, String host, long pid, long processStart, Instant acquiredAt, Instant renewedAt) {

    private static final String UNKNOWN_HOST = "unknown";
    private static final Duration CLOCK_STEP = Duration.ofMinutes(1);

    /** This process, from now on. */
    public static LockHolder here(String runId, Instant now) {
        ProcessHandle process = ProcessHandle.current();
        return new LockHolder(runId, hostName(), process.pid(), startOf(process), now, now);
    }

    /** A copy that gave a sign of life at {@code now}. */
    public LockHolder renewed(Instant now) {
        return new LockHolder(runId, host, pid, processStart, acquiredAt, now);
    }

    /**
     * Whether the lock may be taken over: the holder gave no sign of life for longer than {@code maxAge}, or its process
     * ran on this machine and is gone.
     */
    public boolean isStale(Instant now, Duration maxAge) {
        return isGone() || Duration.between(renewedAt, now).compareTo(maxAge) > 0;
    }

    /**
     * Whether the process is known to have ended; only a machine knows that of its own processes. A process of the same
     * number counts as another one if it started more than a minute after the lock was taken: the start of one and the
     * same process moves a little where the system derives it from a clock that is set right.
     */
    public boolean isGone() {
        if (host.equals(UNKNOWN_HOST) || !host.equals(hostName())) {
            return false;
        }
        Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        return process.isEmpty() || isLater(startOf(process.get()));
    }

    private boolean isLater(long start) {
        return processStart != 0
                && start - processStart > CLOCK_STEP.toMillis()
                && start - acquiredAt.toEpochMilli() > CLOCK_STEP.toMillis();
    }

    /** For a person, for instance {@code "run r1 (process 4711 on web-1) since 2026-01-01T02:00:00Z"}. */
    @Override
    public String toString() {
        return "run " + runId + " (process " + pid + " on " + host + ") since " + acquiredAt + ", last seen "
                + renewedAt;
    }

    private static long startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return UNKNOWN_HOST;
        }
    }
}
