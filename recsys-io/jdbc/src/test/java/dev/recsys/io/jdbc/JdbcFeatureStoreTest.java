package dev.recsys.io.jdbc;

import static dev.recsys.event.IdType.INT;
import static dev.recsys.event.IdType.STRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.recsys.StoreException;
import dev.recsys.store.EntityKind;
import dev.recsys.store.FeatureKey;
import dev.recsys.store.FeatureStore;
import dev.recsys.store.FeatureType;
import dev.recsys.store.FeatureValue;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdbcFeatureStoreTest {

    private static final FeatureKey<String, Long> VISITS =
            FeatureKey.of(EntityKind.user(STRING), "visits", FeatureType.LONG);

    /** The migration that created the tables; the one before knows nothing of them. */
    private static final int FEATURES_SINCE = 3;

    @TempDir
    Path directory;

    private DataSource dataSource;
    private JdbcDatabase<String, Integer> database;

    @BeforeEach
    void open() {
        dataSource = Sqlite.dataSource(directory.resolve("test.db"));
        database = JdbcDatabase.open(dataSource, STRING, INT);
    }

    @Test
    void forgettingAUserTakesTheFeaturesAlong() {
        FeatureStore store = database.features();
        FeatureKey<Integer, Long> views = FeatureKey.of(EntityKind.item(INT), "views", FeatureType.LONG);
        store.put(VISITS, "7", 1L, Instant.EPOCH);
        store.put(VISITS, "7", 2L, Instant.EPOCH.plusSeconds(1));
        store.put(VISITS, "8", 3L, Instant.EPOCH);
        store.put(views, 7, 4L, Instant.EPOCH);
        database.preferences().save("7", Map.of("drama", 1.0));

        assertThat(database.forget("7")).isEqualTo(3);

        assertThat(store.find(VISITS, "7")).isEmpty();
        assertThat(store.find(VISITS, "8")).isPresent();
        assertThat(store.find(views, 7)).isPresent();
        assertThat(database.preferences().load()).isEmpty();
    }

    @Test
    void batchLargerThanTheBatchSizeIsStillOne() {
        JdbcConfig small = JdbcConfig.defaults().withBatchSize(10);
        FeatureStore store = JdbcDatabase.open(dataSource, STRING, INT, small).features();
        Map<String, FeatureValue<Long>> values = new HashMap<>();
        for (int i = 0; i < 35; i++) {
            values.put("u" + i, FeatureValue.of((long) i, Instant.EPOCH));
        }
        store.putAll(VISITS, values);
        store.putAll(VISITS, values); // the same times: replaced

        assertThat(store.findAll(VISITS, values.keySet())).isEqualTo(values);
        assertThat(Sql.number(dataSource, "SELECT COUNT(*) FROM feature_value")).isEqualTo(35);
    }

    @Test
    void valueThatSomebodySpoiledIsReportedNotGuessed() {
        database.features().put(VISITS, "ann", 1L, Instant.EPOCH);
        Sql.execute(dataSource, "UPDATE feature_value SET value = 'many'");

        assertThatThrownBy(() -> database.features().find(VISITS, "ann"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("no long");
    }

    @Test
    void databaseWithoutTheTablesGetsThem() {
        database.preferences().save("ann", Map.of("drama", 1.0));
        Sql.execute(
                dataSource,
                "DROP TABLE feature_key",
                "DROP TABLE feature_value",
                "DELETE FROM recsys_schema WHERE version >= " + FEATURES_SINCE);

        JdbcDatabase<String, Integer> upgraded = JdbcDatabase.open(dataSource, STRING, INT);
        upgraded.features().put(VISITS, "ann", 1L, Instant.EPOCH);

        assertThat(upgraded.features().find(VISITS, "ann")).isPresent();
        assertThat(upgraded.preferences().find("ann")).containsExactly(entry("drama", 1.0));
    }

    @Test
    void preferencesOfAllUsersAreLoadedBestFirst() {
        database.preferences().save("bob", Map.of("horror", 2.0));
        database.preferences().save("ann", Map.of("drama", -1.0, "comedy", 3.0, "crime", 3.0));

        Map<String, Map<String, Double>> all = database.preferences().load();

        assertThat(all.keySet()).containsExactly("ann", "bob");
        assertThat(all.get("ann")).containsExactly(entry("comedy", 3.0), entry("crime", 3.0), entry("drama", -1.0));
        assertThat(all.get("bob")).isEqualTo(database.preferences().find("bob"));
    }
}
