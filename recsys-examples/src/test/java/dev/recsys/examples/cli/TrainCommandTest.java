package dev.recsys.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {

    @TempDir
    Path directory;

    private Path models;

    @BeforeEach
    void models() {
        models = directory.resolve("models");
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    @Test
    void aTrainedModelIsSavedAndLive() throws IOException {
        Path plays = file("plays.tsv", "ann\tx\t1\nann\ty\t2\nbob\ty\t1\nbob\tz\t1\n");

        Cli first = Cli.run("train", "--input", plays, "--out", models, "--set", "factors=4", "--threads", 1);
        Cli second = Cli.run("train", "--input", plays, "--out", models, "--algorithm", "popularity");

        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.out())
                .contains("2 users, 3 items, 4 events")
                .contains("model-v1")
                .contains("factors=4");
        assertThat(first.err())
                .contains("training ials on 2 users x 3 items, 4 pairs: needs")
                .contains("on 1 worker");
        assertThat(second.out()).contains("model-v2");
        assertThat(Cli.run("recommend", "--model", models, "--user", "ann", "--json")
                        .json()
                        .get("modelVersion")
                        .asText())
                .isEqualTo("model-v2");
    }

    @Test
    void aBrokenLineIsNamedAndNothingIsLeft() throws IOException {
        Path bad = file("bad.tsv", "ann\tx\t1\nann\ty\toops\nbob\ty\t1\n");

        Cli result = Cli.run("train", "--input", bad, "--out", models);

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err())
                .startsWith("recsys: " + bad + ":2, column 3 (weight): 'oops'")
                .contains("--max-rejected");
        assertThat(models).doesNotExist();
    }

    @Test
    void brokenLinesMayBeLeftOutUpToALimit() throws IOException {
        Path bad = file("bad.tsv", "ann\tx\t1\nann\ty\toops\nbob\ty\t1\n");

        assertThat(Cli.run("train", "--input", bad, "--out", models, "--max-rejected", "10%")
                        .code())
                .isEqualTo(1);
        Cli counted = Cli.run("train", "--input", bad, "--out", models, "--max-rejected", 1);
        Cli share = Cli.run("train", "--input", bad, "--out", models, "--max-rejected", "34%");

        assertThat(counted.code()).isZero();
        assertThat(counted.err()).contains("1 of 3 rows rejected");
        assertThat(share.code()).isZero();
    }

    @Test
    void aFailedTrainingLeavesEarlierVersionsAsTheyWere() throws IOException {
        Path good = file("good.tsv", "ann\tx\nbob\ty\n");
        Cli.run("train", "--input", good, "--out", models, "--algorithm", "popularity");

        Cli failed = Cli.run("train", "--input", file("bad.tsv", "ann\n"), "--out", models);

        assertThat(failed.code()).isEqualTo(1);
        assertThat(Cli.run("recommend", "--model", models, "--user", "ann", "--json")
                        .json()
                        .get("modelVersion")
                        .asText())
                .isEqualTo("model-v1");
    }

    @Test
    void aHeaderIsReadByNameAndMissedWithAHint() throws IOException {
        Path csv = file("plays.csv", "song,listener,plays\nx,ann,3\ny,bob,1\n");

        Cli byName = Cli.run(
                "train",
                "--input",
                csv,
                "--header",
                "--columns",
                "user=listener,item=song,weight=plays",
                "--out",
                models);
        Cli without = Cli.run("train", "--input", csv, "--out", models);

        assertThat(byName.code()).as(byName.err()).isZero();
        assertThat(byName.out()).contains("2 users, 2 items, 2 events");
        assertThat(without.code()).isEqualTo(1);
        assertThat(without.err()).contains("plays.csv:1").contains("--header");
    }

    @Test
    void otherLayoutsAndSeparatorsAreRead() throws IOException {
        Path lists = file("lists.txt", "1 10 11 12\n2 11\n");
        Path dat = file("ratings.dat", "1::10::5::978300760\n2::11::3::978302109\n");
        Path lines = file("plays.jsonl", "{\"user\":\"ann\",\"item\":\"x\"}\n{\"user\":\"bob\",\"item\":\"y\"}\n");

        assertThat(Cli.run("train", "--input", lists, "--layout", "adjacency", "--out", models)
                        .out())
                .contains("2 users, 3 items, 4 events");
        assertThat(Cli.run("train", "--input", dat, "--id-type", "int", "--out", models)
                        .out())
                .contains("2 users, 2 items, 2 events")
                .contains("2000-12-31");
        assertThat(Cli.run("train", "--input", lines, "--layout", "jsonl", "--out", models)
                        .out())
                .contains("2 users, 2 items, 2 events");
    }

    @Test
    void fieldsOfJsonAreReadByTheNamesGiven() throws IOException {
        Path lines = file("plays.jsonl", "{\"user\":\"x\",\"who\":\"ann\",\"what\":\"a\",\"often\":3}\n");

        Cli result = Cli.run(
                "train",
                "--input",
                lines,
                "--layout",
                "jsonl",
                "--columns",
                "user=who,item=what,weight=often",
                "--out",
                models);

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(Cli.run("recommend", "--model", models, "--user", "ann").code())
                .isZero();
    }

    @Test
    void brokenRowsOfAMovieLensDirectoryCountAgainstTheSameLimit() throws IOException {
        file("u.data", "1\t10\t5\t978300760\n1\t11\tgood\t978300760\n2\t11\t3\t978300760\n");
        file("u.genre", "Drama|0\n");
        file("u.item", "10|Ten|||url|1\n11|Eleven|||url|0\n");

        Cli strict = Cli.run("train", "--input", directory, "--layout", "movielens", "--out", models);
        Cli lenient =
                Cli.run("train", "--input", directory, "--layout", "movielens", "--max-rejected", 1, "--out", models);

        assertThat(strict.code()).isEqualTo(1);
        assertThat(strict.err()).contains("u.data:2").contains("--max-rejected");
        assertThat(lenient.code()).as(lenient.err()).isZero();
        assertThat(lenient.err()).contains("1 of 3 rows rejected");
        assertThat(lenient.out()).contains("2 users, 2 items, 2 events");
    }

    @Test
    void quotesMayBeCharactersLikeOthers() throws IOException {
        Path plays = file("plays.tsv", "ann\t\"Heroes\nbob\tLow\n");

        Cli quoted = Cli.run("train", "--input", plays, "--out", models);
        Cli plain = Cli.run("train", "--input", plays, "--no-quotes", "--out", models);

        assertThat(quoted.code()).isEqualTo(1);
        assertThat(quoted.err()).contains("plays.tsv:1, column 2").contains("--no-quotes");
        assertThat(plain.code()).as(plain.err()).isZero();
        assertThat(plain.out()).contains("2 users, 2 items, 2 events");
    }

    @Test
    void aSourceWithoutEventsIsNamed() throws IOException {
        Path empty = file("empty.tsv", "");
        Path broken = file("broken.tsv", "ann\tx\toops\n");

        Cli nothing = Cli.run("train", "--input", empty, "--out", models);
        Cli nothingLeft = Cli.run("train", "--input", broken, "--max-rejected", 1, "--out", models);

        assertThat(nothing.code()).isEqualTo(1);
        assertThat(nothing.err().lines()).hasSize(1);
        assertThat(nothing.err()).contains(empty + ": the source has no events;");
        assertThat(nothingLeft.code()).isEqualTo(1);
        assertThat(nothingLeft.errors()).singleElement().asString().contains("no events, after its broken rows");
    }

    @Test
    void aModelThatKnowsNoSimilarItemsNamesThoseThatDo() throws IOException {
        Path plays = file("plays.tsv", "ann\tx\nbob\ty\n");
        for (String algorithm : new String[] {"popularity", "ials", "nmf"}) {
            Cli.run("train", "--input", plays, "--out", models, "--name", algorithm, "--algorithm", algorithm);
        }

        Cli cannot = Cli.run("similar", "--model", models, "--name", "popularity", "--item", "x");

        assertThat(cannot.code()).isEqualTo(1);
        assertThat(cannot.errors()).singleElement().asString().contains("cannot find similar items", "--algorithm ials or ");
        for (String algorithm : new String[] {"ials", "nmf"}) {
            assertThat(Cli.run("similar", "--model", models, "--name", algorithm, "--item", "x")
                            .code())
                    .isZero();
        }
    }
}
