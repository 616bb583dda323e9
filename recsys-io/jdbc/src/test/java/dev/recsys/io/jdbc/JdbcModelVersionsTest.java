package dev.recsys.io.jdbc;

import static dev.recsys.event.IdType.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsys.StoreException;
import dev.recsys.data.DataShape;
import dev.recsys.model.ModelInfo;
import dev.recsys.store.ModelVersion;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdbcModelVersionsTest {

    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");

    @TempDir
    Path directory;

    private JdbcDatabase<Long, Long> database;

    @BeforeEach
    void open() {
        database = JdbcDatabase.open(
                Sqlite.dataSource(directory.resolve("test.db")),
                LONG,
                LONG,
                JdbcConfig.defaults().withClock(Clock.fixed(NOW, ZoneOffset.UTC)));
    }

    @Test
    void recordsAndListsVersions() {
        ModelInfo info = ModelInfo.of("ials", Map.of("factors", "64", "note", "a=b\\c\nd\r"), DataShape.of(1, 2, 3));
        database.modelVersions().record(new ModelVersion("films", 2), info, Map.of("ndcg@10", 0.25));
        database.modelVersions().record(new ModelVersion("films", 1), info, Map.of());
        database.modelVersions().record(new ModelVersion("films", 1), info, Map.of("ndcg@10", Double.NaN, "a=b", 1.0));
        database.modelVersions().record(new ModelVersion("other", 1), info, Map.of());
        database.modelVersions().notePromotion(new ModelVersion("films", 2));

        var versions = database.modelVersions().list("films");

        assertThat(versions).hasSize(2);
        assertThat(versions.get(0).version()).isEqualTo(new ModelVersion("films", 1));
        assertThat(versions.get(0).metrics()).isEqualTo(Map.of("ndcg@10", Double.NaN, "a=b", 1.0));
        assertThat(versions.get(0).promotedAt()).isEmpty();
        assertThat(versions.get(1).algorithm()).isEqualTo("ials");
        assertThat(versions.get(1).config()).isEqualTo(info.config());
        assertThat(versions.get(1).createdAt()).isEqualTo(NOW);
        assertThat(versions.get(1).promotedAt()).contains(NOW);
    }

    @Test
    void aVersionThatWasNeverRecordedCannotBeNoted() {
        assertThatThrownBy(() -> database.modelVersions().notePromotion(new ModelVersion("films", 1)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("films-v1");
    }

    @Test
    void preferencesAreReplacedWholeAndReadBestFirst() {
        database.preferences().save(1L, Map.of("drama", 0.5, "comedy", 2.0));
        assertThat(database.preferences().find(1L).keySet()).containsExactly("comedy", "drama");
        database.preferences().save(1L, Map.of("horror", 1.0));
        assertThat(database.preferences().find(1L)).isEqualTo(Map.of("horror", 1.0));
        assertThat(database.preferences().find(2L)).isEmpty();
        assertThatThrownBy(() -> database.preferences().save(1L, Map.of("x", Double.NaN)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
