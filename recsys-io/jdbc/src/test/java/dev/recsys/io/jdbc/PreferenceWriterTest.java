package dev.recsys.io.jdbc;

import static dev.recsys.event.IdType.INT;
import static dev.recsys.event.IdType.STRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsys.io.jdbc.PreferenceWriter.Written;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreferenceWriterTest {

    @TempDir
    Path directory;

    private JdbcPreferences<String> preferences;

    @BeforeEach
    void open() {
        preferences = JdbcDatabase.open(
                        Sqlite.dataSource(directory.resolve("test.db")),
                        STRING,
                        INT,
                        JdbcConfig.defaults().withBatchSize(3))
                .preferences();
    }

    @Test
    void addsChangesAndLeavesWhatIsThere() {
        preferences.save("a", Map.of("drama", 1.0, "war", 2.0));

        try (PreferenceWriter<String> writer = preferences.writer()) {
            writer.put("a", "drama", 5);
            writer.put("a", "war", 2);
            writer.put("a", "noir", -1);
            writer.put("b", "noir", 1);
            assertThat(writer.finish()).isEqualTo(new Written(2, 1, 1));
        }
        assertThat(preferences.find("a")).isEqualTo(Map.of("drama", 5.0, "war", 2.0, "noir", -1.0));
        assertThat(preferences.find("b")).isEqualTo(Map.of("noir", 1.0));
    }

    @Test
    void aLaterTimeWinsInWhateverOrderTheyCome() {
        Instant early = Instant.parse("2026-01-01T00:00:00Z");
        for (int batch = 0; batch < 2; batch++) {
            try (PreferenceWriter<String> writer = preferences.writer()) {
                writer.put("a", "drama", 2, early.plusSeconds(1));
                writer.put("a", "drama", 1, early);
                writer.put("a", "war", 1, early);
                writer.put("a", "noir", 1, early);
                writer.put("a", "war", 2, early.plusSeconds(1));
                writer.put("a", "drama", 1, early);
                Written written = writer.finish();
                assertThat(written.added()).isEqualTo(batch == 0 ? 3 : 0);
            }
            assertThat(preferences.find("a")).isEqualTo(Map.of("drama", 2.0, "war", 2.0, "noir", 1.0));
        }
    }

    @Test
    void whatWasNotFinishedIsUndone() {
        try (PreferenceWriter<String> writer = preferences.writer()) {
            writer.put("a", "drama", 1);
        }
        assertThat(preferences.find("a")).isEmpty();
        try (PreferenceWriter<String> writer = preferences.writer()) {
            assertThatThrownBy(() -> writer.put("a", " ", 1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> writer.put("a", "x", Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
