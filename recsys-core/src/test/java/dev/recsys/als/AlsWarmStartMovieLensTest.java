package dev.recsys.als;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.recsys.data.Dataset;
import dev.recsys.data.Weighting;
import dev.recsys.event.EventLog;
import dev.recsys.event.EventLogBuilder;
import dev.recsys.event.IdType;
import dev.recsys.execution.Parallelism;
import dev.recsys.feature.FeatureBuilder;
import dev.recsys.feature.FeatureConfig;
import dev.recsys.model.FactorModel;
import dev.recsys.model.Model;
import dev.recsys.model.ModelBundle;
import dev.recsys.train.TrainingContext;
import dev.recsys.train.WarmStart;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** MovieLens latest small of 2016, cut by time; docs/how-to/warm-start.md has the values of every iteration. */
class AlsWarmStartMovieLensTest {

    private static final TrainingContext CONTEXT = TrainingContext.defaults().withParallelism(Parallelism.threads(2));

    /** The first 90 % of the ratings are trained on; the parent knows the first 90 % of these. */
    @Test
    @Tag("slow")
    void aWarmStartReachesTheColdStartsObjectiveInFewerThanHalfTheIterations() throws IOException {
        List<String[]> ratings = ratings();
        List<String[]> past = ratings.subList(0, ratings.size() * 9 / 10);
        Dataset<Integer, Integer> now = data(past);
        ImplicitAls trainer = Als.implicit().withFactors(64).withIterations(15);
        ModelBundle<Integer, Integer> parent = trainer.train(data(past.subList(0, past.size() * 9 / 10)), CONTEXT);
        double enough = 1.001 * objective(trainer, now, trainer.train(now, CONTEXT));

        double half = objective(trainer, now, trainer.withIterations(7).train(now, CONTEXT));
        WarmStart start = WarmStart.of(parent, now);
        double warm = objective(trainer, now, trainer.withIterations(3).train(now, start, CONTEXT));

        assertThat(half).as("cold, 7 iterations").isGreaterThan(enough);
        assertThat(warm).as("warm, 3 iterations").isLessThanOrEqualTo(enough);
    }

    private static double objective(
            ImplicitAls trainer, Dataset<Integer, Integer> data, ModelBundle<Integer, Integer> bundle) {
        Model model = bundle.model();
        return new NaiveAls(trainer, data.interactions())
                .objective(
                        SampleRatings.rows(((FactorModel) model).userFactors()),
                        SampleRatings.rows(((FactorModel) model).itemFactors()));
    }

    private static Dataset<Integer, Integer> data(List<String[]> ratings) {
        EventLogBuilder<Integer, Integer> log = EventLog.builder(IdType.INT, IdType.INT);
        for (String[] fields : ratings) {
            log.add(Integer.valueOf(fields[0]), Integer.valueOf(fields[1]), Double.parseDouble(fields[2]));
        }
        return FeatureBuilder.build(log.build(), FeatureConfig.defaults().withWeighting(Weighting.BINARY));
    }

    /** By time, then by user and item. */
    private static List<String[]> ratings() throws IOException {
        String shared = System.getProperty("recsys.shared", "");
        Path file = Path.of(shared, "data", "ml-latest-small-2016", "ratings.csv.gz");
        assumeTrue(!shared.isEmpty() && Files.exists(file), "MovieLens latest small is not there: " + file);
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return reader.lines()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .sorted(Comparator.<String[]>comparingLong(fields -> Long.parseLong(fields[3]))
                            .thenComparingInt(fields -> Integer.parseInt(fields[0]))
                            .thenComparingInt(fields -> Integer.parseInt(fields[1])))
                    .toList();
        }
    }
}
