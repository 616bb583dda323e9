package dev.recsys.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.recsys.DataException;
import dev.recsys.data.ItemCatalog;
import dev.recsys.data.ItemCatalog.Item;
import dev.recsys.event.IdType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ItemRuleTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2026-02-01T00:00:00Z");

    /** 1 and 2 are comedies, 3 has nothing, 4 words for a price and a window; 9 is unknown. */
    private static final ItemCatalog<Integer> CATALOG = ItemCatalog.of(
            IdType.INT,
            List.of(
                    Item.of(1)
                            .withCategories(List.of("Comedy", "Drama"))
                            .withAttributes(Map.of("price", "9.5", "lang", "fr")),
                    Item.of(2).withCategories(List.of("Comedy")).withAttributes(Map.of("price", "20", "lang", "en")),
                    Item.of(3),
                    Item.of(4)
                            .withCategories(List.of("Science Fiction"))
                            .withAttributes(Map.of("price", "free", "category", "x"))
                            .withValidFrom(START)
                            .withValidUntil(END)));

    private static List<Integer> meeting(ItemRule rule) {
        return IntStream.of(1, 2, 3, 4, 9)
                .filter(item -> rule.holds(CATALOG, item))
                .boxed()
                .toList();
    }

    @Test
    void termsAskTheCatalogue() {
        assertThat(meeting(ItemRule.category("Comedy"))).containsExactly(1, 2);
        assertThat(meeting(ItemRule.categoryIn(List.of("Drama", "Science Fiction"))))
                .containsExactly(1, 4);
        assertThat(meeting(ItemRule.anyCategory())).containsExactly(1, 2, 4);
        assertThat(meeting(ItemRule.attribute("lang", "fr"))).containsExactly(1);
        assertThat(meeting(ItemRule.attribute("lang", "FR"))).isEmpty();
        assertThat(meeting(ItemRule.attributeIn("lang", List.of("fr", "en")))).containsExactly(1, 2);
        assertThat(meeting(ItemRule.hasAttribute("price"))).containsExactly(1, 2, 4);
        assertThat(meeting(ItemRule.known())).containsExactly(1, 2, 3, 4);
        assertThat(meeting(ItemRule.where("long id", item -> item.id().equals(3))))
                .containsExactly(3);
    }

    @Test
    void boundsAreIncludedAndWordsMeetNone() {
        assertThat(meeting(ItemRule.atMost("price", 9.5))).containsExactly(1);
        assertThat(meeting(ItemRule.atLeast("price", 9.5))).containsExactly(1, 2);
        assertThat(meeting(ItemRule.atLeast("price", 20.01))).isEmpty();
        assertThat(meeting(ItemRule.atLeast("weight", -1e9))).isEmpty();
    }

    @Test
    void numbersThatAreNotFiniteMeetNoBound() {
        ItemCatalog<Integer> odd = ItemCatalog.of(
                IdType.INT,
                List.of(
                        Item.of(1).withAttributes(Map.of("n", "NaN")),
                        Item.of(2).withAttributes(Map.of("n", "Infinity"))));

        for (int item : new int[] {1, 2}) {
            assertThat(ItemRule.atLeast("n", 0).holds(odd, item)).isFalse();
            assertThat(ItemRule.atMost("n", 0).holds(odd, item)).isFalse();
        }
    }

    @Test
    void validityIncludesItsStartAndNotItsEnd() {
        assertThat(meeting(ItemRule.validAt(START))).containsExactly(1, 2, 3, 4);
        assertThat(meeting(ItemRule.validAt(START.minusMillis(1)))).containsExactly(1, 2, 3);
        assertThat(meeting(ItemRule.validAt(END))).containsExactly(1, 2, 3);
    }

    @Test
    void anUnknownItemMeetsNoTermAndTheNegationOfEach() {
        assertThat(meeting(ItemRule.attribute("lang", "fr").not())).containsExactly(2, 3, 4, 9);
        assertThat(meeting(ItemRule.validAt(END).not())).containsExactly(4, 9);
        assertThat(meeting(ItemRule.known().and(ItemRule.attribute("lang", "fr").not())))
                .containsExactly(2, 3, 4);
        assertThat(meeting(ItemRule.known().not())).containsExactly(9);
    }

    @Test
    void theTextFormIsReadAsWritten() {
        ItemRule expected = ItemRule.category("Comedy")
                .and(ItemRule.atMost("price", 10))
                .and(ItemRule.attribute("lang", "fr").not());

        ItemRule rule = ItemRule.parse(" category = Comedy&price<=10 & ! lang=fr ");

        assertThat(rule).isEqualTo(expected).hasSameHashCodeAs(expected);
        assertThat(rule).hasToString("category=Comedy & price<=10 & !lang=fr");
        assertThat(meeting(rule)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "category=Science Fiction; category=Science Fiction",
                "category={Drama,Comedy}; category={Comedy, Drama}",
                "category={Drama}; category=Drama",
                "category=*; category=*",
                "\"category\"=x; \"category\"=x",
                "\"known\"=*; \"known\"=*",
                "lang!=fr; !lang=fr",
                "!!lang=fr; lang=fr",
                "!(a=1 | b=2) & c=3; !(a=1 | b=2) & c=3",
                "a=1 | b=2 & c=3; a=1 | b=2 & c=3",
                "(a=1 & b=2) & c=3; a=1 & b=2 & c=3",
                "(a=1 | b=2) & c=3; (a=1 | b=2) & c=3",
                "n>=-0; n>=0",
                "n<=1e300; n<=1.0E300",
                "n<=9.99; n<=9.99",
                "a=\"*\"; a=\"*\"",
                "a=\" x \"; a=\" x \"",
                "a=\"\"; a=\"\"",
                "a=\"say \\\"hi\\\" \\\\\"; a=\"say \\\"hi\\\" \\\\\"",
                "known & valid@2026-01-01T00:00:00Z; known & valid@2026-01-01T00:00:00Z",
                "valid=yes; \"valid\"=yes"
            })
    void theTextFormHasOneWayToBeWritten(String text, String canonical) {
        assertThat(ItemRule.parse(text)).hasToString(canonical);
        assertThat(ItemRule.parse(canonical)).isEqualTo(ItemRule.parse(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "~~; the end where a term should be, at character 1",
                "category=Comedy & & price<=10; '&' where a term should be, at character 19",
                "category=; the end where a value should be, at character 10",
                "category; 'category' without a value, at character 9",
                "price<10; 'price' without a value, at character 6",
                "price<=cheap; 'cheap' where a number should be, at character 8",
                "price<=NaN; 'NaN' where a number should be, at character 8",
                "price<=; the end where a number should be, at character 8",
                "(a=1; the end where ')' should be, at character 5",
                "a=1); ')' where the rule should end or go on with & or |, at character 4",
                "a={1, 2; the end where '}' should be, at character 8",
                "a={}; '}' where a value should be, at character 4",
                "a=\"x; quotes that are not closed, at character 3",
                "valid@tomorrow; 'tomorrow' where an instant should be, at character 7",
                "a=1 b=2; '=' where the rule should end or go on with & or |, at character 6"
            })
    void aTextThatIsNoRuleIsRefusedWithItsPlace(String text, String found) {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> ItemRule.parse(text))
                .satisfies(e -> assertThat(e.place()).isEqualTo("rule '" + text + "'"))
                .satisfies(e -> assertThat(e.rule()).isEqualTo("has " + found))
                .satisfies(e -> assertThat(e.remedy()).isNotBlank());
    }

    @Test
    void aRuleNestedBeyondReasonIsRefused() {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> ItemRule.parse("(".repeat(90_000) + "a=1"))
                .withMessageContaining("more than 100 levels");
        assertThat(ItemRule.parse("(".repeat(50) + "a=1" + ")".repeat(50))).hasToString("a=1");
    }

    @Test
    void aTextLongerThanAUserNeedsIsRefused() {
        String thousand = "a=1" + " | a=1".repeat(999);
        String list = "a={1" + ", 1".repeat(999) + "}";

        assertThat(meeting(ItemRule.parse(thousand))).isEqualTo(meeting(ItemRule.parse("a=1")));
        assertThat(ItemRule.parse(list)).isEqualTo(ItemRule.parse("a=1"));
        for (String tooLong : List.of(thousand + " & b=2", list + " & b=2", list.replace("}", ", 2}"))) {
            assertThatExceptionOfType(DataException.class)
                    .isThrownBy(() -> ItemRule.parse(tooLong))
                    .satisfies(e -> assertThat(e.place()).hasSizeLessThan(250))
                    .withMessageContaining("more than 1000 terms and listed values, at character");
        }
        assertThat(ItemRule.parse("a=" + "x".repeat(99_998))).isNotNull();
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> ItemRule.parse("a=" + "x".repeat(99_999)))
                .withMessageContaining("more than 100000 characters");
    }

    @Test
    void settingsAreChecked() {
        assertThatIllegalArgumentException().isThrownBy(() -> ItemRule.categoryIn(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> ItemRule.attribute("", "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> ItemRule.atLeast("n", Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> ItemRule.atMost("n", Double.POSITIVE_INFINITY));
    }

    @Test
    void rulesOfTheHostsOwnEqualOnlyThemselves() {
        Predicate<Item<?>> test = item -> true;

        assertThat(ItemRule.where("all", test)).isEqualTo(ItemRule.where("all", test));
        assertThat(ItemRule.where("all", test)).isNotEqualTo(ItemRule.where("all", item -> true));
        assertThat(ItemRule.where("all", test)).hasToString("where(all)");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everyRuleSurvivesItsTextForm(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 500; round++) {
            ItemRule rule = random(random, 4);

            ItemRule again = ItemRule.parse(rule.toString());

            assertThat(again).as("seed %s: %s", seed, rule).isEqualTo(rule);
            assertThat(meeting(again)).isEqualTo(meeting(rule));
        }
    }

    private static ItemRule random(SplittableRandom random, int depth) {
        switch (random.nextInt(depth == 0 ? 8 : 11)) {
            case 0:
                return ItemRule.category(word(random));
            case 1:
                return ItemRule.categoryIn(List.of(word(random), word(random)));
            case 2:
                return ItemRule.anyCategory();
            case 3:
                return ItemRule.attributeIn(word(random) + "n", List.of(word(random), word(random)));
            case 4:
                return ItemRule.hasAttribute(word(random) + "n");
            case 5:
                return ItemRule.atLeast("price", random.nextInt(-9, 30) / (random.nextBoolean() ? 1.0 : 7.0));
            case 6:
                return ItemRule.atMost(
                        word(random) + "n", random.nextDouble() * Math.pow(10, random.nextInt(-300, 300)));
            case 7:
                return random.nextBoolean()
                        ? ItemRule.known()
                        : ItemRule.validAt(Instant.ofEpochSecond(random.nextLong(-1L << 40, 1L << 40), 5));
            case 8:
                return random(random, depth - 1).not();
            case 9:
                return random(random, depth - 1).and(random(random, depth - 1));
            default:
                return random(random, depth - 1).or(random(random, depth - 1));
        }
    }

    private static String word(SplittableRandom random) {
        String[] words = {
            "Comedy", "Drama", "x", "", " a ", "a & b", "\"", "\\", "*", "known", "valid", "category", "ü(", "{,}"
        };
        return words[random.nextInt(words.length)];
    }
}
