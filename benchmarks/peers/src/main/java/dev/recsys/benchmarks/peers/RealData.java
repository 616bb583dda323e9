package dev.recsys.benchmarks.peers;

import dev.recsys.als.Als;
import dev.recsys.data.FactorMatrix;
import dev.recsys.data.FactorMatrixBuilder;
import dev.recsys.data.Weighting;
import dev.recsys.eval.Evaluation;
import dev.recsys.eval.EvaluationResult;
import dev.recsys.eval.NcfNegatives;
import dev.recsys.eval.Preset;
import dev.recsys.event.EventLog;
import dev.recsys.event.EventLogBuilder;
import dev.recsys.event.IdType;
import dev.recsys.feature.FeatureBuilder;
import dev.recsys.feature.FeatureConfig;
import dev.recsys.model.FactorModel;
import dev.recsys.model.ModelBundle;
import dev.recsys.train.TrainingContext;
import dev.recsys.train.TrainingInput;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** What needs real data: models whose factors were trained on it, and how good lists are. */
final class RealData {

    private final TopKWork topK;

    RealData(TopKWork topK) {
        this.topK = topK;
    }

    /**
     * Trains one factor less than asked for and makes two models of it that score alike and give the same lists: NAME, with a
     * factor of zeros, and NAME-flat, where that factor makes all items equally long while it is zero for users. A bound on
     * scores by lengths can skip items of the first and none of the second.
     */
    Reply train(Arguments arguments) throws IOException {
        TrainingContext context = AlsWork.context(arguments);
        FactorModel trained = Als.implicit()
                .withFactors(arguments.number("factors") - 1)
                .withIterations(arguments.number("iterations"))
                .withSeed(1)
                .train(input(arguments), context);
        String name = arguments.text("model");
        double longest = 0;
        for (int item = 0; item < trained.info().items(); item++) {
            longest = Math.max(longest, squares(trained.itemFactors().row(item)));
        }
        FactorMatrix users = extended(trained.userFactors(), 0);
        topK.add(name, TopKWork.model(users, extended(trained.itemFactors(), 0)));
        topK.add(name + "-flat", TopKWork.model(users, extended(trained.itemFactors(), longest * (1 + 1e-6))));
        return Reply.ok()
                .with("users", trained.info().users())
                .with("items", trained.info().items());
    }

    private static TrainingInput input(Arguments arguments) throws IOException {
        String format = arguments.text("format");
        if (format.equals("matrix")) {
            return TrainingInput.of(MatrixFiles.readSparse(arguments.text("file"), arguments.number("items")));
        }
        return TrainingInput.of(FeatureBuilder.build(
                events(arguments.path("file"), format.equals("header")),
                FeatureConfig.defaults().withWeighting(Weighting.BINARY)));
    }

    /** Rows with one more element, such that their squared length is {@code squared}; 0 adds a zero. */
    private static FactorMatrix extended(FactorMatrix matrix, double squared) {
        FactorMatrixBuilder builder = FactorMatrix.builder(matrix.rows(), matrix.factors() + 1);
        float[] row = new float[matrix.factors() + 1];
        for (int r = 0; r < matrix.rows(); r++) {
            row[matrix.factors()] = 0;
            matrix.copyRow(r, row, 0);
            row[matrix.factors()] = (float) Math.sqrt(Math.max(0, squared - squares(row)));
            builder.setRow(r, row, 0);
        }
        return builder.build();
    }

    private static double squares(float[] row) {
        double sum = 0;
        for (float v : row) {
            sum += (double) v * v;
        }
        return sum;
    }

    /** Trains on the split of "Neural collaborative filtering" and judges 99 negatives per user. */
    Reply quality(Arguments arguments) throws IOException {
        Path directory = arguments.path("directory");
        long start = System.nanoTime();
        ModelBundle<Integer, Integer> model = Als.implicit()
                .withFactors(arguments.number("factors"))
                .withIterations(arguments.number("iterations"))
                .withRegularization(0.007)
                .withUnobservedWeight(0.3)
                .withSeed(arguments.number("seed"))
                .train(
                        FeatureBuilder.build(
                                events(directory.resolve("ml-1m.train.rating.notime.gz"), false),
                                FeatureConfig.defaults().withWeighting(Weighting.BINARY)),
                        AlsWork.context(arguments));
        double seconds = (System.nanoTime() - start) / 1e9;
        EvaluationResult<Integer> result = Evaluation.of(Preset.NCF_LOO_99)
                .evaluate(
                        model, NcfNegatives.read(directory.resolve("ml-1m.test.negative.gz"), IdType.INT, IdType.INT));
        return Reply.ok()
                .with("hr", result.value("hit_rate@10"))
                .with("ndcg", result.value("ndcg@10"))
                .with("seconds", seconds)
                .with("cpu", 0);
    }

    private static EventLog<Integer, Integer> events(Path file, boolean header) throws IOException {
        EventLogBuilder<Integer, Integer> log = EventLog.builder(IdType.INT, IdType.INT);
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            if (header) {
                lines.readLine();
            }
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cells = line.split("[\t,]");
                log.add(Integer.valueOf(cells[0]), Integer.valueOf(cells[1]), Double.parseDouble(cells[2]));
            }
        }
        return log.build();
    }
}
