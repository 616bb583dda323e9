package dev.recsys.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recsys.event.EventLog;
import dev.recsys.examples.data.SyntheticFilms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluateCommandTest {

    @TempDir
    static Path directory;

    private static Path watches;

    @BeforeAll
    static void watches() throws IOException {
        EventLog<Integer, Integer> log =
                EventLog.read(SyntheticFilms.of(120, 80, 3).events());
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < log.size(); row++) {
            lines.add(log.users().id(log.user(row)) + "\t" + log.items().id(log.item(row)) + "\t1\t" + log.time(row));
        }
        watches = Files.write(directory.resolve("watches.tsv"), lines);
    }

    @Test
    void jsonHasTheFieldsOthersRelyOn() throws IOException {
        Path out = directory.resolve("result.json");

        Cli result = Cli.run(
                "evaluate",
                "--input",
                watches,
                "--split",
                "random",
                "--preset",
                "LIGHTGCN",
                "--set",
                "factors=8",
                "--set",
                "weighting=binary",
                "--set",
                "regularization=0.05",
                "--json",
                out);

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("recall@20").contains("LIGHTGCN");
        JsonNode json = new ObjectMapper().readTree(out.toFile());
        List<String> names = new ArrayList<>();
        json.fieldNames().forEachRemaining(names::add);
        assertThat(names).startsWith("algorithm", "config", "preset", "users", "metrics", "trainSeconds");
        assertThat(json.get("algorithm").textValue()).isEqualTo("ials");
        assertThat(json.get("preset").textValue()).isEqualTo("LIGHTGCN");
        assertThat(json.get("users").intValue()).isPositive();
        assertThat(json.get("trainSeconds").isNumber()).isTrue();
        assertThat(json.get("metrics").get("recall@20").doubleValue()).isBetween(0.0, 1.0);
        assertThat(json.get("metrics").has("ndcg@20")).isTrue();
        JsonNode config = json.get("config");
        assertThat(config.get("factors").intValue()).isEqualTo(8);
        assertThat(config.get("regularization").doubleValue()).isEqualTo(0.05);
        assertThat(config.get("weighting").textValue()).isEqualTo("binary");
        for (String key :
                List.of("iterations", "regularizationExponent", "unobservedWeight", "alpha", "solver", "seed")) {
            assertThat(config.has(key)).as(key).isTrue();
        }
    }

    @Test
    void jsonOnStdoutIsAllThereIsOnStdout() {
        Cli result =
                Cli.run("evaluate", "--input", watches, "--split", "time", "--algorithm", "popularity", "--json", "-");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.json().get("metrics").has("ndcg@10")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"leave-last-out", "time", "random", "user-last", "windows", "k-fold"})
    void everySplitGivesNumbers(String split) {
        Cli result = Cli.run("evaluate", "--input", watches, "--split", split, "--algorithm", "popularity");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("hit_rate@10").contains("0 users left out");
    }

    @Test
    void everySplitWithNewUsersOrItemsGivesNumbers() {
        for (String split : List.of("strong", "k-fold-users", "cold-users", "cold-items")) {
            Cli result = Cli.run("evaluate", "--input", watches, "--split", split, "--algorithm", "popularity");

            assertThat(result.code()).as("%s: %s", split, result.err()).isZero();
            assertThat(result.out()).as(split).contains("hit_rate@10").contains("later than some test event");
        }
    }

    @Test
    void heldOutUsersAreShownToTheModel() {
        Object[] strong = {
            "evaluate", "--input", watches, "--split", "strong", "--metrics", "ndcg@10", "--set", "factors=8", "--json", "-"
        };
        Cli result = Cli.run(strong);
        strong[4] = "cold-users";

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.json().get("metrics").get("ndcg@10").doubleValue()).isPositive();
        assertThat(result.json().get("data").textValue()).contains(" to fold in, ");
        assertThat(Cli.run(strong).json().get("metrics").get("ndcg@10").doubleValue())
                .isZero();
    }

    @Test
    void windowsAndWhatTheyDroppedArePrinted() {
        Cli result = Cli.run(
                "evaluate",
                "--input",
                watches,
                "--split",
                "windows",
                "--windows",
                "2",
                "--test-share",
                "0.1",
                "--k-core",
                "2,3",
                "--k-core-after",
                "--known-users",
                "--algorithm",
                "popularity");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out())
                .contains("2 folds")
                .contains("fold 2 window 2 of 2 of 0.1 of all events up to the last,")
                .contains("core of 2 items per user and 3 users per item of what is trained on (dropped ")
                .contains("without the test events of unknown users")
                .contains(" 0 training events later than some test event");
    }

    @Test
    void savedSplitGivesTheSameNumbersAgain() throws IOException {
        Path file = directory.resolve("watches.split");
        Cli saved = Cli.run(
                "evaluate", "--input", watches, "--split", "k-fold", "--folds", "3", "--save-split", file,
                "--algorithm", "popularity", "--json", "-");
        Cli loaded = Cli.run(
                "evaluate", "--input", watches, "--load-split", file, "--algorithm", "popularity", "--json", "-");

        assertThat(saved.code()).as(saved.err()).isZero();
        assertThat(loaded.code()).as(loaded.err()).isZero();
        assertThat(loaded.json().get("metrics")).isEqualTo(saved.json().get("metrics"));
        assertThat(loaded.json().get("folds")).hasSize(3);
        Path other = Files.writeString(directory.resolve("other.tsv"), "a\tx\t5\t1\na\ty\t4\t2\nb\tx\t1\t3\n");
        Cli refused = Cli.run("evaluate", "--input", other, "--load-split", file, "--algorithm", "popularity");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.errors()).hasSize(1);
        assertThat(refused.err()).contains("fingerprint");
    }

    @Test
    void splitOptionsThatDoNotGoTogetherAreAUsageError() {
        usageError("--folds does not go with --split time; it is for k-fold", "--split", "time", "--folds", "3");
        usageError("'weekly' is unknown; valid splits are time, windows", "--split", "weekly");
        usageError("--load-split has the split", "--split", "time", "--load-split", "x.split");
        usageError("is not written N or N,M", "--split", "time", "--k-core", "5;5");
        usageError("--k-core-after needs --k-core", "--split", "time", "--k-core-after");
        usageError("folds must be between 2 and 100", "--split", "k-fold", "--folds", "1");
        usageError("--input needs --split, one of time");
    }

    private static void usageError(String message, Object... options) {
        List<Object> arguments = new ArrayList<>(List.of("evaluate", "--input", watches));
        arguments.addAll(List.of(options));
        Cli result = Cli.run(arguments.toArray());
        assertThat(result.code()).as(message).isEqualTo(2);
        assertThat(result.err()).contains(message);
    }

    @Test
    void trainAndTestMayHaveOtherColumns() throws IOException {
        Path train = Files.writeString(directory.resolve("train.tsv"), "a\tx\t5\na\ty\t4\nb\tx\t1\nb\tz\t2\n");
        Path test = Files.writeString(directory.resolve("test.tsv"), "a\tz\t5\t978824351\n");

        Cli result = Cli.run("evaluate", "--train", train, "--test", test, "--algorithm", "popularity", "--json", "-");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.json().get("users").intValue()).isEqualTo(1);
        assertThat(result.json().get("metrics").get("hit_rate@10").doubleValue())
                .isEqualTo(1);
    }

    @Test
    void metricsOfTheFoldsAreAveraged() throws IOException {
        Path train = Files.writeString(directory.resolve("fold-train.tsv"), "a\tx\nb\tx\nb\ty\nc\tz\n");
        Path first = Files.writeString(directory.resolve("fold-test1.tsv"), "new\tx\n"); // everybody's list: x, y, z
        Path second = Files.writeString(directory.resolve("fold-test2.tsv"), "new\ty\n");
        Object[] folds = {
            "evaluate",
            "--train",
            train,
            "--test",
            first,
            "--train",
            train,
            "--test",
            second,
            "--algorithm",
            "popularity",
            "--metrics",
            "mrr@3, coverage@1",
            "--json",
            "-"
        };

        Cli result = Cli.run(folds);

        assertThat(result.code()).as(result.err()).isZero();
        JsonNode json = result.json();
        assertThat(json.get("metrics").get("mrr@3").doubleValue()).isEqualTo(0.75);
        assertThat(json.get("metrics").size()).isEqualTo(2);
        assertThat(json.get("users").intValue()).isEqualTo(2);
        assertThat(json.get("folds").get(1).get("metrics").get("mrr@3").doubleValue())
                .isEqualTo(0.5);
        folds[folds.length - 1] = directory.resolve("folds.json");
        assertThat(Cli.run(folds).out()).contains("2 folds").containsPattern("mrr@3 +0.7500 +0.3536 +1.0000 +0.5000");
    }

    @Test
    void foldsNeedBothFilesEach() {
        Cli result = Cli.run("evaluate", "--train", watches, "--train", watches, "--test", watches);

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("each fold needs its --train and its --test, but there are 2 and 1");
    }

    @Test
    void metricsThatDoNotFitThePresetAreAUsageError() {
        Cli mixed =
                Cli.run("evaluate", "--input", watches, "--split", "time", "--preset", "RANKING", "--metrics", "rmse");
        assertThat(mixed.code()).isEqualTo(2);
        assertThat(mixed.err()).contains("one is of rankings, one of ratings");

        Cli unknown = Cli.run("evaluate", "--input", watches, "--split", "time", "--metrics", "ndgc@10");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("'ndgc@10': is unknown").contains("rmse, mae");
    }

    @Test
    void algorithmWithoutRatingsIsRefusedForRatings() {
        Cli result = Cli.run(
                "evaluate",
                "--input",
                watches,
                "--split",
                "time",
                "--metrics",
                "rmse,mae",
                "--algorithm",
                "popularity");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("does not predict ratings");
    }

    @Test
    void candidatesMustBeThoseOfTheTest() throws IOException {
        Path train = Files.writeString(directory.resolve("train2.tsv"), "a\tx\nb\ty\n");
        Path test = Files.writeString(directory.resolve("test2.tsv"), "a\ty\n");
        Path negatives = Files.writeString(directory.resolve("negatives2.tsv"), "(a,z)\tx\ty\n");

        Cli result = Cli.run(
                "evaluate", "--train", train, "--test", test, "--negatives", negatives, "--algorithm", "popularity");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.errors()).hasSize(1);
    }

    @Test
    void popularityHasThePublishedValuesOnTheNcfSplit() {
        Path data = Path.of(System.getProperty("recsys.shared", "none"), "data", "ml-1m-ncf");
        assumeTrue(Files.isDirectory(data), "there is no " + data + ": set recsys.shared to run this test");

        Cli result = Cli.run(
                "evaluate",
                "--train",
                data.resolve("ml-1m.train.rating.notime.gz"),
                "--test",
                data.resolve("ml-1m.test.rating.gz"),
                "--negatives",
                data.resolve("ml-1m.test.negative.gz"),
                "--preset",
                "NCF_LOO_99",
                "--algorithm",
                "popularity",
                "--json",
                "-");

        assertThat(result.code()).as(result.err()).isZero();
        JsonNode metrics = result.json().get("metrics");
        assertThat(result.json().get("users").intValue()).isEqualTo(6040);
        assertThat(metrics.get("hit_rate@10").doubleValue()).isCloseTo(0.4533, within(0.001));
        assertThat(metrics.get("ndcg@10").doubleValue()).isCloseTo(0.2542, within(0.001));
    }
}
