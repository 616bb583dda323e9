package dev.recsys.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecommendCommandTest {

    @TempDir
    static Path directory;

    private static Path models;

    /** Even users like even items, odd users odd ones; item 100 is liked by all but user u0. */
    @BeforeAll
    static void train() throws IOException {
        StringBuilder plays = new StringBuilder();
        for (int user = 0; user < 20; user++) {
            for (int item = 0; item < 20; item++) {
                if (item % 2 == user % 2 && item != user) {
                    plays.append("u" + user + "\t" + item + "\n");
                }
            }
            if (user > 0) {
                plays.append("u" + user + "\t100\n");
            }
        }
        models = directory.resolve("models");
        Path file = Files.writeString(directory.resolve("plays.tsv"), plays);
        Cli trained = Cli.run(
                "train",
                "--input",
                file,
                "--id-type",
                "string,int",
                "--out",
                models,
                "--set",
                "factors=8",
                "--name",
                "plays");
        assertThat(trained.code()).as(trained.err()).isZero();
    }

    private static List<Integer> items(Cli result) {
        assertThat(result.code()).as(result.err()).isZero();
        List<Integer> items = new ArrayList<>();
        result.json().get("items").forEach(item -> items.add(item.get("item").intValue()));
        return items;
    }

    @Test
    void jsonHasExactlyTheFieldsOthersRelyOn() {
        Cli result = Cli.run("recommend", "--model", models, "--user", "u3", "-k", 2, "--json");

        assertThat(result.code()).isZero();
        assertThat(result.err()).isEmpty();
        JsonNode json = result.json();
        assertThat(fields(json)).containsExactly("user", "modelVersion", "items");
        assertThat(json.get("user").textValue()).isEqualTo("u3");
        assertThat(json.get("modelVersion").textValue()).isEqualTo("plays-v1");
        assertThat(json.get("items")).hasSize(2);
        JsonNode first = json.get("items").get(0);
        assertThat(fields(first)).containsExactly("item", "score", "rank", "source");
        assertThat(first.get("item").isInt()).as("ids of type int are numbers").isTrue();
        assertThat(first.get("item").intValue())
                .as("the one odd item u3 has not seen")
                .isEqualTo(3);
        assertThat(first.get("score").isNumber()).isTrue();
        assertThat(first.get("rank").intValue()).isEqualTo(1);
        assertThat(first.get("source").textValue()).isEqualTo("ials");
    }

    private static List<String> fields(JsonNode node) {
        List<String> names = new ArrayList<>();
        for (Iterator<String> all = node.fieldNames(); all.hasNext(); ) {
            names.add(all.next());
        }
        return names;
    }

    @Test
    void anUnknownUserGetsWhatIsPopular() {
        Cli result = Cli.run("recommend", "--model", models, "--user", "nobody", "-k", 3, "--json");

        assertThat(items(result)).startsWith(100).hasSize(3);
        assertThat(result.json().get("items").get(0).get("source").textValue()).isEqualTo("popularity");
        assertThat(Cli.run("recommend", "--model", models, "--user", "nobody").out())
                .contains("unknown user nobody");
    }

    @Test
    void anUnknownUserWithAHistoryIsServedFromIt() {
        Cli odd = Cli.run(
                "recommend",
                "--model",
                models,
                "--user",
                "nobody",
                "--history",
                "1,3,5",
                "--exclude",
                "100,7",
                "-k",
                6,
                "--json");

        assertThat(items(odd)).containsExactlyInAnyOrder(9, 11, 13, 15, 17, 19);
    }

    @Test
    void excludedItemsAreNotRecommendedAndTheListStaysFull() {
        Cli all = Cli.run("recommend", "--model", models, "--user", "u3", "-k", 5, "--json");
        Cli without = Cli.run("recommend", "--model", models, "--user", "u3", "-k", 5, "--exclude", "3,0", "--json");

        assertThat(items(all)).hasSize(5).contains(3);
        assertThat(items(without)).hasSize(5).doesNotContain(3, 0);
    }

    @Test
    void aHistoryTheModelDoesNotKnowIsLeftAsideWithANote() {
        Cli result = Cli.run("recommend", "--model", models, "--user", "nobody", "--history", "777", "--json");

        assertThat(items(result)).startsWith(100);
        assertThat(result.err()).contains("none of the items of --history");
    }

    @Test
    void withoutJsonItIsATable() {
        Cli result = Cli.run("recommend", "--model", models, "--user", "u3", "-k", 1);

        assertThat(result.out())
                .contains("for user u3, from plays-v1")
                .contains("rank")
                .contains("ials");
    }

    @Test
    void similarItemsAreThoseLikedByTheSameUsers() {
        Cli result = Cli.run("similar", "--model", models, "--item", 4, "-k", 3, "--json");

        assertThat(items(result)).hasSize(3).allMatch(item -> item % 2 == 0 && item != 4 && item != 100);
        assertThat(fields(result.json())).containsExactly("item", "modelVersion", "items");
    }

    @Test
    void anIdOfAnotherTypeIsAWrongCommandLine() {
        Cli result = Cli.run("recommend", "--model", models, "--user", "u3", "--exclude", "x");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("--exclude 'x' is no id of type int");
    }

    @Test
    void whatIsNotThereIsOneLine() {
        Cli item = Cli.run("similar", "--model", models, "--item", 555);
        Cli model = Cli.run("recommend", "--model", directory.resolve("none"), "--user", "u3");
        Cli name = Cli.run("recommend", "--model", models, "--name", "films", "--user", "u3");

        assertThat(item.code()).isEqualTo(1);
        assertThat(item.errors()).hasSize(1).first().asString().contains("555");
        assertThat(model.code()).isEqualTo(1);
        assertThat(model.errors()).hasSize(1).first().asString().contains("recsys train");
        assertThat(name.code()).isEqualTo(1);
        assertThat(name.errors()).hasSize(1).first().asString().contains("plays");
    }
}
