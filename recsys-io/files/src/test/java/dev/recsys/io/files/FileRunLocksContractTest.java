package dev.recsys.io.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsys.LockedException;
import dev.recsys.store.RunLock;
import dev.recsys.store.RunLocks;
import dev.recsys.testkit.RunLocksContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lock files keep what every lock promises; another process opens the same directory. */
class FileRunLocksContractTest implements RunLocksContract {

    @TempDir
    Path directory;

    @Override
    public RunLocks locks(Clock clock) {
        return FileRunLocks.at(directory.resolve("locks")).withClock(clock);
    }

    @Test
    void theLockOfAProcessThatIsGoneIsTakenOver() throws IOException, InterruptedException {
        RunLock dead = locks(Clock.systemUTC()).acquire("films", "run-1", Duration.ofHours(1));
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version")
                .start();
        long gone = other.pid();
        other.waitFor();
        Path file = directory.resolve("locks/films.lock.json");
        Files.writeString(
                file,
                Files.readString(file).replace("\"pid\" : " + dead.holder().pid(), "\"pid\" : " + gone));

        RunLock next = locks(Clock.systemUTC()).acquire("films", "run-2", Duration.ofHours(1));

        assertThat(next.holder().runId()).isEqualTo("run-2");
    }

    @Test
    void theLockOfAnotherMachineIsNotTakenForThatOfADeadProcess() throws IOException {
        RunLock lock = locks(Clock.systemUTC()).acquire("films", "run-1", Duration.ofHours(1));
        Path file = directory.resolve("locks/films.lock.json");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("\"pid\" : " + lock.holder().pid(), "\"pid\" : 1234567")
                        .replace("\"" + lock.holder().host() + "\"", "\"elsewhere\""));

        assertThatThrownBy(() -> locks(Clock.systemUTC()).acquire("films", "run-2", Duration.ofHours(1)))
                .isInstanceOf(LockedException.class)
                .hasMessageContaining("process 1234567 on elsewhere")
                .hasMessageContaining("delete " + file);
    }
}
