package dev.recsys.eval.file;

import static dev.recsys.event.IdType.INT;
import static dev.recsys.event.IdType.STRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsys.DataException;
import dev.recsys.StoreException;
import dev.recsys.eval.Judgments;
import dev.recsys.eval.Run;
import dev.recsys.recommend.Recommendation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RunFilesTest {

    private static final RunFiles<String, String> FILES = RunFiles.of(STRING, STRING);

    @TempDir
    private Path directory;

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Run<String, String> run(RunFormat format, String text) {
        return FILES.withFormat(format).readRun(stream(text), "in");
    }

    private static Judgments<String, String> judgments(RunFormat format, String text) {
        return FILES.withFormat(format).readJudgments(stream(text), "in");
    }

    private static List<String> items(Run<String, String> run, String user) {
        return run.list(user).stream().map(Recommendation::item).toList();
    }

    private static String written(RunFormat format, Run<String, String> run) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            FILES.withFormat(format).writeRun(run, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void trecRunsAreOrderedByScoreAndThenByItemDescending() {
        Run<String, String> run = run(
                RunFormat.TREC,
                "u1 Q0 a 1 0.5 mine\nu2\tQ0\tx\t9\t-1e-3\tmine\r\nu1 Q0 c 7 2 mine\n\nu1  Q0 b 1 0.50 mine  \n");

        assertThat(run.name()).isEqualTo("mine");
        assertThat(items(run, "u1")).containsExactly("c", "b", "a");
        assertThat(items(run, "u2")).containsExactly("x");
        assertThat(run.score(1, 0)).isEqualTo((double) -1e-3f);
    }

    @Test
    void tiesAreOrderedAsTheCallerSays() {
        String text = "u Q0 10 1 1 t\nu Q0 9 1 1 t\nu Q0 8 1 1.00000000001 t\n";

        Run<Integer, Integer> trec = RunFiles.of(INT, INT).readRun(stream(text.replace("u ", "1 ")), "in");
        Run<String, String> ascending =
                FILES.withTies(Run.TieOrder.ITEM_ASCENDING).readRun(stream(text), "in");

        assertThat(trec.list(1)).extracting(Recommendation::item).containsExactly(9, 8, 10); // by bytes, as floats
        assertThat(items(ascending, "u")).containsExactly("8", "10", "9");
    }

    @Test
    void aRunWithSeveralTagsIsNamedAfterItsFile() throws IOException {
        Path file = Files.writeString(directory.resolve("other.v2.run"), "u Q0 a 1 1 x\nu Q0 b 2 0 y\n");

        assertThat(FILES.readRun(file).name()).isEqualTo("other.v2");
    }

    @Test
    void duplicatesStayInTheRun() {
        assertThat(items(run(RunFormat.TREC, "u Q0 a 1 3 t\nu Q0 b 2 2 t\nu Q0 a 3 1 t\n"), "u"))
                .containsExactly("a", "b", "a");
    }

    @Test
    void qrelsHaveGains() {
        Judgments<String, String> read = judgments(RunFormat.TREC, "u1 0 a 2\nu1 0 b -1\nu2 0 a 0\n");

        assertThat(read.of(0)).isEqualTo(Map.of("a", 2.0, "b", -1.0));
        assertThat(read.users().size()).isEqualTo(2);
    }

    @Test
    void csvIsReadByScoreOrByRank() {
        Run<String, String> byScore =
                run(RunFormat.CSV, "\uFEFFitem, User ,score,note\n\"b,\"\"1\"\"\",u,1,\n a ,u,1,x\n\"c\nd\",u,2,\n");
        Run<String, String> byRank = run(RunFormat.CSV, "user,item,rank\nu,a,2\nu,b,1\n");
        Run<String, String> byBoth = run(RunFormat.CSV, "user,item,rank,score\nu,a,2,9\nu,b,1,3\n");

        assertThat(items(byScore, "u")).containsExactly("c\nd", "a", "b,\"1\"");
        assertThat(items(byRank, "u")).containsExactly("b", "a");
        assertThat(items(byBoth, "u")).containsExactly("b", "a");
        assertThat(byBoth.score(0, 0)).isEqualTo(3);
        assertThat(judgments(RunFormat.CSV, "user,item,gain\nu,a,0.5\n").of(0)).isEqualTo(Map.of("a", 0.5));
    }

    @Test
    void jsonHasAListPerUserInItsOrder() {
        Run<String, String> run = run(
                RunFormat.JSON,
                "{\"x\": [1], \"run\": \"mine\", \"lists\": [{\"items\": [{\"item\": 7, \"score\": 1, \"rank\": 1},"
                        + " {\"score\": 2.5, \"item\": \"b\"}], \"user\": \"u\"}, {\"user\": \"v\", \"items\": []},"
                        + " {\"user\": \"w\", \"items\": [{\"item\": \"a\"}, {\"item\": \"b\"}]}]}");

        assertThat(run.name()).isEqualTo("mine");
        assertThat(items(run, "u")).containsExactly("7", "b");
        assertThat(run.score(0, 1)).isEqualTo(2.5);
        assertThat(run.users().size()).isEqualTo(3);
        assertThat(items(run, "v")).isEmpty();
        assertThat(run.score(2, 1)).isEqualTo(-2);
        assertThat(judgments(
                                RunFormat.JSON,
                                "{\"judgments\": [{\"user\": \"u\", \"items\": [{\"item\": \"a\", \"gain\": 2}]},"
                                        + " {\"user\": \"v\", \"items\": []}]}")
                        .users()
                        .size())
                .isEqualTo(2);
    }

    @Test
    void formatsAreGuessedFromNames() {
        assertThat(RunFormat.of(Path.of("a.CSV"))).isEqualTo(RunFormat.CSV);
        assertThat(RunFormat.of(Path.of("a.json.gz"))).isEqualTo(RunFormat.JSON);
        assertThat(RunFormat.of(Path.of("a.csv.run"))).isEqualTo(RunFormat.TREC);
        assertThat(RunFormat.named("Csv")).isEqualTo(RunFormat.CSV);
        assertThatThrownBy(() -> RunFormat.named("xml"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("trec, csv, json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TREC | u Q0 a 1 1 t~u Q0 b 2 x t | in:2, column 5 (score): 'x' is not a number; write a decimal number",
                "TREC | u Q0 a 1 NaN t | in:1, column 5 (score): a score must be finite but is 'NaN'",
                "TREC | u Q0 a 1 -inf t | in:1, column 5 (score): a score must be finite",
                "TREC | u Q0 a 1 1e999 t | in:1, column 5 (score): a score must be finite",
                "TREC | u Q0 a 1 1e39 t | in:1, column 5 (score): a score must be finite as a float",
                "TREC | u Q0 a 1 0x1p3 t | in:1, column 5 (score): '0x1p3' is not a number",
                "TREC | u Q0 a 1 1 | in:1: has 5 columns, but a row of TREC run has 6; write user Q0 item rank score tag",
                "TREC | u Q0 a b 1 1 t | in:1: has 7 columns",
                "TREC | ~ | in: the run is empty",
                "CSV | user,item,score | in: the run is empty",
                "CSV | user,thing,score~u,a,1 | in:1: the header must name the columns user, item, score or rank",
                "CSV | user,item,item,score~u,a,1 | in:1, column 3 (item): the header names the column twice",
                "CSV | user,item,score~u,a | in:2: has 2 columns, but the header has 3",
                "CSV | user,item,score~u,,1 | in:2, column 2 (item): is empty",
                "CSV | user,item,score~u,\"a,1~u,b,2 | in:2, column 2: a quote is opened here and never closed",
                "CSV | user,item,score~u,\"a\"b,1 | in:2, column 2: there is text after the closing quote",
                "CSV | user,item,rank~u,a,1.5 | in:2, column 3 (rank): a rank must be a whole number from 1",
                "CSV | user,item,rank~u,a,0 | in:2, column 3 (rank): a rank must be a whole number from 1",
                "JSON | [] | in:1, character 1: the file must hold one object",
                "JSON | {} | there is no field \"lists\"",
                "JSON | {\"lists\": [{\"user\": \"u\"}]} | a list needs the fields \"user\" and \"items\"",
                "JSON | {\"lists\": [{\"user\": 1.5, \"items\": []}]} | \"user\" must be a string or a whole number",
                "JSON | {\"lists\": [{\"user\": \"u\", \"items\": [{\"item\": \"a\", \"score\": 1e999}]}]} | finite",
                "JSON | {\"lists\": [{\"user\": \"u\", \"items\": [{\"item\": \"a\", \"score\": \"1\"}]}]} | a number",
                "JSON | {\"lists\": [{\"user\": 1, \"items\": []}, {\"user\": \"1\", \"items\": []}]} | has two lists",
                "JSON | {\"lists\": [~{\"user\": u}]} | in:2, character",
            })
    void whatIsBrokenIsToldWithItsPlace(RunFormat format, String text, String message) {
        assertThatThrownBy(() -> run(format, text.replace('~', '\n')))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(message);
    }

    @Test
    void brokenIdsAreToldWithTheirType() {
        assertThatThrownBy(() -> RunFiles.of(INT, INT).readRun(stream("1 Q0 a 1 1 t"), "in"))
                .hasMessage("in:1, column 3 (item): 'a' is not an id of type int; correct the id, or choose another id type");
        assertThatThrownBy(() -> FILES.readRun(
                        new ByteArrayInputStream(new byte[] {'u', ' ', 'Q', ' ', (byte) 0xff, ' ', '1', ' ', '1', ' ', 't'
                        }),
                        "in"))
                .hasMessageContaining("in:1, column 3 (item): is not UTF-8");
        assertThatThrownBy(() -> FILES.readRun(stream("u Q0 " + "a".repeat(5000) + " 1 1 t"), "in"))
                .hasMessageContaining("4096 bytes");
        assertThatThrownBy(() -> FILES.readRun(stream("u Q0 a\0b 1 1 t"), "in"))
                .hasMessageContaining("in:1, column 3: holds the control character U+0000");
    }

    @Test
    void pairsJudgedTwiceAreToldWithTheirLine() {
        assertThatThrownBy(() -> judgments(RunFormat.TREC, "u 0 a 1\nu 0 b 1\nu 0 a 0\n"))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("in:3: user u with item a is there twice");
    }

    @Test
    void hugeLinesAreRefused() {
        assertThatThrownBy(() -> run(RunFormat.TREC, "u Q0 a 1 1 t\n" + "x".repeat(ByteLines.MAX_LINE + 1)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("in:2: a line has more than 1048576 bytes");
    }

    @Test
    void linesMayBeAsLongAsTheLimit() {
        String tag = "t".repeat(ByteLines.MAX_LINE - "u Q0 a 1 1 ".length() - 1);

        assertThat(run(RunFormat.TREC, "v Q0 a 1 1 t\nu Q0 a 1 1 " + tag + "\nw Q0 a 1 1 t").users().size())
                .isEqualTo(3);
    }

    @Test
    void truncatedGzipIsTold() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write("u Q0 a 1 1 t\n".repeat(100).getBytes(StandardCharsets.UTF_8));
        }
        for (RunFormat format : RunFormat.values()) {
            for (int length : new int[] {2, 5, 12, bytes.size() - 1}) {
                Path file = Files.write(
                        directory.resolve("cut.gz"), java.util.Arrays.copyOf(bytes.toByteArray(), length));
                assertThatThrownBy(() -> FILES.withFormat(format).readRun(file))
                        .isInstanceOf(DataException.class)
                        .hasMessageContaining("cut.gz");
            }
        }
    }

    @Test
    void filesThatAreNotThereAreTold() {
        assertThatThrownBy(() -> FILES.readRun(directory.resolve("none.run")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("there is no such file");
        assertThatThrownBy(() -> FILES.readJudgments(directory)).hasMessageContaining("is a directory");
        Run<String, String> run = run(RunFormat.TREC, "u Q0 a 1 1 t");
        assertThatThrownBy(() -> FILES.writeRun(run, directory.resolve("no/such/out.run")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("out.run");
    }

    @Test
    void listsWhoseScoresDoNotDescendStrictlyGetScoresThatDo() {
        Run<String, String> run = Run.builder("re ranked", STRING, STRING)
                .add("tied", List.of(of("a", 0.5f, 1), of("b", 0.5f, 2)))
                .add("up", List.of(of("a", 0.1f, 1), of("b", 0.2f, 2), of("c", 0.3f, 3)))
                .add("down", List.of(of("a", 0.3f, 1), of("b", 1e-30f, 2), of("c", -0.1f, 3)))
                .build();

        assertThat(written(RunFormat.TREC, run))
                .isEqualTo("down Q0 a 1 0.3 re-ranked\ndown Q0 b 2 1.0E-30 re-ranked\ndown Q0 c 3 -0.1 re-ranked\n"
                        + "tied Q0 a 1 2 re-ranked\ntied Q0 b 2 1 re-ranked\n"
                        + "up Q0 a 1 3 re-ranked\nup Q0 b 2 2 re-ranked\nup Q0 c 3 1 re-ranked\n");
        assertThat(FILES.writeRun(run, directory.resolve("out.run"))).isEqualTo(2);
        assertThat(FILES.writeRun(run, directory.resolve("out.csv"))).isZero();
        assertThat(written(RunFormat.CSV, run)).startsWith("user,item,rank,score\ndown,a,1,0.30000001192092896\n");
    }

    @Test
    void scoresThatDifferOnlyAsDoublesAreTiesToTrecEval() {
        Run<String, String> run = Run.builder("r", STRING, STRING)
                .add("u", "z", 1.000000000001)
                .add("u", "a", 1.000000000002)
                .build();

        String text = written(RunFormat.TREC, run);

        assertThat(text).isEqualTo("u Q0 a 1 2 r\nu Q0 z 2 1 r\n");
        assertThat(items(run(RunFormat.TREC, text), "u")).containsExactly("a", "z");
    }

    private static Recommendation<String> of(String item, float score, int rank) {
        return Recommendation.of(item, score, rank, "x");
    }

    @ParameterizedTest
    @CsvSource({"TREC,a b,holds a space", "TREC,a\u0001b,holds a space or a control", "CSV,' a',starts or ends"})
    void idsThatAFormatCannotHoldAreRefused(RunFormat format, String item, String rule) {
        Run<String, String> run =
                Run.builder("r", STRING, STRING).add("u", item, 1).build();

        assertThatThrownBy(() -> written(format, run))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("item '")
                .hasMessageContaining(rule)
                .hasMessageContaining("write JSON, or map the ids");
    }

    @Test
    void gainsThatTrecCannotHoldAreRefused() {
        Judgments<String, String> judgments =
                Judgments.builder(STRING, STRING).add("u", "a", 3.5).build();

        assertThatThrownBy(() -> FILES.writeJudgments(judgments, new ByteArrayOutputStream()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("the gain 3.5 is no whole number");
    }

    @ParameterizedTest
    @EnumSource(RunFormat.class)
    void aFailedWriteLeavesTheEarlierFile(RunFormat format) throws IOException {
        Path file = Files.writeString(directory.resolve("out"), "before");
        Run<String, String> run = Run.builder("r", STRING, STRING)
                .add("u", "fine", 2)
                .add("v", " no\u0001 ", 1)
                .build();
        if (format == RunFormat.JSON) {
            FILES.withFormat(format).writeRun(run, file);
            assertThat(items(FILES.withFormat(format).readRun(file), "v")).containsExactly(" no\u0001 ");
            return;
        }

        assertThatThrownBy(() -> FILES.withFormat(format).writeRun(run, file)).isInstanceOf(DataException.class);

        assertThat(file).hasContent("before");
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void linksAndPipesStayWhatTheyAre() throws IOException {
        Path real = Files.writeString(directory.resolve("real.run"), "");
        Path link = Files.createSymbolicLink(directory.resolve("link.run"), real);

        FILES.writeRun(run(RunFormat.TREC, "u Q0 a 1 1 t"), link);

        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(real).hasContent("u Q0 a 1 1.0 t");
    }
}
