package dev.recsys.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.algorithm.Algorithms;
import dev.recsys.data.DataShape;
import dev.recsys.data.SparseMatrix;
import dev.recsys.eval.Evaluation;
import dev.recsys.eval.EvaluationResult;
import dev.recsys.eval.Preset;
import dev.recsys.eval.split.GlobalTimeSplit;
import dev.recsys.eval.split.Split;
import dev.recsys.event.IdType;
import dev.recsys.examples.cli.RecsysCli;
import dev.recsys.format.SectionInput;
import dev.recsys.format.SectionOutput;
import dev.recsys.io.files.FileModelStore;
import dev.recsys.model.Capability;
import dev.recsys.model.ItemScoresModel;
import dev.recsys.model.ModelBundle;
import dev.recsys.model.ModelCodec;
import dev.recsys.model.ModelInfo;
import dev.recsys.parameter.Parameter;
import dev.recsys.parameter.ParameterSpace;
import dev.recsys.recommend.Recommender;
import dev.recsys.store.ModelStore;
import dev.recsys.store.ModelVersion;
import dev.recsys.testkit.AlgorithmContract;
import dev.recsys.train.Algorithm;
import dev.recsys.train.Trainer;
import dev.recsys.train.TrainingContext;
import dev.recsys.train.TrainingEstimate;
import dev.recsys.train.TrainingInput;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An algorithm of the host's own, end to end. It recommends what many people like who do not like everything: a user with n
 * items gives each of them 1 / n^damping. One descriptor makes it known to evaluation, model files and the command line.
 */
class CustomTrainerTest {

    private static final Algorithms ALGORITHMS = Algorithms.builtIn().with(new ChoosyVotesAlgorithm());

    @TempDir
    Path directory;

    /** The configuration is the trainer: immutable, with one wither per parameter. */
    record ChoosyVotes(double damping) implements Trainer<ItemScoresModel> {

        static final ParameterSpace<ChoosyVotes> PARAMETERS = ParameterSpace.of(
                new ChoosyVotes(0.5),
                Parameter.decimal(
                        "damping",
                        0,
                        2,
                        Parameter.Scale.LINEAR,
                        "how much less the vote of somebody who likes a lot counts",
                        ChoosyVotes::damping,
                        (config, damping) -> new ChoosyVotes(damping)));

        @Override
        public ItemScoresModel train(TrainingInput input, TrainingContext context) {
            SparseMatrix likes = input.interactions();
            float[] scores = new float[likes.columns()];
            int[] items = new int[likes.maxRowLength()];
            float[] weights = new float[items.length];
            for (int user = 0; user < likes.rows(); user++) {
                context.cancellation().check("choosy-votes");
                int count = likes.copyRow(user, items, weights);
                for (int i = 0; i < count; i++) {
                    scores[items[i]] += (float) Math.pow(count, -damping);
                }
            }
            context.progress().step("choosy-votes", 1, 1, "");
            return ItemScoresModel.of(ModelInfo.of("choosy-votes", PARAMETERS.describe(this), input.shape()), scores);
        }

        @Override
        public TrainingEstimate estimate(DataShape shape, TrainingContext context) {
            return TrainingEstimate.of(4L * shape.items(), 10.0 * shape.entries());
        }
    }

    static final class ChoosyVotesAlgorithm implements Algorithm<ChoosyVotes, ItemScoresModel> {

        @Override
        public String name() {
            return "choosy-votes";
        }

        @Override
        public String description() {
            return "Popularity in which choosy users count more.";
        }

        @Override
        public ParameterSpace<ChoosyVotes> parameters() {
            return ChoosyVotes.PARAMETERS;
        }

        @Override
        public Set<Capability> capabilities() {
            return Set.of(Capability.NON_PERSONALIZED, Capability.EXPLANATIONS);
        }

        @Override
        public Trainer<ItemScoresModel> trainer(ChoosyVotes config) {
            return config;
        }

        @Override
        public ModelCodec<ItemScoresModel> codec() {
            return new ScoresCodec();
        }
    }

    static final class ScoresCodec implements ModelCodec<ItemScoresModel> {

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void write(ItemScoresModel model, SectionOutput out) {
            out.writeFloatArray(model.scores());
        }

        @Override
        public ItemScoresModel read(ModelInfo info, int version, SectionInput in) {
            try {
                return ItemScoresModel.of(info, in.readFloatArray());
            } catch (IllegalArgumentException e) {
                throw in.corrupt(String.valueOf(e.getMessage())); // of a file that is damaged
            }
        }
    }

    /** What every algorithm must do, tested by the kit; baselines give everybody the same list. */
    @Nested
    class KeepsTheContract implements AlgorithmContract<ChoosyVotes, ItemScoresModel> {

        @Override
        public Algorithm<ChoosyVotes, ItemScoresModel> algorithm() {
            return new ChoosyVotesAlgorithm();
        }

        @Override
        public boolean recoversStructure() {
            return false;
        }
    }

    @Test
    void itIsEvaluatedLikeEveryOther() {
        Split<Integer, Integer> split = GlobalTimeSplit.latest(0.2).split(Plays.log());
        Trainer<?> trainer = ALGORITHMS.named("choosy-votes").trainer(Map.of("damping", "1"));

        EvaluationResult<Integer> result =
                Evaluation.of(Preset.LIGHTGCN).evaluate(trainer.train(split.train()), split.test());

        assertThat(result.value("recall@20")).isBetween(0.05, 1.0);
        assertThat(result.model().orElseThrow().config()).containsEntry("damping", "1");
    }

    @Test
    void itsModelsAreSavedAndLoaded() {
        ModelStore store = FileModelStore.at(directory, ALGORITHMS);
        ModelBundle<Integer, Integer> trained = new ChoosyVotes(0.7).train(Plays.log());

        ModelVersion version = store.save("plays", trained);
        ModelBundle<Integer, Integer> loaded = store.load(version, IdType.INT, IdType.INT);

        assertThat(loaded.info()).isEqualTo(trained.info());
        assertThat(Recommender.of(loaded).recommend(1, 10))
                .isEqualTo(Recommender.of(trained).recommend(1, 10));
    }

    @Test
    void theCommandLineTrainsAndServesIt() throws IOException {
        Path plays = Plays.csv(directory);
        Path models = directory.resolve("models");

        String trained = run(
                "train",
                "--input",
                plays.toString(),
                "--header",
                "--out",
                models.toString(),
                "--algorithm",
                "choosy-votes",
                "--set",
                "damping=0.25");
        String served = run("recommend", "--model", models.toString(), "--user", "alice", "-k", "3", "--json");

        assertThat(trained).contains("damping=0.25");
        assertThat(served).contains("\"source\" : \"choosy-votes\"");
    }

    @Test
    void aPipelineTrainsJudgesAndPublishesIt() throws IOException {
        Plays.csv(directory);
        Path config = Files.writeString(directory.resolve("plays.json"), """
                {
                  "name": "plays",
                  "events": {"file": "plays.csv", "header": true, "itemIds": "int"},
                  "algorithm": {"name": "choosy-votes", "parameters": {"damping": 0.25}},
                  "evaluation": {"split": "time", "testShare": 0.2},
                  "gate": {"maxLossPercent": 1, "notBelowPopularity": false},
                  "directory": "store"
                }
                """);

        String first = run("pipeline", "run", "--config", config.toString());
        String second = run("pipeline", "run", "--config", config.toString());

        assertThat(first).contains("live plays-v1");
        assertThat(second).contains("candidate.ndcg@10", "live.ndcg@10").contains("live plays-v2");
    }

    private static String run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = RecsysCli.run(ALGORITHMS, new PrintWriter(out), new PrintWriter(err), args);
        assertThat(code).as(err.toString()).isZero();
        return out.toString();
    }
}
