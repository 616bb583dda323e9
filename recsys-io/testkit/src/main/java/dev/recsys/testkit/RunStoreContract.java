package dev.recsys.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.Experimental;
import dev.recsys.store.Artifact;
import dev.recsys.store.ModelVersion;
import dev.recsys.store.RunManifest;
import dev.recsys.store.RunManifest.Status;
import dev.recsys.store.RunStore;
import dev.recsys.store.StageRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What every {@link RunStore} must do, as tests to inherit:
 *
 * <pre>{@code
 * class MyRunStoreTest implements RunStoreContract {
 *     @TempDir
 *     Path directory;
 *
 *     @Override
 *     public RunStore store() {
 *         return new MyRunStore(directory);
 *     }
 *
 *     @Override
 *     public RunStore reopen(RunStore store) {
 *         return new MyRunStore(directory);
 *     }
 * }
 * }</pre>
 *
 * <p>The rules: a manifest is found as it was saved, to the nanosecond and the last bit; saving again replaces it; lists
 * are oldest first and hold one name only; unknown runs are absent; concurrent saves of different runs do not disturb each
 * other.
 */
@ExtendWith(UnexpectedFailures.class)
@Experimental
public interface RunStoreContract {

    /** An empty store. Called once by each test, on a new instance of the test class. */
    RunStore store();

    /**
     * Another instance over the place of {@code store}, as another process would open it. The default, for stores that
     * live in memory, is the same instance.
     */
    default RunStore reopen(RunStore store) {
        return store;
    }

    /** Nothing is lost or rounded. */
    @Test
    default void savedManifestIsFoundAsItWas() {
        Rule rule = Rule.of("a manifest is found exactly as it was saved");
        RunStore store = store();
        RunManifest manifest = detailed();
        store.save(manifest);
        for (RunStore any : List.of(store, reopen(store))) {
            assertThat(any.find(manifest.runId())).as(rule.with("find")).contains(manifest);
            assertThat(any.list(manifest.name())).as(rule.with("list")).containsExactly(manifest);
            StageRecord train =
                    any.find(manifest.runId()).orElseThrow().stages().get(0);
            assertThat(train.config().keySet())
                    .as(rule.with("the order of settings"))
                    .containsExactly("zeta", "alpha", "empty");
        }
    }

    /** A run is saved after each of its stages. */
    @Test
    default void savingAgainReplaces() {
        Rule rule = Rule.of("saving a run again replaces its manifest");
        RunStore store = store();
        RunManifest manifest = RunManifest.started("run-1", "films", at(1));
        store.save(manifest);
        RunManifest grown = manifest.withStage(StageRecord.of("read", at(1), Duration.ofMillis(5)));
        store.save(grown);
        assertThat(store.find("run-1")).as(rule.with("with a stage")).contains(grown);
        RunManifest failed = grown.withStatus(Status.FAILED, "ratings.csv, line 2: no item");
        reopen(store).save(failed);
        assertThat(store.find("run-1")).as(rule.with("failed")).contains(failed);
        store.save(manifest);
        assertThat(store.find("run-1")).as(rule.with("with fewer stages again")).contains(manifest);
        assertThat(store.list("films")).as(rule.with("list")).containsExactly(manifest);
    }

    /** Old runs go. */
    @Test
    default void deletedRunIsGone() {
        Rule rule = Rule.of("a deleted run is gone, others stay, and deleting it again does no harm");
        RunStore store = store();
        RunManifest kept = RunManifest.started("run-1", "films", at(1));
        store.save(kept);
        store.save(RunManifest.started("run-2", "films", at(2)));
        reopen(store).delete("run-2");
        store.delete("run-2");
        store.delete("run-3");
        assertThat(store.find("run-2")).as(rule.with("find")).isEmpty();
        assertThat(store.list("films")).as(rule.with("list")).containsExactly(kept);
    }

    /** Unknown is a normal answer. */
    @Test
    default void unknownRunsAreAbsent() {
        Rule rule = Rule.of("an unknown run is absent and an unknown name has no runs");
        RunStore store = store();
        assertThat(store.find("run-1")).as(rule.with("in an empty store")).isEmpty();
        assertThat(store.list("films")).as(rule.with("in an empty store")).isEmpty();
        store.save(RunManifest.started("run-1", "films", at(1)));
        assertThat(store.find("run-2")).as(rule.with("another id")).isEmpty();
        assertThat(store.find("run")).as(rule.with("the beginning of an id")).isEmpty();
        assertThat(store.list("film")).as(rule.with("the beginning of a name")).isEmpty();
    }

    /** History reads from the beginning. */
    @Test
    default void listIsOldestFirstAndOfOneName() {
        Rule rule = Rule.of("a list has the runs of one name, oldest first, those of one instant by id");
        RunStore store = store();
        RunManifest third = RunManifest.started("run-a", "films", at(30));
        RunManifest first = RunManifest.started("run-z", "films", at(10));
        RunManifest second = RunManifest.started("run-m", "films", at(20));
        RunManifest secondToo = RunManifest.started("run-n", "films", at(20));
        RunManifest other = RunManifest.started("run-b", "books", at(15));
        List.of(third, first, secondToo, other, second).forEach(store::save);
        for (RunStore any : List.of(store, reopen(store))) {
            assertThat(any.list("films")).as(rule.with("films")).containsExactly(first, second, secondToo, third);
            assertThat(any.list("books")).as(rule.with("books")).containsExactly(other);
        }
    }

    /** Several runs report at once. */
    @Test
    default void concurrentSavesOfDifferentRunsAreAllKept() throws InterruptedException {
        Rule rule = Rule.of("concurrent saves of different runs are all kept");
        RunStore store = store();
        RunStore other = reopen(store);
        List<Callable<RunManifest>> saves = new ArrayList<>();
        for (int i = 10; i < 30; i++) {
            RunManifest manifest = RunManifest.started("run-" + i, "films", at(i));
            RunStore mine = i % 2 == 0 ? store : other;
            saves.add(() -> {
                mine.save(manifest);
                return manifest;
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<RunManifest> saved = new ArrayList<>();
            for (Future<RunManifest> save : threads.invokeAll(saves)) {
                saved.add(save.get());
            }
            assertThat(store.list("films")).as(rule.with("list")).containsExactlyElementsOf(saved);
        } catch (ExecutionException e) {
            throw new AssertionError(rule.with("a save failed with " + e.getCause()), e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Instant at(long second) {
        return Instant.ofEpochSecond(1_700_000_000 + second, 123_456_789);
    }

    private static RunManifest detailed() {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("zeta", "1");
        config.put("alpha", "quotes \" and \\ and \n and \u00e4\u4e16");
        config.put("empty", "");
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("ndcg@20", 0.1 + 0.2);
        numbers.put("tiny", Double.MIN_VALUE);
        numbers.put("huge", -Double.MAX_VALUE);
        numbers.put("whole", 3.0);
        StageRecord train = StageRecord.of("train", at(2), Duration.ofSeconds(90, 1))
                .withConfig(config)
                .withInputs(Map.of("events", "sha-256"))
                .withOutputs(Map.of("model", "films-v3"))
                .withArtifacts(List.of(
                        new Artifact("model.bin", 1L << 40, "0123456789abcdef".repeat(4)),
                        new Artifact("lists.bin", 0, "f".repeat(64))))
                .withFingerprint("a".repeat(64))
                .withStatus(StageRecord.Status.REJECTED)
                .withNumbers(numbers);
        return RunManifest.started("2024-01-01T.run_1", "films: all of them", at(1))
                .withConfig(config)
                .withToken(Long.MAX_VALUE)
                .withBase(new ModelVersion("films", 2))
                .withStage(train)
                .withStage(StageRecord.of("publish", at(100), Duration.ZERO))
                .withStatus(Status.SUCCEEDED, "");
    }
}
