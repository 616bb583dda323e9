package dev.recsys.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recsys.algorithm.Algorithms;
import dev.recsys.als.Als;
import dev.recsys.data.ItemCatalog;
import dev.recsys.event.EventLog;
import dev.recsys.event.IdType;
import dev.recsys.io.files.FileModelStore;
import dev.recsys.model.ModelBundle;
import dev.recsys.nmf.Nmf;
import dev.recsys.popularity.Popularity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --where}, {@code --explain} and the two kinds of {@code similar}. */
class RulesAndExplanationsTest {

    @TempDir
    static Path models;

    /** Even users like even items, odd users odd ones; item n costs n, every third is a comedy. */
    @BeforeAll
    static void save() {
        var builder = EventLog.builder(IdType.STRING, IdType.INT);
        for (int user = 0; user < 20; user++) {
            for (int item = 0; item < 20; item++) {
                if (item % 2 == user % 2 && item != user) {
                    builder.add("u" + user, item, 1);
                }
            }
        }
        EventLog<String, Integer> log = builder.build();
        List<ItemCatalog.Item<Integer>> items = new ArrayList<>();
        for (int item = 0; item < 20; item++) {
            items.add(ItemCatalog.Item.of(item)
                    .withTitle("Film " + item)
                    .withCategories(List.of(item % 3 == 0 ? "Comedy" : "Drama"))
                    .withAttributes(Map.of("price", String.valueOf(item))));
        }
        ItemCatalog<Integer> catalog = ItemCatalog.of(IdType.INT, items);
        save("ials", Als.implicit().withFactors(8).train(log).withCatalog(catalog));
        save("nmf", Nmf.frobenius().withFactors(2).train(log).withCatalog(catalog));
        save("bare", Popularity.byUsers().train(log));
    }

    private static void save(String name, ModelBundle<String, Integer> bundle) {
        FileModelStore store = FileModelStore.at(models, Algorithms.builtIn());
        store.promote(store.save(name, bundle));
    }

    private static Cli run(String command, String name, Object... more) {
        List<Object> args = new ArrayList<>(List.of(command, "--model", models, "--name", name));
        args.addAll(List.of(more));
        return Cli.run(args.toArray());
    }

    private static List<Integer> items(Cli result) {
        assertThat(result.code()).as(result.err()).isZero();
        List<Integer> items = new ArrayList<>();
        result.json().get("items").forEach(item -> items.add(item.get("item").intValue()));
        return items;
    }

    @Test
    void onlyItemsThatMeetTheRuleAreRecommended() {
        String rule = "category=Comedy & price<=12";

        assertThat(items(run("recommend", "ials", "--user", "u3", "--where", rule, "--json")))
                .startsWith(3)
                .containsExactlyInAnyOrder(0, 3, 6, 12);
        assertThat(items(run("recommend", "ials", "--user", "nobody", "--where", rule, "--json")))
                .as("of the fallback")
                .containsExactlyInAnyOrder(0, 3, 6, 9, 12);
        assertThat(items(run("similar", "ials", "--item", 4, "--where", rule, "--json")))
                .containsExactlyInAnyOrder(0, 3, 6, 9, 12);
    }

    @Test
    void aRuleThatIsNoneIsAWrongCommandLine() {
        Cli result = run("recommend", "ials", "--user", "u3", "--where", "category=Comedy & ");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.errors())
                .singleElement()
                .asString()
                .contains("--where: rule 'category=Comedy & ': has the end where a term should be, at character 19");
    }

    @Test
    void withoutACatalogueNoTermIsMet() {
        Cli result = run("recommend", "bare", "--user", "u3", "--where", "category=Comedy", "--json");

        assertThat(items(result)).isEmpty();
        assertThat(result.err()).contains("without a catalogue");
    }

    @Test
    void eachItemIsExplainedByTheHistory() {
        Cli result = run("recommend", "ials", "--user", "u3", "-k", 1, "--explain", "--json");

        assertThat(items(result)).containsExactly(3);
        JsonNode because = result.json().get("items").get(0).get("because");
        double sum = because.get("base").doubleValue();
        List<Integer> history = new ArrayList<>();
        for (JsonNode share : because.get("shares")) {
            sum += share.get("share").doubleValue();
            history.add(share.get("item").intValue());
        }
        assertThat(sum).isCloseTo(because.get("score").doubleValue(), org.assertj.core.api.Assertions.within(1e-9));
        assertThat(history).containsExactlyInAnyOrder(1, 5, 7, 9, 11, 13, 15, 17, 19);
        assertThat(run("recommend", "ials", "--user", "u3", "-k", 1, "--explain")
                        .out())
                .contains("because of")
                .containsPattern(
                        "Film 3: Film \\d+ \\+0\\.\\d+, .*6 more \\+0\\.\\d+, base 0\\.0000; together 0\\.\\d+");
    }

    @Test
    void anUnknownUserIsExplainedByTheFallback() {
        JsonNode item = run("recommend", "ials", "--user", "nobody", "-k", 1, "--explain", "--json")
                .json()
                .get("items")
                .get(0);

        assertThat(item.get("source").textValue()).isEqualTo("popularity");
        assertThat(item.get("because").get("base").doubleValue()).isEqualTo(9);
        assertThat(item.get("because").get("shares")).isEmpty();
    }

    @Test
    void whatAModelCannotDoNamesTheAlgorithmsThatCan() {
        Cli explain = run("recommend", "nmf", "--user", "u3", "--explain");
        Cli similar = run("similar", "bare", "--item", 3);
        Cli users = run("similar", "bare", "--user", "u3");

        assertThat(explain.code()).isEqualTo(1);
        assertThat(explain.errors()).singleElement().asString().contains("nmf cannot explain", "--algorithm", "ials");
        assertThat(explain.err()).doesNotContain("or nmf");
        assertThat(similar.code()).isEqualTo(1);
        assertThat(similar.errors())
                .singleElement()
                .asString()
                .contains("popularity cannot find similar items", "ials", "nmf");
        assertThat(users.code()).isEqualTo(1);
        assertThat(users.errors()).singleElement().asString().contains("popularity cannot find similar users", "ials");
    }

    @Test
    void severalItemsAreTakenTogether() {
        Cli result = run("similar", "ials", "--item", "4,6", "-k", 3, "--json");

        assertThat(items(result)).hasSize(3).allMatch(item -> item % 2 == 0 && item != 4 && item != 6);
        assertThat(result.json().get("of")).hasSize(2);
        assertThat(run("similar", "ials", "--item", "4,6").out())
                .contains("similar to Film 4 and Film 6, from ials-v1");
    }

    @Test
    void similarUsersLikeTheSame() {
        Cli result = run("similar", "ials", "--user", "u4", "-k", 3, "--json");

        assertThat(result.code()).as(result.err()).isZero();
        JsonNode users = result.json().get("users");
        assertThat(users).hasSize(3);
        for (JsonNode user : users) {
            assertThat(Integer.parseInt(user.get("user").textValue().substring(1)) % 2)
                    .isZero();
            assertThat(user.get("similarity").doubleValue()).isBetween(0.5, 1.0001);
        }
        assertThat(users.get(0).get("rank").intValue()).isEqualTo(1);
        assertThat(run("similar", "ials", "--user", "u4").out()).contains("similar to user u4", "similarity");
    }

    @Test
    void oneOfItemAndUserIsNeeded() {
        assertThat(run("similar", "ials").code()).isEqualTo(2);
        assertThat(run("similar", "ials").err()).contains("--item", "--user");
        assertThat(run("similar", "ials", "--item", 4, "--user", "u4").code()).isEqualTo(2);
        assertThat(run("similar", "ials", "--user", "u4", "--where", "known").err())
                .contains("--where does not go with --user");
        assertThat(run("similar", "ials", "--user", "nobody").err()).contains("user 'nobody'", "is unknown to ials-v1");
        assertThat(run("similar", "ials", "--item", 99).err()).contains("item '99'", "is unknown to ials-v1");
    }
}
