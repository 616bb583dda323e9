package dev.recsys.profile;

import static dev.recsys.event.IdType.INT;
import static dev.recsys.event.IdType.STRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import dev.recsys.DataException;
import dev.recsys.data.ItemCatalog;
import dev.recsys.data.ItemCatalog.Item;
import dev.recsys.event.EventLog;
import dev.recsys.event.Interaction;
import dev.recsys.feature.FeatureConfig;
import dev.recsys.store.FeatureStore;
import dev.recsys.store.FeatureValue;
import dev.recsys.store.InMemoryFeatureStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class UserProfilesTest {

    private static final Instant DAY_ZERO = Instant.parse("2026-01-01T00:00:00Z");

    private static final ItemCatalog<Integer> FILMS = ItemCatalog.of(
            INT,
            List.of(
                    Item.of(1).withCategories(List.of("comedy")),
                    Item.of(2).withCategories(List.of("comedy", "romance")),
                    Item.of(3).withCategories(List.of("horror")),
                    Item.of(4)));

    private static final EventLog<String, Integer> LOG = EventLog.of(
            STRING,
            INT,
            List.of(
                    Interaction.of("ann", 1),
                    Interaction.of("ann", 2),
                    Interaction.of("bob", 3),
                    Interaction.of("bob", 4)));

    @Test
    void strengthsAreSplitEvenlyOverTheCategoriesOfAnItem() {
        UserProfiles<String> profiles = UserProfiles.of(LOG, FILMS);

        assertThat(profiles.find("ann").orElseThrow().strengths())
                .containsExactly(entry("comedy", 1.5), entry("romance", 0.5));
        assertThat(profiles.find("bob").orElseThrow().strengths()).containsExactly(entry("horror", 1.0));
        assertThat(profiles.find("bob").orElseThrow().interactions()).isEqualTo(2);
        assertThat(profiles.find("eve")).isEmpty();
        assertThat(profiles.global())
                .containsExactly(entry("comedy", 0.5), entry("horror", 1.0 / 3), entry("romance", 0.5 / 3));
    }

    @Test
    void sharesAreSmoothedTowardEverybodys() {
        UserProfiles<String> profiles =
                UserProfiles.of(LOG, FILMS, Map.of(), ProfileConfig.defaults().withPseudoCount(3));

        // (1.5 + 3 * 1/2, 0 + 3 * 1/3, .5 + 3 * 1/6) / (2 + 3)
        Map<String, Double> shares = profiles.find("ann").orElseThrow().shares();
        assertThat(shares.get("comedy")).isCloseTo(0.6, within(1e-12));
        assertThat(shares.get("horror")).isCloseTo(0.2, within(1e-12));
        assertThat(shares.get("romance")).isCloseTo(0.2, within(1e-12));
        assertThat(profiles.find("ann").orElseThrow().share("opera")).isZero();
    }

    @Test
    void dislikesLowerAShareToATenthOfItsPseudoCountAtMost() {
        EventLog<String, Integer> log = EventLog.of(
                STRING,
                INT,
                List.of(
                        Interaction.of("ann", 1),
                        Interaction.of("ann", 3).withType("dislike"),
                        Interaction.of("bob", 2),
                        Interaction.of("bob", 3)));
        ProfileConfig config = ProfileConfig.defaults()
                .withFeatures(FeatureConfig.defaults().withTypeWeight("dislike", -8))
                .withPseudoCount(1);

        UserProfile<String> ann =
                UserProfiles.of(log, FILMS, Map.of(), config).find("ann").orElseThrow();

        assertThat(ann.strengths().get("horror")).isNegative();
        double horror = 1.0 / 3; // of everybody's likes
        double comedy = ann.strengths().get("comedy") + 0.5;
        double romance = 1.0 / 6;
        assertThat(ann.share("horror")).isCloseTo(0.1 * horror / (0.1 * horror + comedy + romance), within(1e-12));
        assertThat(ann.shares().values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum())
                .isCloseTo(1, within(1e-12));
    }

    @Test
    void olderEventsCountLessAndTheLastActivityIsKnown() {
        EventLog<String, Integer> log = EventLog.of(
                STRING,
                INT,
                List.of(
                        Interaction.of("ann", 1).withTime(DAY_ZERO),
                        Interaction.of("ann", 3).withTime(DAY_ZERO.plusSeconds(86_400 * 10))));
        ProfileConfig config =
                ProfileConfig.defaults().withFeatures(FeatureConfig.defaults().withHalfLifeDays(10));

        UserProfile<String> ann =
                UserProfiles.of(log, FILMS, Map.of(), config).find("ann").orElseThrow();

        assertThat(ann.strengths().get("horror") / ann.strengths().get("comedy"))
                .isCloseTo(2, within(1e-6));
        assertThat(ann.lastActivity()).contains(DAY_ZERO.plusSeconds(86_400 * 10));
        assertThat(UserProfiles.of(LOG, FILMS).find("ann").orElseThrow().lastActivity())
                .isEmpty();
    }

    @Test
    void statedPreferencesAndBehaviourAddUpWithTheirWeights() {
        Map<String, Map<String, Double>> stated =
                Map.of("ann", Map.of("horror", 6.0, "comedy", -2.0), "eve", Map.of("opera", 1.0, "romance", 3.0));
        ProfileConfig config = ProfileConfig.defaults().withBehaviourWeight(2).withStatedWeight(4);

        UserProfiles<String> profiles = UserProfiles.of(LOG, FILMS, stated, config);

        assertThat(profiles.find("ann").orElseThrow().strengths())
                .containsExactly(entry("comedy", 2 * 1.5 - 1), entry("horror", 3.0), entry("romance", 1.0));
        UserProfile<String> eve = profiles.find("eve").orElseThrow();
        assertThat(eve.strengths()).containsExactly(entry("opera", 1.0), entry("romance", 3.0));
        assertThat(eve.interactions()).isZero();
        assertThat(eve.share("opera")).isPositive();
        assertThat(profiles.size()).isEqualTo(3);
    }

    @Test
    void statedScoreThatIsNotFiniteIsRefused() {
        Map<String, Map<String, Double>> stated = Map.of("eve", Map.of("opera", 1.0, "horror", Double.NaN));

        assertThatThrownBy(() -> UserProfiles.of(LOG, FILMS, stated, ProfileConfig.defaults()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("user eve")
                .hasMessageContaining("'horror' is NaN");
    }

    @Test
    void whatCountsNothingIsAbsent() {
        Map<String, Map<String, Double>> stated =
                Map.of("ann", Map.of("horror", 0.0), "eve", Map.of("opera", 0.0, "romance", -0.0));

        UserProfiles<String> zeros = UserProfiles.of(LOG, FILMS, stated, ProfileConfig.defaults());

        assertThat(zeros.find("ann").orElseThrow().strengths()).containsOnlyKeys("comedy", "romance");
        assertThat(zeros.find("eve").orElseThrow().strengths()).isEmpty();
        UserProfiles<String> unweighted = UserProfiles.of(
                LOG,
                FILMS,
                Map.of("eve", Map.of("opera", 3.0, "romance", -1.0)),
                ProfileConfig.defaults().withStatedWeight(0));
        assertThat(unweighted.find("eve").orElseThrow().strengths()).isEmpty();
    }

    @Test
    void scaleOfStatedScoresDoesNotMatter() {
        double most = Double.MAX_VALUE;

        UserProfiles<String> profiles = UserProfiles.of(
                LOG, FILMS, Map.of("eve", Map.of("opera", most, "romance", -most)), ProfileConfig.defaults());

        assertThat(profiles.find("eve").orElseThrow().strengths())
                .containsExactly(entry("opera", 2.5), entry("romance", -2.5));
    }

    @Test
    void savingEndsWhatWasKnownOfAUserWithoutStrengths() {
        FeatureStore store = new InMemoryFeatureStore();
        ProfileConfig config = ProfileConfig.defaults();
        UserProfiles.of(LOG, FILMS, Map.of("eve", Map.of("opera", 1.0)), config).save(store, DAY_ZERO);

        UserProfiles.of(LOG, FILMS, Map.of("eve", Map.of()), config).save(store, DAY_ZERO.plusSeconds(1));

        assertThat(store.find(UserProfiles.key(STRING), "eve").orElseThrow().value())
                .isEmpty();
    }

    @Test
    void scaleOfTheWeightsDoesNotMatter() {
        List<Interaction<String, Integer>> ratings = new ArrayList<>();
        for (int row = 0; row < LOG.size(); row++) {
            ratings.add(LOG.interaction(row).withWeight(4));
        }

        assertThat(UserProfiles.of(EventLog.of(STRING, INT, ratings), FILMS).find("ann"))
                .isEqualTo(UserProfiles.of(LOG, FILMS).find("ann"));
    }

    @Test
    void agreesWithANaiveSumOverEvents() {
        for (long seed = 1; seed <= 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Item<Integer>> items = new ArrayList<>();
            for (int item = 0; item < 12; item++) {
                List<String> categories = new ArrayList<>();
                for (int c = 0; c < 5; c++) {
                    if (random.nextInt(3) == 0) {
                        categories.add("c" + c);
                    }
                }
                items.add(Item.of(item).withCategories(categories));
            }
            items.set(0, Item.of(0).withCategories(List.of("c0")));
            ItemCatalog<Integer> catalog = ItemCatalog.of(INT, items);
            List<Interaction<Integer, Integer>> events = new ArrayList<>();
            events.add(Interaction.of(0, 0));
            for (int i = 0; i < 60; i++) {
                events.add(Interaction.of(random.nextInt(6), random.nextInt(12)));
            }
            EventLog<Integer, Integer> log = EventLog.of(INT, INT, events);
            UserProfiles<Integer> profiles = UserProfiles.of(log, catalog);

            Map<Integer, Map<String, Double>> naive = new TreeMap<>();
            Map<Long, Integer> pairs = new TreeMap<>();
            events.forEach(event -> pairs.merge(event.user() * 100L + event.item(), 1, Integer::sum));
            double unit = (double) events.size() / pairs.size();
            events.forEach(event -> catalog.categories(event.item())
                    .forEach(category -> naive.computeIfAbsent(event.user(), user -> new TreeMap<>())
                            .merge(
                                    category,
                                    1 / unit / catalog.categories(event.item()).size(),
                                    Double::sum)));
            long ofSeed = seed;
            naive.forEach((user, strengths) -> strengths.forEach((category, strength) -> assertThat(
                            profiles.find(user).orElseThrow().strengths().get(category))
                    .as("seed %s, user %s, %s", ofSeed, user, category)
                    .isCloseTo(strength, within(1e-6))));
        }
    }

    @Test
    void strengthsAreKeptInAFeatureStore() {
        FeatureStore store = new InMemoryFeatureStore();
        UserProfiles<String> profiles = UserProfiles.of(LOG, FILMS);

        profiles.save(store, DAY_ZERO);

        assertThat(store.findAll(UserProfiles.key(STRING), List.of("ann", "bob", "eve")))
                .isEqualTo(Map.of(
                        "ann", FeatureValue.of(Map.of("comedy", 1.5, "romance", 0.5), DAY_ZERO),
                        "bob", FeatureValue.of(Map.of("horror", 1.0), DAY_ZERO)));
    }

    @Test
    void catalogueWithoutCategoriesIsRefused() {
        assertThatThrownBy(() -> UserProfiles.of(LOG, ItemCatalog.empty(INT)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("none of the 4 items has a category");
    }
}
