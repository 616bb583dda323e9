package dev.recsys.io.files;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recsys.Experimental;
import dev.recsys.LockedException;
import dev.recsys.store.LockHolder;
import dev.recsys.store.ModelVersion;
import dev.recsys.store.RunLock;
import dev.recsys.store.RunLocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Keeps locks in a directory, each in a JSON file that says who holds it. Who looks at such a file and changes it does so
 * under a lock of the system, so of two who want the lock one gets it; the file itself stays for as long as the work takes
 * and tells people who is at it.
 *
 * <p>Immutable, thread-safe; several processes and machines may share the directory if its file system has locks. Clocks of
 * machines that share it should agree to a few minutes.
 */
@Experimental
public final class FileRunLocks implements RunLocks {

    private static final int FORMAT = 1;
    private static final Duration MAX_WAIT = Duration.ofSeconds(10);

    private final Path root;
    private final Clock clock;

    private FileRunLocks(Path root, Clock clock) {
        this.root = root;
        this.clock = clock;
    }

    /** Locks in a directory, which is made by the first one. */
    public static FileRunLocks at(Path root) {
        return new FileRunLocks(root, Clock.systemUTC());
    }

    /** A copy with another clock. */
    public FileRunLocks withClock(Clock newClock) {
        return new FileRunLocks(root, newClock);
    }

    /** The directory. */
    public Path root() {
        return root;
    }

    /**
     * What a lock file says.
     *
     * @param key tells one acquisition from the next
     */
    private record Entry(String key, LockHolder holder) {

        byte[] bytes() {
            ObjectNode object = JsonDocument.object()
                    .put("format", FORMAT)
                    .put("key", key)
                    .put("runId", holder.runId())
                    .put("host", holder.host())
                    .put("pid", holder.pid())
                    .put("processStart", holder.processStart())
                    .put("acquiredAt", holder.acquiredAt().toString())
                    .put("renewedAt", holder.renewedAt().toString());
            return JsonDocument.bytes(object);
        }

        static Optional<Entry> read(Path file) throws IOException {
            JsonDocument document;
            try {
                document = JsonDocument.read(file, FORMAT);
            } catch (NoSuchFileException e) {
                return Optional.empty();
            }
            LockHolder holder = new LockHolder(
                    document.text("runId"),
                    document.text("host"),
                    document.longInteger("pid", 0),
                    document.longInteger("processStart", 0),
                    document.instant("acquiredAt"),
                    document.instant("renewedAt"));
            return Optional.of(new Entry(document.text("key"), holder));
        }
    }

    @Override
    public RunLock acquire(String name, String runId, Duration maxAge) {
        Path file = fileOf(name);
        return guarded(name, () -> {
            Instant now = clock.instant();
            Optional<Entry> held = Entry.read(file);
            if (held.isPresent() && !held.get().holder().isStale(now, maxAge)) {
                throw new LockedException("pipeline '" + name + "' is locked by "
                        + held.get().holder() + "; wait for it, or delete " + file + " if it is dead");
            }
            Entry entry = new Entry(UUID.randomUUID().toString(), LockHolder.here(runId, now));
            AtomicFile.write(file, entry.bytes());
            return new Held(name, entry);
        });
    }

    @Override
    public Optional<LockHolder> holder(String name) {
        try {
            return Entry.read(fileOf(name)).map(Entry::holder);
        } catch (IOException e) {
            throw AtomicFile.failure("read who holds the lock of '" + name + "' in " + root, e);
        }
    }

    @Override
    public void breakLock(String name) {
        Path file = fileOf(name);
        if (Files.exists(file)) {
            guarded(name, () -> Files.deleteIfExists(file));
        }
    }

    private <T> T guarded(String name, StoreLock.Work<T> work) {
        try {
            AtomicFile.makeDirectories(root);
            return StoreLock.holding(root.resolve("." + name + ".guard"), MAX_WAIT, work);
        } catch (IOException e) {
            throw AtomicFile.failure("change the lock of '" + name + "' in " + root, e);
        }
    }

    private Path fileOf(String name) {
        ModelVersion.checkName(name);
        return root.resolve(name + ".lock.json");
    }

    @Override
    public String toString() {
        return "locks in " + root;
    }

    private final class Held implements RunLock {

        private final String name;
        private volatile Entry entry;

        Held(String name, Entry entry) {
            this.name = name;
            this.entry = entry;
        }

        @Override
        public LockHolder holder() {
            return entry.holder();
        }

        @Override
        public void renew() {
            Path file = fileOf(name);
            entry = guarded(name, () -> {
                if (!isOurs(file)) {
                    throw new LockedException("the lock " + file + " was taken from run " + holder().runId()
                            + "; it stops here, and its finished stages stay");
                }
                Entry renewed = new Entry(entry.key(), holder().renewed(clock.instant()));
                AtomicFile.write(file, renewed.bytes());
                return renewed;
            });
        }

        @Override
        public void close() {
            Path file = fileOf(name);
            boolean wasInterrupted = Thread.interrupted(); // else it would be kept
            try {
                guarded(name, () -> isOurs(file) && Files.deleteIfExists(file));
            } finally {
                if (wasInterrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        private boolean isOurs(Path file) throws IOException {
            return Entry.read(file).map(Entry::key).equals(Optional.of(entry.key()));
        }
    }
}
