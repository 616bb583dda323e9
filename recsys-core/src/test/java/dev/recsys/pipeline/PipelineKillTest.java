package dev.recsys.pipeline;

import static dev.recsys.pipeline.Films.CONFIG;
import static dev.recsys.pipeline.Films.lists;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.StoreException;
import dev.recsys.store.Artifact;
import dev.recsys.store.InMemoryArtifactStore;
import dev.recsys.store.InMemoryModelStore;
import dev.recsys.store.InMemoryRecommendationStore;
import dev.recsys.store.InMemoryRunLocks;
import dev.recsys.store.InMemoryRunStore;
import dev.recsys.store.ModelVersion;
import dev.recsys.store.PublishedList;
import dev.recsys.store.RunManifest;
import dev.recsys.store.RunManifest.Status;
import dev.recsys.store.StageRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A run that dies before or after each of its changes - manifests, artifacts, saved model, commit, promotion, deletions -
 * leaves old or new lists whole, and the next attempt ends as if it had never died.
 */
class PipelineKillTest {

    private static final PipelineConfig KEEP_TWO = CONFIG.withKeepVersions(2).withKeepRuns(1);
    private static final ModelVersion NEW = new ModelVersion("films", 3);

    /** Two runs were before, so that the third one has something to delete. */
    private static PipelineStores<String, Integer> withTwoRuns() {
        PipelineStores<String, Integer> stores = PipelineStores.of(
                new InMemoryModelStore(),
                new InMemoryRecommendationStore<>(Films.CLOCK),
                new InMemoryRunStore(),
                new InMemoryArtifactStore(),
                new InMemoryRunLocks(Films.CLOCK));
        Films.pipeline(KEEP_TWO, stores, 12).run("r1");
        Films.pipeline(KEEP_TWO, stores, 13).run("r2");
        return stores;
    }

    private static Pipeline<String, Integer> third(PipelineStores<String, Integer> stores) {
        return Films.pipeline(KEEP_TWO, stores, 14);
    }

    @Test
    void aRunKilledAtAnyPointIsResumedToTheSameBits() {
        PipelineStores<String, Integer> reference = withTwoRuns();
        Map<String, PublishedList<Integer>> old = lists(reference);
        Mortal immortal = new Mortal(Integer.MAX_VALUE);
        RunManifest expected = third(immortal.over(reference)).run("r3");
        Map<String, PublishedList<Integer>> published = lists(reference);
        List<String> places = new ArrayList<>();
        for (int death = 1; death <= immortal.points(); death++) {
            PipelineStores<String, Integer> stores = withTwoRuns();
            Mortal mortal = new Mortal(death);
            kill(third(mortal.over(stores)));
            String place = death + ": " + mortal.lastPoint();
            places.add(place);

            assertThat(lists(stores)).as("lists after death at %s", place).isIn(old, published);
            assertThat(stores.models().live("films"))
                    .as("live after death at %s", place)
                    .isPresent();
            List<StageRecord> finished =
                    stores.runs().find("r3").map(RunManifest::stages).orElse(List.of());

            stores.locks().breakLock("films"); // the dead one has the number of this process, which lives
            RunManifest resumed = third(stores).run("r3");

            assertThat(comparable(resumed))
                    .as("manifest after death at %s", place)
                    .isEqualTo(comparable(expected));
            assertThat(resumed.stages()).as("finished stages stay").containsAll(finishedOf(finished));
            assertThat(lists(stores)).as("lists after resuming from %s", place).isEqualTo(published);
            assertThat(stores.models().live("films")).contains(NEW);
            assertThat(stores.models().versions("films"))
                    .as("versions after death at %s", place)
                    .isEqualTo(reference.models().versions("films"));
            assertThat(stores.artifacts().runs())
                    .isEqualTo(reference.artifacts().runs());
            readAll(stores, resumed);
        }
        assertThat(places).hasSizeGreaterThan(50);
        assertThat(String.join("; ", places))
                .contains("before commit", "after commit", "before promotion", "after promotion", "after saving the")
                .contains("at the end of lists.bin", "after artifact events.bin", "after ten lists")
                .contains("deleting films-v1", "deleting the manifest of r1");
    }

    private static void kill(Pipeline<String, Integer> pipeline) {
        try {
            pipeline.run("r3");
        } catch (Mortal.Killed e) {
            return;
        }
        throw new AssertionError("it was not killed");
    }

    /** Without the token, of which one may be lost, and the last stage, which counts what it deleted. */
    private static RunManifest comparable(RunManifest run) {
        assertThat(run.status()).isEqualTo(Status.SUCCEEDED);
        return run.withToken(0).withStage(run.stage("metrics").orElseThrow().withNumbers(Map.of()));
    }

    private static List<StageRecord> finishedOf(List<StageRecord> stages) {
        return stages.stream()
                .filter(stage -> stage.status() == StageRecord.Status.FINISHED)
                .toList();
    }

    /** Every artifact has the recorded bytes. */
    private static void readAll(PipelineStores<String, Integer> stores, RunManifest run) {
        for (StageRecord stage : run.stages()) {
            for (Artifact artifact : stage.artifacts()) {
                stores.artifacts().read(run.runId(), artifact, (in, source, size) -> 0);
            }
        }
    }

    @Test
    void aFullDiskIsOneClearErrorAndNothingIsLost() {
        PipelineStores<String, Integer> stores = withTwoRuns();
        Map<String, PublishedList<Integer>> old = lists(stores);
        PipelineStores<String, Integer> full = PipelineStores.of(
                stores.models(), stores.lists(), stores.runs(), new FullDisk(stores.artifacts()), stores.locks());
        StoreException failure = org.junit.jupiter.api.Assertions.assertThrows(
                StoreException.class, () -> third(full).run("r3"));

        assertThat(failure).hasMessageContaining("No space left on device");
        RunManifest failed = stores.runs().find("r3").orElseThrow();
        assertThat(failed.status()).isEqualTo(Status.FAILED);
        assertThat(failed.message()).isEqualTo(failure.getMessage());
        assertThat(failed.stages()).extracting(StageRecord::name).doesNotContain("recommend");
        assertThat(lists(stores)).isEqualTo(old);
        assertThat(third(stores).resume().map(RunManifest::status)).contains(Status.SUCCEEDED);
    }

    /** Has no room for lists. */
    private record FullDisk(dev.recsys.store.ArtifactStore inner) implements dev.recsys.store.ArtifactStore {

        @Override
        public Artifact write(String runId, String name, dev.recsys.store.ArtifactContent content) {
            return inner.write(runId, name, (out, target) -> {
                content.writeTo(out, target);
                if (name.equals("lists.bin")) {
                    throw new IOException("No space left on device");
                }
            });
        }

        @Override
        public <T> T read(String runId, Artifact artifact, dev.recsys.store.ArtifactReader<T> reader) {
            return inner.read(runId, artifact, reader);
        }

        @Override
        public List<String> runs() {
            return inner.runs();
        }

        @Override
        public void delete(String runId) {
            inner.delete(runId);
        }
    }
}
