package dev.recsys.examples.cli;

import static dev.recsys.event.IdType.STRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recsys.eval.file.PerUserValues;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code recsys evaluate --qrels FILE --run FILE}, from the files to the files. */
class ScoreRunFilesTest {

    @TempDir
    private Path directory;

    private Path qrels;
    private Path run;

    @BeforeEach
    void smallFiles() throws IOException {
        qrels = write("test.qrels", "ann 0 a 2", "ann 0 b 1", "ann 0 c 0", "ben 0 a 1", "cat 0 a 0", "dan 0 z 1");
        run = write("mine.run", "ann Q0 c 1 3 mine", "ann Q0 a 2 2 mine", "ann Q0 x 3 1 mine", "ben Q0 b 1 1 mine");
    }

    private Path write(String name, String... lines) throws IOException {
        return Files.write(directory.resolve(name), List.of(lines));
    }

    private List<String> perUser(Object... more) throws IOException {
        Path out = directory.resolve("values.tsv");
        List<Object> args = new ArrayList<>(List.of("evaluate", "--qrels", qrels, "--run", run, "--per-user", out));
        args.addAll(Arrays.asList(more));
        Cli result = Cli.run(args.toArray());
        assertThat(result.code()).as(result.err()).isZero();
        return Files.readAllLines(out);
    }

    @ParameterizedTest
    @CsvSource({
        "b12_binary_float, expected",
        "b12_binary_float, intersect.all.expected",
        "b14_binary_ties, expected",
        "b14_binary_ties, intersect.all.expected",
        "g11_graded_float, expected",
        "g11_graded_float, level2.expected",
        "g11_graded_float, intersect.all.expected",
        "g13_graded_ties, expected",
        "g13_graded_ties, level2.expected",
        "g13_graded_ties, judgedonly.expected",
        "g13_graded_ties, intersect.all.expected",
        "g15_graded_const, expected",
        "g15_graded_const, level2.expected",
        "g15_graded_const, intersect.all.expected",
        "g16_graded_deep, expected",
        "g16_graded_deep, level2.expected",
        "g16_graded_deep, intersect.all.expected",
    })
    void everyLineIsThatOfTrecEval(String set, String mode) throws IOException {
        Path golden = Path.of(System.getProperty("recsys.shared", "none"), "golden", "trec");
        assumeTrue(Files.isDirectory(golden), "there is no " + golden + ": set recsys.shared to run this test");
        qrels = golden.resolve(set + ".qrels.gz");
        run = golden.resolve(set + ".run.gz");
        Object[] options = switch (mode) {
            case "level2.expected" -> new Object[] {"--level", 2};
            case "judgedonly.expected" -> new Object[] {"--judged-only"};
            case "intersect.all.expected" -> new Object[] {"--intersection", "--preset", "TREC"};
            default -> new Object[0];
        };

        perUser(options);

        PerUserValues<String> ours = PerUserValues.read(directory.resolve("values.tsv"), STRING);
        Set<String> measures = new LinkedHashSet<>();
        Set<String> users = new LinkedHashSet<>();
        for (String line : lines(golden.resolve(set + "." + mode + ".gz"))) {
            String[] cells = line.split("\\s+");
            measures.add(cells[0]);
            double value = cells[1].equals("all")
                    ? ours.value(cells[0])
                    : ours.perUser(cells[0])[ours.users().positionOf(cells[1])];
            assertThat(value).as(line).isCloseTo(Double.parseDouble(cells[2]), within(1e-9));
            if (!cells[1].equals("all")) {
                users.add(cells[1]);
            }
        }
        assertThat(ours.measures()).containsExactlyElementsOf(measures); // in the same order
        if (!users.isEmpty()) {
            assertThat(ours.users().size()).isEqualTo(users.size());
        }
    }

    private static List<String> lines(Path file) throws IOException {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }

    @Test
    void valuesWorkedOutByHand() throws IOException {
        assertThat(perUser())
                .startsWith("num_ret\tann\t3", "num_rel\tann\t2", "num_rel_ret\tann\t1", "map\tann\t0.25")
                .contains("recip_rank\tann\t0.5", "P_5\tann\t0.2", "map\tben\t0", "num_ret\tcat\t0", "num_rel\tdan\t1")
                .contains("num_ret\tall\t4", "num_rel\tall\t4", "num_rel_ret\tall\t1", "map\tall\t0.0625")
                .hasSize(5 * 33);
        assertThat(perUser("--level", 2)).contains("num_rel\tann\t1", "map\tann\t0.5", "map\tall\t0.125");
        assertThat(perUser("--judged-only")).contains("num_ret\tann\t2", "num_ret\tben\t0");
        assertThat(perUser("--intersection")).contains("map\tall\t0.125", "map\tdan\tnan", "num_rel\tall\t3");
    }

    @Test
    void ourMetricsKeepTheirNames() throws IOException {
        assertThat(perUser("--preset", "RANKING", "--metrics", "recall@2,ndcg@10"))
                .startsWith("recall@2\tann\t0.5")
                .contains("recall@2\tben\t0", "recall@2\tall\t" + 0.5 / 3)
                .noneMatch(line -> line.contains("cat")); // nothing is relevant to cat
    }

    @Test
    void severalRunsStandSideBySide() throws IOException {
        Path csv = write("csv-run.csv", "user,item,rank", "ann,a,1", "ann,b,2", "ben,a,1");
        Path json = write("other.json", "{\"lists\": [{\"user\": \"dan\", \"items\": [{\"item\": \"z\"}]}]}");
        Path out = directory.resolve("all.json");

        Cli table = Cli.run(
                "evaluate",
                "--qrels",
                qrels,
                "--run",
                run,
                "--run",
                csv,
                "--run",
                json,
                "--metrics",
                "recall@5,map",
                "--json",
                out);

        assertThat(table.code()).as(table.err()).isZero();
        assertThat(table.out())
                .containsPattern("metric +mine +csv-run +other")
                .containsPattern("recall_5 +0.1250 +0.5000 +0.2500")
                .contains("preset   TREC; users without a relevant item: ZERO");
        JsonNode runs = new ObjectMapper().readTree(out.toFile()).get("runs");
        assertThat(runs.get(1).get("run").textValue()).isEqualTo("csv-run");
        assertThat(runs.get(1).get("metrics").get("recall_5").doubleValue()).isEqualTo(0.5);
        assertThat(runs.get(2).get("usersWithoutList").intValue()).isEqualTo(3);
    }

    @Test
    void runsThatNameThemselvesAlikeAreNamedAfterTheirFiles() throws IOException {
        Path copy = Files.copy(run, directory.resolve("copy.run"));

        Cli table = Cli.run("evaluate", "--qrels", qrels, "--run", run, "--run", copy);

        assertThat(table.code()).as(table.err()).isZero();
        assertThat(table.out()).contains("metric  ").containsPattern("mine\\.run +\\S*copy\\.run");
    }

    @Test
    void oneRunGivesOneObject() {
        Cli result = Cli.run("evaluate", "--qrels", qrels, "--run", run, "--json", "-");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.json().get("run").textValue()).isEqualTo("mine");
        assertThat(result.json().get("preset").textValue()).isEqualTo("TREC");
        assertThat(result.json().get("users").intValue()).isEqualTo(4);
        assertThat(result.json().get("metrics").get("map").doubleValue()).isEqualTo(0.0625);
    }

    @Test
    void duplicatesAreAnErrorUnlessTheFirstIsKept() throws IOException {
        run = write("twice.run", "ann Q0 a 1 3 t", "ann Q0 b 2 2 t", "ann Q0 a 3 1 t");

        Cli refused = Cli.run("evaluate", "--qrels", qrels, "--run", run);

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.errors())
                .singleElement()
                .asString()
                .contains("user ann")
                .contains("item a is there twice");
        assertThat(perUser("--duplicates", "keep-first")).contains("num_ret\tann\t2", "map\tann\t1");
    }

    @Test
    void tiesMayCountAsTheirExpectation() throws IOException {
        run = write("tied.run", "ann Q0 a 1 1 t", "ann Q0 c 2 1 t");

        assertThat(perUser("--metrics", "precision@1")).contains("P_1\tann\t0"); // trec_eval: c before a
        assertThat(perUser("--metrics", "precision@1", "--ties", "expected")).contains("P_1\tann\t0.5");
    }

    @Test
    void brokenFilesAreOneLineWithTheirPlace() throws IOException {
        Path broken = write("broken.run", "ann Q0 a 1 1 t", "ann Q0 b 2 x t");
        Path out = directory.resolve("none.tsv");

        Cli result = Cli.run("evaluate", "--qrels", qrels, "--run", broken, "--per-user", out);

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err()).contains("broken.run:2, column 5 (score): 'x' is not a number");
        assertThat(out).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--run r.run | --qrels is missing",
                "--qrels q.qrels | --run is missing",
                "--qrels q --run r --algorithm ials | --algorithm does not go with --qrels and --run",
                "--qrels q --run r --input x | --input does not go with --qrels and --run",
                "--input x --split time --level 2 | --level goes with --qrels and --run",
                "--qrels q --run r --format xml | valid formats are trec, csv, json",
                "--qrels q --run r --level 0 | greater than 0",
                "--qrels q --run r --ties random | valid are as-ranked and expected",
                "--qrels q --run r --preset NCF_LOO_99 | does not go with --run",
                "--qrels q --run r --preset RATING | does not go with --run",
                "--qrels q --run r --run s --per-user x.tsv | there are 2 results",
                "--qrels - --run - | standard input can be read once",
                "--qrels q --run r --per-user no/such/dir/x.tsv | cannot be written",
                "--train a --test b --train c --test d --write-run x.run | does not go with several folds",
            })
    void optionsThatDoNotFitAreAWrongCommandLine(String options, String hint) {
        Cli result = Cli.run((Object[]) ("evaluate " + options).split(" "));

        assertThat(result.code()).as(result.err()).isEqualTo(2);
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err()).contains(hint);
    }

    @ParameterizedTest
    @CsvSource({"run,qrels", "csv,csv", "json,json", "run.gz,qrels.gz"})
    void ourOwnListsScoreAsTheModelDoes(String runEnding, String qrelsEnding) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int user = 0; user < 40; user++) {
            for (int n = 0; n < 12; n++) {
                lines.add("u" + user + "\ti" + (user * 7 + n * n * 3 + n) % 60 + "\t1\t" + (1000 + n * 50 + user));
            }
        }
        Path events = Files.write(directory.resolve("events.tsv"), lines);
        Path ours = directory.resolve("ours." + runEnding);
        Path wanted = directory.resolve("wanted." + qrelsEnding);
        Path direct = directory.resolve("direct.tsv");
        Cli trained = Cli.run(
                "evaluate",
                "--input",
                events,
                "--split",
                "random",
                "--set",
                "factors=4",
                "--metrics",
                "ndcg@10,recall@10,map@5,mrr@10",
                "--write-run",
                ours,
                "--write-qrels",
                wanted,
                "--per-user",
                direct);
        assertThat(trained.code()).as(trained.err()).isZero();

        Cli scored = Cli.run(
                "evaluate",
                "--qrels",
                wanted,
                "--run",
                ours,
                "--preset",
                "RANKING",
                "--metrics",
                "ndcg@10,recall@10,map@5,mrr@10",
                "--per-user",
                directory.resolve("scored.tsv"));

        assertThat(scored.code()).as(scored.err()).isZero();
        assertThat(Files.readAllLines(directory.resolve("scored.tsv"))).isEqualTo(Files.readAllLines(direct));
        assertThat(Files.readAllLines(direct)).hasSizeGreaterThan(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"strong", "time", "leave-last-out"})
    void listsOfEverySplitScoreAsTheModelDoes(String split) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int user = 0; user < 40; user++) {
            for (int n = 0; n < 12; n++) {
                lines.add("u" + user + "\ti" + (user * 7 + n * n * 3 + n) % 60 + "\t1\t" + (1000 + n * 50 + user));
            }
        }
        Path events = Files.write(directory.resolve("events.tsv"), lines);
        Path ours = directory.resolve("ours.run");
        Path wanted = directory.resolve("wanted.qrels");
        Path direct = directory.resolve("direct.tsv");
        Path scored = directory.resolve("scored.tsv");
        String metrics = "ndcg@10,recall@10";
        Cli trained = Cli.run(
                "evaluate",
                "--input",
                events,
                "--split",
                split,
                "--algorithm",
                "item-knn",
                "--metrics",
                metrics,
                "--write-run",
                ours,
                "--write-qrels",
                wanted,
                "--per-user",
                direct);
        assertThat(trained.code()).as(trained.err()).isZero();
        Cli again = Cli.run(
                "evaluate",
                "--qrels",
                wanted,
                "--run",
                ours,
                "--preset",
                "RANKING",
                "--metrics",
                metrics,
                "--per-user",
                scored);
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(Files.readAllLines(scored)).isEqualTo(Files.readAllLines(direct));
        assertThat(Files.size(ours)).isPositive();
    }

    @Test
    void outputsDoNotOverwriteInputs() throws IOException {
        List<String> before = Files.readAllLines(run);
        Cli result = Cli.run("evaluate", "--qrels", qrels, "--run", run, "--per-user", run);
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("would overwrite the file of --run");
        assertThat(Files.readAllLines(run)).isEqualTo(before);
    }

    @Test
    void usersWithoutJudgmentsAreCountedAndMayNotBeAll() throws IOException {
        run = write("more.run", "ann Q0 a 1 1 t", "zoe Q0 a 1 1 t");
        Cli some = Cli.run("evaluate", "--qrels", qrels, "--run", run, "--json", directory.resolve("r.json"));
        assertThat(some.out()).contains("1 users of the run are not judged, left out");
        assertThat(Files.readString(directory.resolve("r.json"))).containsPattern("\"usersNotJudged\" : 1");
        run = write("other.run", "zoe Q0 a 1 1 t");
        Cli none = Cli.run("evaluate", "--qrels", qrels, "--run", run);
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.err()).contains("none of its 1 users");
    }

    @Test
    void valuesOfGivenCandidatesCarryTheirWatermark() throws IOException {
        Path train = write("train.tsv", "ann\tx", "ben\tx", "ben\ty", "cat\tz");
        Path negatives = write("negatives.tsv", "(ann,y)\tz");
        Path out = directory.resolve("sampled.tsv");

        Cli result = Cli.run(
                "evaluate", "--train", train, "--negatives", negatives, "--algorithm", "popularity", "--per-user", out);

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(PerUserValues.read(out, STRING).watermark()).contains("SAMPLED");
    }
}
