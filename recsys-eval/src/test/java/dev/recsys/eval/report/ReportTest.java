package dev.recsys.eval.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recsys.DataException;
import dev.recsys.eval.Background;
import dev.recsys.eval.Judgments;
import dev.recsys.eval.PairedDifference;
import dev.recsys.eval.Relevance;
import dev.recsys.eval.Run;
import dev.recsys.eval.metric.Direction;
import dev.recsys.eval.metric.Metrics;
import dev.recsys.eval.split.GlobalTimeSplit;
import dev.recsys.eval.split.Split;
import dev.recsys.event.IdType;
import dev.recsys.execution.Parallelism;
import dev.recsys.feature.FeatureBuilder;
import dev.recsys.feature.FeatureConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReportTest {

    private static final Report REPORT = Examples.study().report();

    @Test
    void theVerdictNamesTheBetterSystemAndTheUndecidedOne() {
        assertThat(REPORT.verdict().get(0)).startsWith("Of 2 systems, 1 is better than old");
        assertThat(REPORT.verdict().get(1)).startsWith("new is better than old on ndcg@10");
        assertThat(REPORT.verdict().get(2)).contains("was shown", "four times in five");
    }

    @Test
    void referencesAreAddedOnceWhereTheBackgroundIsKnown() {
        assertThat(REPORT.systems()).containsExactly("old", "new", Examples.HOSTILE, "popularity", "random");
    }

    @ParameterizedTest
    @EnumSource
    void theSameStudyGivesTheSameBytesAtAnyParallelism(ReportFormat format) {
        Report again = Examples.study().withParallelism(Parallelism.threads(3)).report();
        assertThat(format.text(again)).isEqualTo(format.text(REPORT));
    }

    @Test
    void allFormatsShowTheSameNumbers() throws Exception {
        JsonNode json = new ObjectMapper().readTree(ReportFormat.JSON.text(REPORT));
        String html = ReportFormat.HTML.text(REPORT);
        String csv = ReportFormat.CSV.text(REPORT);
        for (JsonNode system : json.get("systems")) {
            system.get("metrics").properties().forEach(metric -> {
                double value = metric.getValue().get("value").asDouble();
                String shown = Numbers.value(value);
                assertThat(html).contains(">" + shown + "<");
                assertThat(ReportFormat.MARKDOWN.text(REPORT)).contains(shown);
                assertThat(ReportFormat.LATEX.text(REPORT)).contains(shown);
                assertThat(csv).contains("," + value + ",");
            });
        }
        assertThat(json.get("systems")).hasSize(5);
        assertThat(csv.lines()).hasSize(1 + 5 * json.get("metrics").size());
    }

    @Test
    void nothingOfTheDataBecomesMarkup() {
        String html = ReportFormat.HTML.text(REPORT);
        assertThat(html).doesNotContainIgnoringCase("<script").contains("&lt;script&gt;alert(&quot;x&quot;)");
        assertThat(html).doesNotContain("src=", "url(", "@import");
        assertThat(Pattern.compile("https?://(?!www\\.w3\\.org/2000/svg)")
                        .matcher(html)
                        .find())
                .isFalse();
        assertThat(ReportFormat.MARKDOWN.text(REPORT)).doesNotContain("<script").contains("\\|\\_$%\\\\");
        assertThat(ReportFormat.LATEX.text(REPORT))
                .contains("\\_\\$\\%\\textbackslash{}")
                .doesNotContain("</script>");
        assertThat(ReportFormat.CSV.text(REPORT)).contains("\"<script>alert(\"\"x\"\")");
    }

    @Test
    void elementsOfThePageAreClosed() {
        String html = ReportFormat.HTML.text(REPORT);
        for (String element : List.of(
                "svg", "g", "path", "line", "rect", "text", "table", "td", "th", "tr", "div", "section", "figure", "ol",
                "li", "dl", "dt", "dd", "p", "span", "article", "title")) {
            long opened = Pattern.compile("<" + element + "[ >]")
                    .matcher(html)
                    .results()
                    .count();
            long closed = Pattern.compile("</" + element + ">")
                    .matcher(html)
                    .results()
                    .count();
            assertThat(closed).as(element).isEqualTo(opened);
        }
        assertThat(html).doesNotContain("NaN", "Infinity");
    }

    @Test
    void aTextThatASpreadsheetWouldRunIsMadeHarmless() {
        assertThat(TableReports.csvText("=1+1")).isEqualTo("'=1+1");
        assertThat(TableReports.csvText("a,\"b\"")).isEqualTo("\"a,\"\"b\"\"\"");
    }

    @Test
    void aFileIsReplacedWholeAndNothingElseIsLeft(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("report.html"), "old");
        ReportFormat.HTML.write(REPORT, file);
        assertThat(Files.readString(file)).isEqualTo(ReportFormat.HTML.text(REPORT));
        assertThat(directory).isDirectoryContaining(path -> path.equals(file));
        try (var files = Files.list(directory)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void oneSystemAndOneUserAreReportedWithoutAComparison() {
        Report report = Study.of(judgments(1), List.of(run("only", 1, 1))).report();
        assertThat(report.verdict()).hasSize(1).first().asString().contains("no other system");
        assertThat(report.caveats()).anyMatch(line -> line.startsWith("Only 1 user:"));
        writeAll(report);
    }

    @Test
    void oneUserShowsNothing() {
        Report report =
                Study.of(judgments(1), List.of(run("a", 1, 1), run("b", 1, 2))).report();
        assertThat(report.verdict().get(1)).contains("was shown").endsWith("So few users show nothing.");
        writeAll(report);
    }

    @Test
    void systemsThatAreTheSameTieForAllUsers() {
        Report report = Study.of(judgments(30), List.of(run("a", 30, 1), run("b", 30, 1)))
                .report();
        assertThat(report.verdict().get(1))
                .contains("it wins 0, ties 30 and loses 0")
                .endsWith("The lists give every user the same value.");
        writeAll(report);
    }

    @Test
    void aMetricWithoutAnyValueIsADash() {
        Judgments<String, Integer> judgments = judgments(3);
        Run<String, Integer> none = Run.builder("none", IdType.STRING, IdType.INT)
                .add("u0", List.of())
                .build();
        Report report = Examples.study()
                .withMetrics(Metrics.parseAll("ndcg@10", "novelty@10"))
                .report();
        assertThat(report.systems()).hasSize(5);
        Report empty = Study.of(judgments, List.of(none, run("b", 3, 1)))
                .withMetrics(Metrics.parseAll("ndcg@5"))
                .report();
        assertThat(empty.caveats()).anyMatch(line -> line.startsWith("No list for 3 of 3 users from none"));
        writeAll(empty);
    }

    @Test
    void anUnknownBaselineIsToldWithTheNamesThereAre() {
        assertThatThrownBy(() -> Examples.study().withBaseline("older").report())
                .isInstanceOf(DataException.class)
                .hasMessageContaining("old, new");
    }

    @Test
    void aReferenceCanBeTheBaseline() {
        Report report = Examples.study().withBaseline("popularity").report();
        assertThat(report.baseline()).isEqualTo("popularity");
        assertThat(report.verdict()).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void aSmallerValueIsAWinWhereLessIsBetter() throws Exception {
        Report report = Examples.study()
                .withMetrics(Metrics.parseAll("calibration@10", "ndcg@10"))
                .report();
        JsonNode random = new ObjectMapper()
                .readTree(ReportFormat.JSON.text(report))
                .get("systems")
                .get(4);
        JsonNode contrast = random.get("metrics").get("calibration@10").get("againstBaseline");
        boolean smaller = contrast.get("value").asDouble() < 0;
        assertThat(contrast.get("value").asDouble()).isNotZero();
        assertThat(contrast.get("wins").asInt() > contrast.get("losses").asInt())
                .isEqualTo(smaller);
    }

    @Test
    void winsAreSwappedOnlyWhereLessIsBetter() {
        var difference = PairedDifference.of(new double[] {1, 2, 3, 0}, new double[] {0, 0, 3, 1});
        assertThat(Contrasts.counts(Direction.HIGHER_IS_BETTER, difference)).isEqualTo(new Sections.Counts(4, 2, 1, 1));
        assertThat(Contrasts.counts(Direction.LOWER_IS_BETTER, difference)).isEqualTo(new Sections.Counts(4, 1, 1, 2));
        assertThat(Contrasts.counts(Direction.NEUTRAL, difference)).isEqualTo(new Sections.Counts(4, 2, 1, 1));
        var counts = Contrasts.counts(Direction.LOWER_IS_BETTER, difference);
        var delta = new Sections.Delta(
                "new",
                3,
                Charts.bins(new double[] {1, 2, 0, -1}, 3),
                new Sections.Contrast(
                        Sections.Estimate.of(0.5),
                        counts,
                        new Sections.Tests(1, 1, 1, 0, 1),
                        Sections.Outcome.UNDECIDED));
        var column = new Sections.Column("calibration@10", "", Direction.LOWER_IS_BETTER);
        String picture = HistogramChart.draw(delta, column, "old", 500).markup().toString();
        assertThat(picture.indexOf("wins 1")).isPositive().isLessThan(picture.indexOf("loses 2"));
        assertThat(picture.lastIndexOf("class=\"lose\"")).isGreaterThan(picture.lastIndexOf("class=\"win\""));
    }

    @Test
    void meansOverDifferentUsersAreNotRanked() throws Exception {
        Report report = partial("some", 40).report();
        JsonNode json = new ObjectMapper().readTree(ReportFormat.JSON.text(report));
        int all = json.get("systems").get(0).get("users").asInt();
        JsonNode some = json.get("systems").get(1).get("metrics");
        assertThat(some.get("novelty@10").get("users").asInt()).isLessThan(all);
        assertThat(some.get("ndcg@10").get("users").asInt()).isEqualTo(all);
        for (JsonNode point : json.get("tradeoffs").get(1).get("points")) {
            assertThat(point.get("front").asBoolean()).isFalse();
        }
        String html = ReportFormat.HTML.text(report);
        assertThat(html).contains("n = " + some.get("novelty@10").get("users").asInt());
        assertThat(report.verdict().get(1)).startsWith("Among the ").contains(" some ", "p ");
        assertThat(report.caveats()).anyMatch(line -> line.contains("--known-users"));
    }

    /** A system that answers only some users, and as the baseline does. */
    private static Study<String, Integer> partial(String name, int answered) {
        Split<String, Integer> split = GlobalTimeSplit.latest(0.3).split(Examples.log(7));
        Background<String, Integer> background =
                Background.of(FeatureBuilder.build(split.train(), FeatureConfig.defaults()));
        Judgments<String, Integer> judgments = Judgments.of(split.test(), Relevance.defaults(), background);
        Run<String, Integer> old = Examples.run("old", judgments, background, 0.25, 1);
        Run<String, Integer> full = Examples.run(name, judgments, background, 0.25, 5);
        Run.Builder<String, Integer> some = Run.builder(name, IdType.STRING, IdType.INT);
        for (int user = 0; user < answered; user++) {
            String id = judgments.users().id(user);
            some.add(id, full.list(id));
        }
        return Study.of(judgments, List.of(old, some.build())).withBackground(background);
    }

    @Test
    void theRunCardSaysEveryRuleAndWhatBecameOfTheEvents() throws Exception {
        JsonNode facts =
                new ObjectMapper().readTree(ReportFormat.JSON.text(REPORT)).get("facts");
        Map<String, String> card = new LinkedHashMap<>();
        facts.forEach(fact -> card.put(
                fact.get("group").asText() + "/" + fact.get("name").asText(),
                fact.get("value").asText()));
        assertThat(card)
                .containsEntry("Rules/Users without a relevant item", "are left out")
                .containsEntry("Rules/Users without a list", "count with 0 in metrics of accuracy")
                .containsEntry("Rules/Items twice in a list", "are an error")
                .containsEntry("Rules/Items nobody judged", "are not relevant")
                .containsEntry("Rules/Equal scores", "stay in the order of the list")
                .containsEntry("Rules/Relevant items", "have a gain above 0")
                .containsKeys(
                        "Split/Before", "Split/Test users with history", "Users and items/Users and items judged");
        assertThat(card.values()).noneMatch(String::isBlank);
    }

    @Test
    void calibrationHasItsPlaceOrSaysWhyNot() {
        assertThat(ReportFormat.HTML.text(REPORT)).contains("id=\"calibration\"");
        Background<String, Integer> background =
                Background.of(FeatureBuilder.build(Examples.log(7), FeatureConfig.defaults()));
        Report without = Study.of(judgments(30), List.of(run("a", 30, 1), run("b", 30, 2)))
                .withBackground(background)
                .report();
        assertThat(ReportFormat.HTML.text(without)).contains("Not known: the items have no categories.");
    }

    @Test
    void namesAreCutInTheMiddle() {
        assertThat(Picture.cut("recommender-of-the-year-a", 80))
                .isNotEqualTo(Picture.cut("recommender-of-the-year-b", 80))
                .startsWith("re")
                .endsWith("-a");
    }

    @Test
    void losersAreShownOfEachChallengerButNotOfReferences() throws Exception {
        JsonNode users =
                new ObjectMapper().readTree(ReportFormat.JSON.text(REPORT)).get("users");
        List<String> losing = new ArrayList<>();
        users.forEach(one -> {
            if (one.get("reason").asText().equals("loss")) {
                losing.add(one.get("system").asText());
            }
        });
        assertThat(losing).containsExactly("new", "new", Examples.HOSTILE, Examples.HOSTILE);
    }

    private static void writeAll(Report report) {
        for (ReportFormat format : ReportFormat.values()) {
            assertThat(format.text(report)).doesNotContain("NaN").isNotEmpty();
        }
    }

    private static Judgments<String, Integer> judgments(int users) {
        Judgments.Builder<String, Integer> judgments = Judgments.builder(IdType.STRING, IdType.INT);
        for (int user = 0; user < users; user++) {
            judgments.add("u" + user, user % 7, 1);
        }
        return judgments.build();
    }

    private static Run<String, Integer> run(String name, int users, int step) {
        Run.Builder<String, Integer> run = Run.builder(name, IdType.STRING, IdType.INT);
        for (int user = 0; user < users; user++) {
            for (int item = 0; item < 10; item++) {
                run.add("u" + user, item * step % 11, -item);
            }
        }
        return run.build();
    }
}
