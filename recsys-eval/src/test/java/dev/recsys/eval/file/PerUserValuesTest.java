package dev.recsys.eval.file;

import static dev.recsys.event.IdType.INT;
import static dev.recsys.event.IdType.STRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsys.DataException;
import dev.recsys.eval.Evaluation;
import dev.recsys.eval.EvaluationResult;
import dev.recsys.eval.Judgments;
import dev.recsys.eval.Run;
import dev.recsys.eval.metric.Metrics;
import dev.recsys.event.IdIndex;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PerUserValuesTest {

    @TempDir
    private Path directory;

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(PerUserValues<?> values) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        values.write(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void resultsAreWrittenByUserAndThenForAll() throws IOException {
        Run<String, Integer> run = Run.builder("r", STRING, INT)
                .add("ann", 1, 0.9)
                .add("ann", 2, 0.8)
                .add("ben", 2, 0.9)
                .build();
        Judgments<String, Integer> judgments = Judgments.builder(STRING, INT)
                .add("ann", 2, 1)
                .add("ann", 3, 1)
                .add("ben", 2, 1)
                .build();
        EvaluationResult<String> result = Evaluation.of(Metrics.parseAll("mrr@10", "user_coverage@10", "recall@10"))
                .evaluate(run, judgments);

        PerUserValues<String> values = PerUserValues.of(result);

        assertThat(text(values).lines())
                .startsWith("mrr@10\tann\t0.5", "recall@10\tann\t0.5", "mrr@10\tben\t1", "recall@10\tben\t1")
                .contains("mrr@10\tall\t0.75", "recall@10\tall\t0.75")
                .hasSize(7);
        assertThat(values.hasPerUser("user_coverage@10")).isFalse();
        assertThat(text(PerUserValues.trec(result)).lines())
                .startsWith("mrr@10\tann\t0.5", "recall_10\tann\t0.5")
                .contains("recall_10\tall\t0.75");
        assertThatThrownBy(() -> values.perUser("user_coverage@10")).hasMessageContaining("mrr@10, recall@10");
    }

    @Test
    void everyBitComesBack() {
        long seed = 17;
        SplittableRandom random = new SplittableRandom(seed);
        List<String> ids = List.of("a", "é b", "10", "9", "u0001");
        Map<String, double[]> perUser = new LinkedHashMap<>();
        Map<String, Double> all = new LinkedHashMap<>();
        for (String measure : List.of("ndcg@10", "precision@5:LIST_LENGTH", "x")) {
            double[] column = new double[ids.size()];
            for (int i = 0; i < column.length; i++) {
                double bits = Double.longBitsToDouble(random.nextLong());
                column[i] = i == 1 ? -0.0 : Double.isNaN(bits) ? Double.NaN : bits;
            }
            column[0] = random.nextDouble();
            column[2] = measure.equals("x") ? Double.NEGATIVE_INFINITY : Double.NaN;
            perUser.put(measure, column);
            all.put(measure, random.nextDouble());
        }
        all.put("coverage@10", 0.1 + 0.2);
        PerUserValues<String> values = new PerUserValues<>(
                IdIndex.of(STRING, ids), List.copyOf(all.keySet()), perUser, all, Optional.of("SAMPLED"));
        for (String name : List.of("values.tsv", "values.tsv.gz")) {
            values.write(directory.resolve(name));

            PerUserValues<String> read = PerUserValues.read(directory.resolve(name), STRING);

            assertThat(read.measures()).isEqualTo(values.measures());
            assertThat(read.users()).isEqualTo(values.users());
            assertThat(read.values()).isEqualTo(all);
            assertThat(read.watermark()).contains("SAMPLED");
            perUser.forEach((measure, column) -> assertThat(read.perUser(measure))
                    .as("seed %d", seed)
                    .isEqualTo(column)); // NaN equals NaN, 0 not -0
            assertThat(read.hasPerUser("coverage@10")).isFalse();
        }
    }

    @Test
    void whatTrecEvalPrintsIsRead() {
        PerUserValues<Integer> read = PerUserValues.read(
                stream(
                        "num_ret               \t7\t12\nmap                   \t7\t0.1234\nrunid                 \tall\tgen\n"
                                + "num_ret               \tall\t12\nmap                   \tall\t0.1234\n"),
                "in",
                INT);

        assertThat(read.measures()).containsExactly("num_ret", "map");
        assertThat(read.perUser("map")).containsExactly(0.1234);
        assertThat(read.value("num_ret")).isEqualTo(12);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "map;1 | in:1: a row has three columns",
                "map;1;2;3 | in:1: a row has three columns",
                "map;x;1 | in:1, column 2 (user): 'x' is not an id of type int",
                "map;1;high | in:1, column 3 (value): 'high' is not a number",
                "map;1;1~map;1;2 | in:2: the measure has a value of this user already",
                "map;all;1~map;all;2 | in:2: the measure has a value of this user already",
                "~~ | in: there is no value",
            })
    void whatIsBrokenIsToldWithItsPlace(String text, String message) {
        assertThatThrownBy(
                        () -> PerUserValues.read(stream(text.replace(';', '\t').replace('~', '\n')), "in", INT))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"all,stands for all users", "a\tb,a tab or a line break", "' a',space at its ends"})
    void usersThatCouldNotBeReadAgainAreRefused(String user, String rule) {
        PerUserValues<String> values = new PerUserValues<>(
                IdIndex.of(STRING, List.of(user)),
                List.of("x"),
                Map.of("x", new double[1]),
                Map.of("x", 0.0),
                Optional.empty());

        assertThatThrownBy(() -> text(values)).isInstanceOf(DataException.class).hasMessageContaining(rule);
    }
}
