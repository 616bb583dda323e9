package dev.recsys.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recsys.event.IdType;
import dev.recsys.io.files.FileRunLocks;
import dev.recsys.io.jdbc.JdbcDatabase;
import dev.recsys.io.jdbc.JdbcRecommendationStore;
import dev.recsys.io.jdbc.Sqlite;
import dev.recsys.store.RunLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineCommandTest {

    @TempDir
    Path directory;

    private Path config;

    @BeforeEach
    void write() throws IOException {
        List<String> rows = new ArrayList<>(List.of("user,item,time"));
        for (int user = 0; user < 40; user++) {
            for (int i = 0; i < 6; i++) {
                int item = (user % 3) * 10 + (user / 3 + i * 3) % 10;
                rows.add("u" + user + "," + item + "," + (1_700_000_000 + i * 1000 + user));
            }
        }
        Files.write(directory.resolve("plays.csv"), rows);
        config = Files.writeString(directory.resolve("films.json"), """
                {
                  "name": "films",
                  "events": {"file": "plays.csv", "header": true, "itemIds": "int"},
                  "features": {"weighting": "binary"},
                  "algorithm": {"name": "ials", "parameters": {"factors": 4, "seed": 7}},
                  "evaluation": {"split": "leave-last-out", "metrics": ["ndcg@10", "coverage@10"]},
                  "gate": {"minUsers": 10},
                  "k": 5,
                  "directory": "store"
                }
                """);
    }

    private Cli pipeline(String command, Object... more) {
        List<Object> args = new ArrayList<>(List.of("pipeline", command, "--config", config));
        args.addAll(List.of(more));
        return Cli.run(args.toArray());
    }

    private JdbcRecommendationStore<String, Integer> lists() {
        return JdbcDatabase.open(Sqlite.dataSource(directory.resolve("store/lists.db")), IdType.STRING, IdType.INT)
                .recommendations("films");
    }

    @Test
    void oneCommandGoesFromTheFileToPublishedLists() {
        Cli run = pipeline("run", "--threads", 1);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains(" succeeded, started ")
                .contains("  publish    finished")
                .contains("live films-v1");
        assertThat(lists().find("u7").orElseThrow().items()).hasSize(5);
        Cli resumed = pipeline("run", "--resume");
        assertThat(resumed.code()).isZero();
        assertThat(resumed.out()).matches("nothing to resume: run \\S+ succeeded, started \\S+Z\\Rlive films-v1\\R");
    }

    @Test
    void stagesRunInProcessesOfTheirOwnUnderAnId() {
        for (String stage : List.of("extract", "features", "train", "evaluate", "recommend", "publish", "metrics")) {
            Cli one = pipeline("run", "--stage", stage, "--run", "2026-11-22");
            assertThat(one.code()).as(stage + ": " + one.err()).isZero();
        }

        JsonNode status = pipeline("status", "--json").json();
        assertThat(status.at("/live").asText()).isEqualTo("films-v1");
        assertThat(status.at("/published").asText()).isEqualTo("films-v1");
        assertThat(status.at("/runs/0/runId").asText()).isEqualTo("2026-11-22");
        assertThat(status.at("/runs/0/status").asText()).isEqualTo("succeeded");
        assertThat(status.at("/runs/0/stages").size()).isEqualTo(7);
        assertThat(status.at("/runs/0/stages/3/numbers/candidate.ndcg@10").asDouble())
                .isPositive();
    }

    @Test
    void aStageTooEarlyIsAFailureThatNamesTheOther() {
        assertThat(pipeline("run", "--stage", "train").errors())
                .containsExactly("recsys: pipeline 'films': there is no run yet; begin one with stage extract");
        pipeline("run", "--stage", "extract");
        Cli early = pipeline("run", "--stage", "train");

        assertThat(early.code()).isEqualTo(1);
        assertThat(early.errors()).singleElement().asString().contains("stage features is not finished; run it first");
    }

    @Test
    void aRefusedModelHasAnExitCodeOfItsOwn() throws IOException {
        pipeline("run");
        Files.writeString(config, Files.readString(config).replace("\"minUsers\": 10", "\"minUsers\": 1000"));
        Cli refused = pipeline("run");

        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.errors())
                .singleElement()
                .asString()
                .contains("only 40 users were judged but minUsers is 1000")
                .endsWith("films-v1 stays live");
        assertThat(pipeline("status").out())
                .contains("live      films-v1, lists of films-v1")
                .contains(" rejected, ");
    }

    @Test
    void aLockedPipelineHasAnExitCodeOfItsOwn() {
        try (RunLock lock =
                FileRunLocks.at(directory.resolve("store/locks")).acquire("films", "r1", Duration.ofHours(1))) {
            Cli locked = pipeline("run");

            assertThat(locked.code()).isEqualTo(4);
            assertThat(locked.errors())
                    .singleElement()
                    .asString()
                    .contains("locked by run r1 (process " + lock.holder().pid())
                    .contains("or delete ");
            assertThat(pipeline("status").out()).contains("at work   run r1 (process ");
        }
    }

    @Test
    void resumingWithoutAnyRunIsAFailure() {
        Cli resumed = pipeline("run", "--resume");

        assertThat(resumed.code()).isEqualTo(1);
        assertThat(resumed.errors()).singleElement().asString().contains("pipeline 'films' has no run yet");
    }

    @Test
    @Tag("slow") // waits for the database
    void aDatabaseThatIsBusyWhenItIsOpenedMayPass() throws Exception {
        Path database = Files.createDirectory(directory.resolve("store")).resolve("lists.db");
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN EXCLUSIVE");

            Cli busy = pipeline("run");

            assertThat(busy.code()).as(busy.err()).isEqualTo(5);
            assertThat(busy.errors()).singleElement().asString().contains("busy");
        }
        assertThat(pipeline("run").code()).isZero();
    }

    @Test
    void rollbackGoesBackListsIncluded() {
        pipeline("run");
        pipeline("run");
        assertThat(lists().publishedVersion().orElseThrow().number()).isEqualTo(2);

        assertThat(pipeline("rollback").out()).isEqualTo("live films-v1\n");

        assertThat(lists().publishedVersion().orElseThrow().number()).isEqualTo(1);
        assertThat(pipeline("rollback").code()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "factors": 4        | "factor": 4           | algorithm.parameters.factor: is unknown; did you mean 'factors'?
            "factors": 4        | "factors": "many"     | algorithm.parameters.factors: 'many' is not a number
            "factors": 4        | "factors": 0          | algorithm.parameters.factors: '0'
            "name": "ials"      | "name": "isal"        | algorithm.name: 'isal' is unknown; valid algorithms are ials
            "binary"            | "binry"               | features.weighting: 'binry'
            "k": 5              | "k": 0                | k: '0'
            "k": 5              | "K": 5                | K: is unknown; did you mean 'k'?
            "k": 5,             | "k": 5, "k": 6,       | the file is not valid JSON: Duplicate field 'k'
            "k": 5,             | "trainMode": "cold",  | trainMode: 'cold'
            "file": "plays.csv" | "fiel": "plays.csv"   | events.fiel: is unknown; did you mean 'file'?
            "itemIds": "int"    | "itemIds": "integer"  | events.itemIds: 'integer' is unknown; valid types are
            "leave-last-out"    | "last"                | evaluation.split: 'last' is unknown; valid splits are
            "ndcg@10"           | "ndgc@10"             | evaluation.metrics: metric 'ndgc@10' is unknown
            , "coverage@10"     | , "rmse"              | evaluation.metrics: metric rmse is of ratings
            , "coverage@10"     | , "ndcg@10"           | evaluation.metrics: metric ndcg@10 is there twice
            , "coverage@10"     | , "calibration@10"    | evaluation.metrics: metric calibration@10 needs categories
            "minUsers": 10      | "metric": "ndgc@10"   | gate.metric: 'ndgc@10' is not measured; give one of ndcg@10, coverage@10
            "ndcg@10",          | "recall@10",          | gate.metric: 'ndcg@10' is not measured; give one of recall@10
            "minUsers": 10      | "minCoverage": 0.1, "coverageMetric": "coverage@5" | gate.coverageMetric: 'coverage@5' is not
            "header": true      | "columns": "user=0"   | events.columns: columns 'user=0': user and item
            "header": true      | "separator": "tabbed" | events.separator: 'tabbed' is unknown; give tab, comma
            "minUsers": 10      | "minUsers": true      | gate.minUsers: 'true' is not a number
            "directory": "store"| "dir": "store"        | dir: is unknown
            "name": "films"     | "name": "a/b"         | name: a model's name has
            """)
    void whatIsWrongInTheFileIsNamedByItsPath(String find, String replace, String message) throws IOException {
        Files.writeString(config, Files.readString(config).replace(find, replace));
        Cli wrong = pipeline("run");

        assertThat(wrong.code()).as(wrong.err()).isEqualTo(2);
        assertThat(wrong.errors())
                .singleElement()
                .asString()
                .contains(config.toString())
                .contains(message);
        assertThat(directory.resolve("store")).doesNotExist();
    }

    @Test
    void aSeparatorMayBeGivenByName() throws IOException {
        Path plays = directory.resolve("plays.csv");
        Files.writeString(plays, Files.readString(plays).replace(',', ';'));
        Files.writeString(
                config,
                Files.readString(config).replace("\"header\": true", "\"header\": true, \"separator\": \"semicolon\""));

        assertThat(pipeline("run", "--stage", "extract").code()).isZero();
    }

    @Test
    void missingPartsAreNamed() throws IOException {
        Files.writeString(config, "{\"name\": \"films\"}");

        assertThat(pipeline("status").errors()).containsExactly("recsys: " + config + ": events: is missing");
        assertThat(Cli.run("pipeline", "run", "--config", directory.resolve("none.json"))
                        .code())
                .isEqualTo(2);
        assertThat(Cli.run("pipeline").errors()).singleElement().asString().contains("run, status, rollback");
    }
}
