package dev.recsys.examples.host;

import static dev.recsys.event.IdType.INT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.als.Als;
import dev.recsys.data.ItemCatalog;
import dev.recsys.event.EventLog;
import dev.recsys.feature.FeatureConfig;
import dev.recsys.io.jdbc.JdbcDatabase;
import dev.recsys.io.jdbc.Sqlite;
import dev.recsys.model.ModelBundle;
import dev.recsys.profile.CategoryPrior;
import dev.recsys.profile.ProfileConfig;
import dev.recsys.profile.UserProfiles;
import dev.recsys.recommend.ModelRecommender;
import dev.recsys.recommend.Recommendation;
import dev.recsys.recommend.Recommender;
import dev.recsys.store.FeatureKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/how-to/use-category-preferences.md, run; the last test checks that it is the same code. */
class UseCategoryPreferencesTest {

    private static final String PAGE = "docs/how-to/use-category-preferences.md";

    @TempDir
    Path directory;

    @Test
    void categoriesHelpWithNewcomers() {
        EventLog<Integer, Integer> log = Plays.log();
        ItemCatalog<Integer> catalog = Plays.FILMS.catalog();
        Path file = directory.resolve("plays.db");

        ModelBundle<Integer, Integer> bundle = Als.implicit().train(log).withCatalog(catalog);
        ModelRecommender<Integer, Integer> recommender =
                CategoryPrior.of(bundle).recommender();
        List<Recommendation<Integer>> list =
                recommender.recommend(recommender.anonymousRequest(10).withHistory(List.of(7)));
        assertThat(list).hasSize(10).extracting(Recommendation::item).doesNotContain(7);

        UserProfiles<Integer> profiles = UserProfiles.of(log, catalog);
        Map<String, Double> shares = profiles.find(1).orElseThrow().shares();
        assertThat(shares.values()).allMatch(share -> share > 0);

        ProfileConfig config = ProfileConfig.defaults()
                .withFeatures(FeatureConfig.defaults().withHalfLifeDays(90))
                .withStatedWeight(5);

        JdbcDatabase<Integer, Integer> database = JdbcDatabase.open(Sqlite.dataSource(file), INT, INT);
        database.preferences().save(4711, Map.of("Fantasy", 5.0, "Horror", -5.0));
        UserProfiles<Integer> both =
                UserProfiles.of(log, catalog, database.preferences().load(), config);
        assertThat(both.find(4711).orElseThrow().interactions()).isZero();

        both.save(database.features(), Instant.now());
        FeatureKey<Integer, Map<String, Double>> fresh = UserProfiles.key(INT).withMaxAge(Duration.ofDays(30));
        ModelRecommender<Integer, Integer> served = CategoryPrior.of(bundle)
                .withFeatures(database.features(), fresh)
                .recommender()
                .orElse(Recommender.popular(bundle));
        List<Recommendation<Integer>> forNewcomer = served.recommend(4711, 10);
        assertThat(forNewcomer).hasSize(10).extracting(Recommendation::source).containsOnly("ials");

        database.preferences().save(4711, Map.of());
        database.features().remove(UserProfiles.key(INT), List.of(4711));
        assertThat(served.recommend(4711, 10))
                .extracting(Recommendation::source)
                .containsOnly("popularity");
    }

    @Test
    void thePageShowsThisCodeInThisOrder() throws IOException {
        assertThat(PageCode.requireShown(PAGE, UseCategoryPreferencesTest.class))
                .isEqualTo(6);
    }
}
