package dev.recsys.pipeline;

import static dev.recsys.pipeline.Films.CONFIG;
import static dev.recsys.pipeline.Films.evaluator;
import static dev.recsys.pipeline.Films.lists;
import static dev.recsys.pipeline.Films.pipeline;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsys.DataException;
import dev.recsys.FormatException;
import dev.recsys.GateException;
import dev.recsys.LockedException;
import dev.recsys.StoreException;
import dev.recsys.data.ItemCatalog;
import dev.recsys.event.IdType;
import dev.recsys.model.ModelBundle;
import dev.recsys.store.Artifact;
import dev.recsys.store.ModelVersion;
import dev.recsys.store.PublishedList;
import dev.recsys.store.RunLock;
import dev.recsys.store.RunManifest;
import dev.recsys.store.RunManifest.Status;
import dev.recsys.store.StageRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PipelineTest {

    private static final ModelVersion V1 = new ModelVersion("films", 1);
    private static final ModelVersion V2 = new ModelVersion("films", 2);

    private final PipelineStores<String, Integer> stores = PipelineStores.inMemory();

    @Test
    void aRunPublishesTheListsOfANewVersionAndMakesItLive() {
        RunManifest run = pipeline(stores, 30).run("r1");

        assertThat(run.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(run.stages())
                .extracting(StageRecord::name)
                .containsExactly("extract", "features", "train", "evaluate", "recommend", "publish", "metrics");
        assertThat(stores.models().live("films")).contains(V1);
        assertThat(lists(stores)).hasSize(30);
        assertThat(lists(stores).values())
                .allMatch(list -> list.version().equals(V1) && list.items().size() == 4);
        ModelBundle<String, Integer> model = stores.models().load(V1, IdType.STRING, IdType.INT);
        assertThat(model.catalog().find(7).flatMap(ItemCatalog.Item::title)).contains("film 7");
        assertThat(stores.runs().find("r1")).contains(run);
    }

    @Test
    void theManifestSaysWhatEachStageTookMadeAndCounted() {
        RunManifest run = pipeline(stores, 30).run("r1");

        assertThat(run.config()).containsEntry("parameters.factors", "3").containsEntry("k", "4");
        assertThat(run.stages()).allMatch(stage -> stage.fingerprint().matches("[0-9a-f]{64}"));
        StageRecord extract = run.stage("extract").orElseThrow();
        assertThat(extract.numbers()).containsEntry("events", 150.0).containsEntry("users", 30.0);
        assertThat(extract.artifacts()).extracting(Artifact::name).containsExactly("events.bin", "catalog.bin");
        StageRecord recommend = run.stage("recommend").orElseThrow();
        assertThat(recommend.numbers()).containsEntry("lists", 30.0).containsEntry("rows", 120.0);
        assertThat(recommend.numbers().get("coverage")).isBetween(0.1, 1.0);
        assertThat(run.stage("publish").orElseThrow().outputs()).containsEntry("version", "films-v1");
        assertThat(run.stage("metrics").orElseThrow().numbers()).containsKeys("train.seconds", "extract.events");
    }

    @Test
    void aRunThatHasSucceededIsNotDoneAgain() {
        RunManifest first = pipeline(stores, 30).run("r1");

        assertThat(pipeline(stores, 30).run("r1")).isEqualTo(first);
        assertThat(pipeline(stores, 30).resume()).isEmpty();
        assertThat(stores.models().versions("films")).hasSize(1);
    }

    @Test
    void stagesRunAloneMakeTheSameArtifacts() {
        RunManifest whole = pipeline(stores, 30).run("r1");
        PipelineStores<String, Integer> others = PipelineStores.inMemory();
        for (Stage stage : Stage.values()) {
            pipeline(others, 30).run(stage, "r1");
            pipeline(others, 30).run(stage, "r1"); // a scheduler may repeat it
        }

        RunManifest alone = others.runs().find("r1").orElseThrow();
        assertThat(alone.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(artifacts(alone)).isEqualTo(artifacts(whole));
        assertThat(items(others)).isEqualTo(items(stores));
    }

    @Test
    void aStageBeforeItsTimeNamesTheMissingOne() {
        pipeline(stores, 30).run(Stage.EXTRACT, "r1");

        assertThatThrownBy(() -> pipeline(stores, 30).run(Stage.TRAIN, "r1"))
                .isInstanceOf(DataException.class)
                .hasMessage("run 'r1', stage train: stage features is not finished; run it first");
        assertThatThrownBy(() -> pipeline(stores, 30).run(Stage.TRAIN, "r2"))
                .hasMessage("run 'r2': is unknown; begin a run with stage extract");
    }

    @Test
    void aRunIsNotContinuedWithOtherSettings() {
        Pipeline<String, Integer> ten = pipeline(stores, 30);
        Stream.of(Stage.EXTRACT, Stage.FEATURES, Stage.TRAIN, Stage.EVALUATE, Stage.RECOMMEND)
                .forEach(stage -> ten.run(stage, "r1"));

        assertThatThrownBy(() -> pipeline(CONFIG.withK(5), stores, 30).run("r1"))
                .isInstanceOf(DataException.class)
                .hasMessage("run 'r1', stage recommend: it was done with k '4' but now it is '5';"
                        + " restore what it was begun with, or start a new run");
        Map<String, String> parameters = new HashMap<>(CONFIG.parameters());
        parameters.put("factors", "2");
        assertThatThrownBy(() ->
                        pipeline(CONFIG.withParameters(parameters), stores, 30).run("r1"))
                .hasMessageContaining("stage train: it was done with factors '3' but now it is '2'");
        assertThat(ten.run("r1").status()).isEqualTo(Status.SUCCEEDED);
    }

    @Test
    void stagesOfDifferentRunsAreNotMixed() {
        Pipeline<String, Integer> films = pipeline(stores, 30);
        films.run(Stage.EXTRACT, "r1");
        films.run(Stage.EXTRACT, "r2");
        RunManifest other = films.run(Stage.FEATURES, "r2");
        RunManifest mixed = stores.runs()
                .find("r1")
                .orElseThrow()
                .withStage(other.stage("features").orElseThrow());
        stores.runs().save(mixed);

        assertThatThrownBy(() -> films.run("r1"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("run 'r1', stage features: its record has fingerprint "
                        + other.stage("features").orElseThrow().fingerprint())
                .hasMessageContaining("it belongs to other inputs");
        assertThat(stores.models().live("films")).isEmpty();
    }

    @Test
    void anArtifactThatIsNotTheRecordedOneIsRefused() {
        Pipeline<String, Integer> films = pipeline(stores, 30);
        films.run(Stage.EXTRACT, "r1");
        films.run(Stage.FEATURES, "r1");
        stores.artifacts().write("r1", "dataset.bin", (out, target) -> out.write(1));

        assertThatThrownBy(() -> films.run("r1"))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("dataset.bin");
        RunManifest failed = stores.runs().find("r1").orElseThrow();
        assertThat(failed.status()).isEqualTo(Status.FAILED);
        assertThat(failed.message()).contains("dataset.bin");
    }

    @Test
    void theGateKeepsTheOldVersionAndSaysWhy() {
        pipeline(stores, 30).run("r1");
        Map<String, PublishedList<Integer>> before = lists(stores);
        Pipeline<String, Integer> worse = pipeline(stores, 40).withEvaluator(evaluator(0.1, 0.2));

        String reason = "the gate refused the model of run 'r2': ndcg@10 is 0.1000 but the most popular items for"
                + " everybody reach 0.2000; check the events and tune the algorithm; films-v1 stays live";
        assertThatThrownBy(() -> worse.run("r2"))
                .isInstanceOf(GateException.class)
                .hasMessage(reason);

        RunManifest refused = stores.runs().find("r2").orElseThrow();
        assertThat(refused.status()).isEqualTo(Status.REJECTED);
        assertThat(refused.message()).isEqualTo(reason);
        assertThat(refused.stage("evaluate").orElseThrow().numbers())
                .containsEntry("candidate.ndcg@10", 0.1)
                .containsEntry("popularity.ndcg@10", 0.2)
                .containsEntry("live.ndcg@10", 0.1);
        assertThat(stores.models().live("films")).contains(V1);
        assertThat(stores.models().versions("films")).containsExactly(V1);
        assertThat(lists(stores)).isEqualTo(before);
        assertThat(stores.artifacts().runs()).contains("r2");
        assertThatThrownBy(worse::resume).isInstanceOf(GateException.class).hasMessage(reason);
        assertThatThrownBy(() -> worse.run(Stage.PUBLISH, "r2")).isInstanceOf(GateException.class);
    }

    @Test
    void aGoodModelPassesTheGate() {
        pipeline(stores, 30).withEvaluator(evaluator(0.3, 0.2)).run("r1");

        assertThat(stores.models().live("films")).contains(V1);
    }

    @Test
    void aSecondProcessIsToldWhoIsAtWork() {
        try (RunLock lock = stores.locks().acquire("films", "other", Duration.ofHours(1))) {
            assertThatThrownBy(() -> pipeline(stores, 30).run("r1"))
                    .isInstanceOf(LockedException.class)
                    .hasMessageContaining("run other (process " + lock.holder().pid());
            assertThat(stores.runs().list("films")).isEmpty();
        }
        pipeline(stores, 30).run("r1");
    }

    @Test
    void aRunWhoseLockWasTakenStopsBeforeItPublishes() {
        Pipeline<String, Integer> films = pipeline(stores, 30).withRecommender("stolen", (bundle, startedAt) -> {
            stores.locks().breakLock("films");
            return dev.recsys.recommend.Recommender.of(bundle);
        });

        assertThatThrownBy(() -> films.run("r1")).isInstanceOf(LockedException.class);
        assertThat(lists(stores)).isEmpty();
        assertThat(stores.runs().find("r1").orElseThrow().stage("recommend")).isEmpty();
    }

    @Test
    void ofTwoRunsTheOneThatStartedLaterStays() {
        Pipeline<String, Integer> early = pipeline(stores, 30);
        Stream.of(Stage.EXTRACT, Stage.FEATURES, Stage.TRAIN, Stage.EVALUATE, Stage.RECOMMEND)
                .forEach(stage -> early.run(stage, "early"));
        pipeline(stores, 40).run("late");
        Map<String, PublishedList<Integer>> late = lists(stores);

        assertThatThrownBy(() -> early.run(Stage.PUBLISH, "early"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("of run 'early' was to replace nothing but films-v1 is live now and stays");
        assertThat(stores.models().live("films")).contains(V1);
        assertThat(lists(stores)).isEqualTo(late).hasSize(40);
    }

    @Test
    void rollbackBringsBackTheVersionBeforeWithItsLists() {
        Pipeline<String, Integer> films = pipeline(stores, 30);
        films.run("r1");
        Map<String, List<Integer>> before = items(stores);
        pipeline(stores, 40).run("r2");
        assertThat(items(stores)).hasSize(40);

        assertThat(films.rollback()).isEqualTo(V1);

        assertThat(items(stores)).isEqualTo(before);
        assertThat(lists(stores).values()).allMatch(list -> list.version().equals(V1));
        assertThat(stores.models().live("films")).contains(V1);
        assertThatThrownBy(films::rollback).isInstanceOf(StoreException.class).hasMessageContaining("no earlier");
    }

    @Test
    void rollbackMakesListsAgainWhoseRunIsGone() {
        Pipeline<String, Integer> films = pipeline(stores, 30);
        films.run("r1");
        Map<String, List<Integer>> before = items(stores);
        pipeline(stores, 40).run("r2");
        stores.artifacts().delete("r1");
        stores.runs().delete("r1");

        assertThat(films.rollback()).isEqualTo(V1);

        assertThat(items(stores)).isEqualTo(before);
    }

    @Test
    void rollbackMakesListsAgainThatAreMissingOrCorrupt() {
        Pipeline<String, Integer> films = pipeline(stores, 30);
        Artifact kept = films.run("r1")
                .stage("recommend")
                .orElseThrow()
                .artifact("lists.bin")
                .orElseThrow();
        Map<String, List<Integer>> before = items(stores);
        films.run("r2");
        stores.artifacts().write("r1", "lists.bin", (out, target) -> out.write(new byte[(int) kept.size()]));

        assertThat(films.rollback()).isEqualTo(V1);
        assertThat(items(stores)).isEqualTo(before);

        films.run("r3");
        stores.artifacts().delete("r1");
        assertThat(films.rollback()).isEqualTo(V1);
        assertThat(items(stores)).isEqualTo(before);
        assertThat(stores.lists().publishedVersion()).contains(V1);
    }

    @Test
    void aVerdictOfOneGateIsNotTakenForThatOfAnother() {
        Pipeline<String, Integer> films = pipeline(stores, 30).withEvaluator(evaluator(0.1, 0.2));
        Pipeline<String, Integer> lenient = films.withGate("lenient", QualityGate.open());
        Stream.of(Stage.EXTRACT, Stage.FEATURES, Stage.TRAIN, Stage.EVALUATE)
                .forEach(stage -> lenient.run(stage, "r1"));

        assertThatThrownBy(() -> films.withGate("strict", measured -> Verdict.of(List.of("never")))
                        .run("r1"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("it was done with gate 'lenient' but now it is 'strict'");
        assertThatThrownBy(() -> films.run("r1"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("it was done with gate 'lenient' but now it is 'absent'");
        assertThat(lenient.run("r1").status()).isEqualTo(Status.SUCCEEDED);
    }

    @Test
    void aDeltaRunStartsFromTheLiveVersionAndNamesIt() {
        PipelineConfig delta = CONFIG.withTrainMode(TrainMode.DELTA);
        RunManifest first = pipeline(delta, stores, 30).run("r1");
        RunManifest second = pipeline(delta, stores, 31).run("r2");

        assertThat(first.stage("train").orElseThrow().outputs()).doesNotContainKey("delta");
        StageRecord train = second.stage("train").orElseThrow();
        assertThat(train.inputs()).containsEntry("parent", "films-v1");
        assertThat(train.outputs()).containsKey("delta");
        assertThat(train.numbers())
                .containsKeys("drift", "touchedItems")
                .hasEntrySatisfying(
                        "touchedUsers", touched -> assertThat(touched).isBetween(1.0, 31.0));
        assertThat(second.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(lists(stores)).hasSize(31);
        assertThat(stores.models().live("films")).contains(V2);
    }

    @Test
    void oldVersionsAndRunsAreDeletedButNoneThatIsNeeded() {
        Pipeline<String, Integer> films = pipeline(CONFIG.withKeepVersions(2).withKeepRuns(1), stores, 30);
        for (int n = 1; n <= 4; n++) {
            films.run("r" + n);
        }

        assertThat(stores.models().versions("films"))
                .containsExactly(new ModelVersion("films", 3), new ModelVersion("films", 4));
        assertThat(stores.runs().list("films")).extracting(RunManifest::runId).containsExactly("r3", "r4");
        assertThat(stores.artifacts().runs()).containsExactly("r3", "r4");
        stores.models().promote(new ModelVersion("films", 3));
        films.run("r5");
        films.run("r6");
        assertThat(stores.models().history("films"))
                .containsExactly(new ModelVersion("films", 5), new ModelVersion("films", 6));
    }

    @Test
    void numbersGoToTheHostsMonitoring() {
        Map<String, Double> heard = new HashMap<>();
        pipeline(stores, 30)
                .withMetrics((name, run, numbers) -> heard.putAll(numbers))
                .run("r1");

        assertThat(heard).containsEntry("recommend.lists", 30.0).containsKeys("seconds", "publish.seconds");
    }

    @Test
    void aRunWithoutAnIdGetsOneFromItsTime() {
        Pipeline<String, Integer> films = pipeline(stores, 30);

        assertThat(films.run().runId()).isEqualTo("20261122t020000z");
        assertThat(films.run().runId()).isEqualTo("20261122t020000z-2");
        assertThat(films.latest()).map(RunManifest::runId).contains("20261122t020000z-2");
        assertThat(stores.models().live("films")).contains(V2);
    }

    @Test
    void anUnknownAlgorithmOrSettingIsRefusedAtOnce() {
        assertThatThrownBy(() -> pipeline(PipelineConfig.of("films", "alse"), stores, 1))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("algorithm 'alse': is unknown; valid algorithms are ials");
        assertThatThrownBy(() -> pipeline(CONFIG.withParameters(Map.of("factor", "3")), stores, 1))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("valid keys are");
        assertThatThrownBy(() -> CONFIG.withK(0)).hasMessage("k must be between 1 and 10000 but was 0");
    }

    @Test
    void anEmptySourceFailsAndNothingIsPublished() {
        assertThatThrownBy(() -> pipeline(stores, 0).run("r1"))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("films: there are no events");
        assertThat(stores.models().live("films")).isEqualTo(Optional.empty());
        assertThat(pipeline(stores, 30).resume()).map(RunManifest::status).contains(Status.SUCCEEDED);
    }

    private static Map<String, Artifact> artifacts(RunManifest run) {
        Map<String, Artifact> all = new HashMap<>();
        run.stages().forEach(stage -> stage.artifacts().forEach(one -> all.put(stage.name() + "/" + one.name(), one)));
        return all;
    }

    private static Map<String, List<Integer>> items(PipelineStores<String, Integer> stores) {
        Map<String, List<Integer>> items = new HashMap<>();
        lists(stores)
                .forEach((user, list) -> items.put(
                        user, list.items().stream().map(one -> one.item()).toList()));
        return items;
    }
}
