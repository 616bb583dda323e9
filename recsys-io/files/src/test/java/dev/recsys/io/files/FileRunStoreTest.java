package dev.recsys.io.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsys.FormatException;
import dev.recsys.FormatException.Reason;
import dev.recsys.StoreException;
import dev.recsys.store.RunManifest;
import dev.recsys.store.RunManifest.Status;
import dev.recsys.store.StageRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileRunStoreTest {

    private static final Instant START = Instant.parse("2026-11-01T02:00:00.123456789Z");

    private static final RunManifest RUN = RunManifest.started("nightly-7", "films", START)
            .withStage(StageRecord.of("train", START.plusSeconds(1), Duration.ofMillis(61_500))
                    .withConfig(Map.of("factors", "64"))
                    .withInputs(Map.of("events", "abc"))
                    .withOutputs(Map.of("model", "films-v3"))
                    .withNumbers(Map.of("ndcg@10", 0.1 + 0.2)))
            .withStage(StageRecord.of("publish", START.plusSeconds(90), Duration.ZERO)
                    .withNumbers(Map.of("nan", Double.NaN, "least", Double.NEGATIVE_INFINITY)));

    @TempDir
    Path directory;

    private FileRunStore store() {
        return FileRunStore.at(directory.resolve("runs"));
    }

    @Test
    void aRunComesBackEqual() {
        store().save(RUN);

        assertThat(store().find("nightly-7")).contains(RUN);
    }

    @Test
    void aLaterSaveReplacesAnEarlierOne() throws IOException {
        store().save(RUN);
        RunManifest failed = RUN.withStatus(Status.FAILED, "no \"space\"\nleft: é");
        store().save(failed);

        assertThat(store().find("nightly-7")).contains(failed);
        assertThat(directory.resolve("runs")).isDirectoryNotContaining("glob:**/.unfinished*");
    }

    @Test
    void theFileIsReadable() {
        store().save(RunManifest.started("r", "films", Instant.parse("2026-11-01T02:00:00Z"))
                .withStage(StageRecord.of("train", Instant.parse("2026-11-01T02:00:01Z"), Duration.ofSeconds(90))
                        .withNumbers(Map.of("users", 943.0)))
                .withStatus(Status.SUCCEEDED, ""));

        assertThat(directory.resolve("runs/r.json")).hasContent("""
                        {
                          "format" : 1,
                          "runId" : "r",
                          "name" : "films",
                          "startedAt" : "2026-11-01T02:00:00Z",
                          "status" : "succeeded",
                          "message" : "",
                          "config" : { },
                          "stages" : [
                            {
                              "name" : "train",
                              "startedAt" : "2026-11-01T02:00:01Z",
                              "duration" : "PT1M30S",
                              "status" : "finished",
                              "fingerprint" : "",
                              "config" : { },
                              "inputs" : { },
                              "outputs" : { },
                              "artifacts" : [ ],
                              "numbers" : {
                                "users" : 943.0
                              }
                            }
                          ]
                        }
                        """);
    }

    @Test
    void listsTheRunsOfANameOldestFirst() {
        FileRunStore store = store();
        store.save(RunManifest.started("c", "films", START));
        store.save(RunManifest.started("a", "films", START.plusSeconds(1)));
        store.save(RunManifest.started("b", "films", START));
        store.save(RunManifest.started("d", "books", START));

        assertThat(store.list("films")).extracting(RunManifest::runId).containsExactly("b", "c", "a");
        assertThat(store.list("songs")).isEmpty();
    }

    @Test
    void anEmptyStoreHasNothing() {
        assertThat(store().find("r")).isEmpty();
        assertThat(store().list("films")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "", "a/b", ".hidden"})
    void idsThatAreNoIdsNeverReachTheFileSystem(String id) throws IOException {
        store().save(RUN);
        Files.writeString(directory.resolve("secret.json"), "{}");

        assertThat(store().find(id)).isEmpty();
    }

    @Test
    void unknownFieldsAreNoDamage() throws IOException {
        store().save(RUN);
        Path file = directory.resolve("runs/nightly-7.json");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("\"stages\" :", "\"added\" : {}, \"stages\" :")
                        .replace("\"duration\" :", "\"added\" : [1], \"duration\" :"));

        assertThat(store().find("nightly-7")).contains(RUN);
    }

    @Test
    void otherFilesInTheDirectoryAreNoRuns() throws IOException {
        store().save(RUN);
        Files.writeString(directory.resolve("runs/notes.txt"), "x");
        Files.writeString(directory.resolve("runs/.unfinished-1.json"), "{");

        assertThat(store().list("films")).containsExactly(RUN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "format" : 1             | "format" : 2      | TOO_NEW | its format 2 is newer than 1
            "status" : "running"     | "status" : "run"  | CORRUPT | field 'status' is 'run'
            "startedAt" : "2026      | "startedAt" : "x  | CORRUPT | field 'startedAt' is no time: 'x-11-01T02:00:00.123456789Z'
            "duration" : "PT1M       | "duration" : "1M  | CORRUPT | field 'stages[0].duration' is no duration
            "factors" : "64"         | "factors" : 64    | CORRUPT | field 'stages[0].config' is no text
            "name" : "films"         | "nom" : "films"   | CORRUPT | field 'name' is missing
            "runId" : "nightly-7"    | "runId" : "other" | CORRUPT | field 'runId' is not the name of the file
            "nan" : "NaN"            | "nan" : "much"    | CORRUPT | field 'stages[1].numbers' holds something else than numbers
            """)
    void aDamagedFileIsNamedWithWhatIsWrong(String find, String replace, Reason reason, String message)
            throws IOException {
        store().save(RUN);
        Path file = directory.resolve("runs/nightly-7.json");
        Files.writeString(file, Files.readString(file).replace(find, replace));

        assertThatThrownBy(() -> store().find("nightly-7"))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(file.toString())
                .hasMessageContaining(message);
        assertThatThrownBy(() -> store().list("films")).isInstanceOf(FormatException.class);
    }

    @Test
    void aTruncatedFileIsRefusedAtAnyLength() throws IOException {
        store().save(RUN);
        Path file = directory.resolve("runs/nightly-7.json");
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length - 2; length++) { // a closing brace and a line end
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> store().find("nightly-7")).isInstanceOf(FormatException.class);
        }
    }

    @Test
    void aRootThatIsAFileIsAFailureThatStays() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThatThrownBy(() -> FileRunStore.at(file).save(RUN))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.isRetryable()).isFalse());
    }
}
