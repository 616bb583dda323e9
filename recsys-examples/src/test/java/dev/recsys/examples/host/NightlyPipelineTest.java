package dev.recsys.examples.host;

import static dev.recsys.event.IdType.INT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.GateException;
import dev.recsys.RecsysException;
import dev.recsys.algorithm.Algorithms;
import dev.recsys.eval.SplitEvaluator;
import dev.recsys.eval.metric.Metrics;
import dev.recsys.eval.split.GlobalTimeSplit;
import dev.recsys.io.files.FileArtifactStore;
import dev.recsys.io.files.FileModelStore;
import dev.recsys.io.files.FileRunLocks;
import dev.recsys.io.files.FileRunStore;
import dev.recsys.io.jdbc.JdbcDatabase;
import dev.recsys.io.jdbc.Sqlite;
import dev.recsys.model.ModelBundle;
import dev.recsys.pipeline.Pipeline;
import dev.recsys.pipeline.PipelineConfig;
import dev.recsys.pipeline.PipelineStores;
import dev.recsys.pipeline.TrainMode;
import dev.recsys.pipeline.Verdict;
import dev.recsys.store.ModelVersion;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host without a scheduler of its own: the JDK's runs the pipeline again and again, each time from the model before. */
class NightlyPipelineTest {

    private static final ModelVersion FIRST = new ModelVersion("films", 1);
    private static final ModelVersion SECOND = new ModelVersion("films", 2);

    @TempDir
    Path directory;

    @Test
    void theSchedulerOfTheJdkRunsItAndTheSecondRunStartsFromTheFirst() throws InterruptedException {
        JdbcDatabase<Integer, Integer> database =
                JdbcDatabase.open(Sqlite.dataSource(directory.resolve("films.db")), INT, INT);
        database.events().append(Plays.FILMS.events());
        Pipeline<Integer, Integer> pipeline = nightly(database);
        Queue<String> failures = new ConcurrentLinkedQueue<>();
        CountDownLatch nights = new CountDownLatch(2);
        Runnable night = () -> {
            try {
                pipeline.run();
            } catch (GateException e) {
                failures.add("the old version stays: " + e.getMessage());
            } catch (RecsysException e) { // what is thrown out of here would end all later nights
                failures.add(String.valueOf(e.getMessage()));
            } finally {
                nights.countDown();
            }
        };

        ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
        try {
            scheduler.scheduleWithFixedDelay(night, 0, 1, TimeUnit.MILLISECONDS); // TimeUnit.DAYS
            assertThat(nights.await(120, TimeUnit.SECONDS)).isTrue();
        } finally {
            scheduler.shutdown(); // lets the night that runs end
            assertThat(scheduler.awaitTermination(120, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(failures).isEmpty();
        ModelBundle<Integer, Integer> second = pipeline.stores().models().load(SECOND, INT, INT);
        assertThat(second.lineage().parent()).contains(FIRST.toString());
        assertThat(database.recommendations("films").find(1).orElseThrow().items())
                .hasSize(10);
        assertThat(database.recommendations("films").publishedVersion())
                .isEqualTo(pipeline.stores().models().live("films"));
    }

    private Pipeline<Integer, Integer> nightly(JdbcDatabase<Integer, Integer> database) {
        PipelineStores<Integer, Integer> stores = PipelineStores.of(
                FileModelStore.at(directory.resolve("models"), Algorithms.builtIn()),
                database.recommendations("films"),
                FileRunStore.at(directory.resolve("runs")),
                FileArtifactStore.at(directory.resolve("artifacts")),
                FileRunLocks.at(directory.resolve("locks")));
        PipelineConfig config = PipelineConfig.of("films", "nmf")
                .withParameters(Map.of("factors", "5", "iterations", "20"))
                .withTrainMode(TrainMode.WARM);
        return Pipeline.of(config, database.events().source(), Algorithms.builtIn(), stores)
                .withCatalog(() -> database.items().load())
                .withEvaluator(SplitEvaluator.of(GlobalTimeSplit.latest(0.2), Metrics.parseAll("ndcg@10")))
                .withGate("open", measured -> Verdict.pass());
    }
}
