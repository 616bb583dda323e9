package dev.recsys.als;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.recsys.data.SparseMatrix;
import dev.recsys.data.SparseMatrixBuilder;
import dev.recsys.execution.Parallelism;
import dev.recsys.train.TrainingContext;
import dev.recsys.train.TrainingInput;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The five folds of MovieLens 100K; docs/how-to/train-als-explicit.md has the values. */
class ExplicitAlsMovieLensTest {

    private static final int USERS = 943;
    private static final int ITEMS = 1682;

    @Test
    @Tag("slow")
    void theDefaultSettingsPredictTheFiveFoldsWell() throws IOException {
        double sum = 0;
        for (int fold = 1; fold <= 5; fold++) {
            RatingModel model = Als.explicit()
                    .train(
                            TrainingInput.of(matrix(ratings("u" + fold + ".base.gz"))),
                            TrainingContext.defaults().withParallelism(Parallelism.threads(2)));
            sum += rootMeanSquareError(model, ratings("u" + fold + ".test.gz"));
        }
        assertThat(sum / 5).isLessThanOrEqualTo(0.915);
    }

    private static double rootMeanSquareError(RatingModel model, Map<Integer, Map<Integer, Float>> test) {
        double sum = 0;
        int count = 0;
        float[] score = new float[1];
        for (Map.Entry<Integer, Map<Integer, Float>> user : test.entrySet()) {
            for (Map.Entry<Integer, Float> rating : user.getValue().entrySet()) {
                model.forUser(user.getKey()).scores(new int[] {rating.getKey()}, 1, score);
                sum += Math.pow(score[0] - rating.getValue(), 2);
                count++;
            }
        }
        return Math.sqrt(sum / count);
    }

    private static SparseMatrix matrix(Map<Integer, Map<Integer, Float>> ratings) {
        SparseMatrixBuilder builder = SparseMatrix.builder(USERS, ITEMS);
        for (int user = 0; user < USERS; user++) {
            Map<Integer, Float> row = ratings.getOrDefault(user, Map.of());
            int[] items = row.keySet().stream().mapToInt(Integer::intValue).toArray();
            float[] values = new float[items.length];
            for (int i = 0; i < items.length; i++) {
                values[i] = row.getOrDefault(items[i], 0f);
            }
            builder.appendRow(items, values, items.length);
        }
        return builder.build();
    }

    private static Map<Integer, Map<Integer, Float>> ratings(String name) throws IOException {
        String shared = System.getProperty("recsys.shared", "");
        Path file = Path.of(shared, "data", "ml-100k", name);
        assumeTrue(!shared.isEmpty() && Files.exists(file), "MovieLens 100K is not there: " + file);
        Map<Integer, Map<Integer, Float>> ratings = new TreeMap<>();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line : reader.lines().toList()) {
                String[] fields = line.split("\t", -1);
                ratings.computeIfAbsent(Integer.parseInt(fields[0]) - 1, user -> new TreeMap<>())
                        .put(Integer.parseInt(fields[1]) - 1, Float.parseFloat(fields[2]));
            }
        }
        return ratings;
    }
}
