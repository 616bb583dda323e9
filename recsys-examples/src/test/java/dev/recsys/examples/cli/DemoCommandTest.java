package dev.recsys.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.event.IdType;
import dev.recsys.io.files.FileRunStore;
import dev.recsys.io.jdbc.JdbcDatabase;
import dev.recsys.io.jdbc.Sqlite;
import dev.recsys.store.ModelVersion;
import dev.recsys.store.PublishedList;
import dev.recsys.store.RunManifest;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {

    private static final String NAME = "films-60x50-5";

    @TempDir
    Path work;

    private Cli demo() {
        return Cli.run("demo", "--work", work, "--users", 60, "--items", 50, "--seed", 5, "-k", 4);
    }

    @Test
    void everyRunPublishesTheNextVersionOfEverybodysLists() {
        Cli first = demo();
        Cli second = demo();

        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.out())
                .contains(
                        "0 already there", "NDCG@10", "popularity", NAME + "-v1 is live", "and is recommended", "Done");
        assertThat(second.code()).as(second.err()).isZero();
        assertThat(second.out()).contains(" 0 new events").contains(NAME + "-v2 is live");
        assertThat(line(first, "fingerprint")).isEqualTo(line(second, "fingerprint"));
        assertThat(line(first, "ials +0\\.\\d{4}"))
                .as("the same numbers again")
                .isEqualTo(line(second, "ials +0\\.\\d{4}"));

        JdbcDatabase<Integer, Integer> database =
                JdbcDatabase.open(Sqlite.dataSource(work.resolve(NAME + ".db")), IdType.INT, IdType.INT);
        Map<Integer, PublishedList<Integer>> lists = database.recommendations(NAME)
                .findAll(IntStream.rangeClosed(1, 60).boxed().toList());
        assertThat(lists).hasSize(60);
        assertThat(lists.values()).allMatch(list -> list.version().equals(new ModelVersion(NAME, 2)));
        assertThat(lists.values()).allMatch(list -> list.items().size() == 4);
        assertThat(FileRunStore.at(work.resolve("runs")).list(NAME))
                .hasSize(2)
                .allMatch(run -> run.status() == RunManifest.Status.SUCCEEDED);
    }

    private static String line(Cli result, String with) {
        Pattern pattern = Pattern.compile(with);
        return result.out().lines().filter(pattern.asPredicate()).findFirst().orElseThrow();
    }

    @Test
    void theOtherCommandsServeItsModel() {
        demo();
        Path models = work.resolve("models");

        Cli table = Cli.run("recommend", "--model", models, "--user", 7, "-k", 3);
        Cli json = Cli.run("recommend", "--model", models, "--user", 7, "-k", 3, "--json");
        Cli similar = Cli.run("similar", "--model", models, "--item", 9, "-k", 2);

        assertThat(table.code()).as(table.err()).isZero();
        assertThat(table.out()).contains("title", "categories", "ials");
        assertThat(json.json().get("user").intValue()).isEqualTo(7);
        assertThat(json.json().get("items")).hasSize(3);
        assertThat(similar.code()).isZero();
    }

    @Test
    void aMissingDataSetIsOneLine() {
        Cli result = Cli.run("demo", "--work", work, "--data", work.resolve("none"));

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err()).contains("none");
    }
}
