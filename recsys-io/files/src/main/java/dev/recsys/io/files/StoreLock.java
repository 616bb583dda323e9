package dev.recsys.io.files;

import dev.recsys.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * One holder of a lock file at a time, among the threads of this process and among processes. The system frees the lock of
 * a process that dies.
 *
 * <p>The locks among threads are static because the system gives a lock file to the process, not to an object: two stores
 * on one directory would both get it, and the first to close the file would free it for everybody. They guard files, not
 * data of the program; different files may share one, which costs waiting and nothing else.
 */
final class StoreLock {

    private static final int STRIPES = 64;
    private static final long PAUSE_MILLIS = 5;
    private static final ReentrantLock[] IN_PROCESS =
            IntStream.range(0, STRIPES).mapToObj(i -> new ReentrantLock()).toArray(ReentrantLock[]::new);

    private StoreLock() {}

    /** What is done while the lock is held. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /**
     * Does something while nobody else holds the lock. Not to be nested.
     *
     * @param file made if it is not there; stays
     * @throws StoreException retryable, if others hold the lock for longer than {@code maxWait} or the thread is
     *     interrupted
     */
    static <T> T holding(Path file, Duration maxWait, Work<T> work) throws IOException {
        long deadline = System.nanoTime() + maxWait.toNanos();
        ReentrantLock thread = stripe(file);
        try {
            if (!thread.tryLock(maxWait.toNanos(), TimeUnit.NANOSECONDS)) {
                throw held(file, maxWait);
            }
        } catch (InterruptedException e) {
            throw interrupted(file, e);
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
            lock(channel, file, deadline, maxWait);
            return work.run();
        } finally {
            thread.unlock();
        }
    }

    private static ReentrantLock stripe(Path file) throws IOException {
        Path real = AtomicFile.parentOf(file).toRealPath().resolve(file.getFileName());
        return IN_PROCESS[Math.floorMod(real.hashCode(), STRIPES)];
    }

    /** Locks until the channel is closed. */
    private static void lock(FileChannel channel, Path file, long deadline, Duration maxWait) throws IOException {
        while (!tryLock(channel)) {
            if (System.nanoTime() - deadline >= 0) {
                throw held(file, maxWait);
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                throw interrupted(file, e);
            }
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // held through a copy of this class under another class loader
        }
    }

    private static StoreException held(Path file, Duration maxWait) {
        String message = "cannot lock " + file + ": somebody else holds it for more than " + maxWait.toMillis() + " ms";
        return StoreException.retryable(message, new TimeoutException(message));
    }

    private static StoreException interrupted(Path file, InterruptedException e) {
        Thread.currentThread().interrupt();
        return StoreException.retryable("cannot lock " + file + ": the thread was interrupted", e);
    }
}
