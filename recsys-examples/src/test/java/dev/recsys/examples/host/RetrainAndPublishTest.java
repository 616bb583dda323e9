package dev.recsys.examples.host;

import static dev.recsys.event.IdType.INT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.algorithm.Algorithms;
import dev.recsys.als.Als;
import dev.recsys.event.EventLog;
import dev.recsys.event.EventSource;
import dev.recsys.io.files.CsvEvents;
import dev.recsys.io.files.FileModelStore;
import dev.recsys.io.jdbc.JdbcDatabase;
import dev.recsys.io.jdbc.Sqlite;
import dev.recsys.model.ModelBundle;
import dev.recsys.recommend.BatchRequest;
import dev.recsys.recommend.Recommender;
import dev.recsys.store.ModelStore;
import dev.recsys.store.ModelVersion;
import dev.recsys.store.Publication;
import dev.recsys.store.RecommendationStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a host's scheduler calls every night: train on the events there are, save, publish lists for all, promote. */
class RetrainAndPublishTest {

    @TempDir
    Path directory;

    private JdbcDatabase<Integer, Integer> database;
    private ModelStore models;

    @BeforeEach
    void open() {
        database = JdbcDatabase.open(Sqlite.dataSource(directory.resolve("films.db")), INT, INT);
        models = FileModelStore.at(directory.resolve("models"), Algorithms.builtIn());
        database.events().append(Plays.FILMS.events());
    }

    private ModelVersion nightly() {
        EventLog<Integer, Integer> log = EventLog.read(database.events().source());
        ModelBundle<Integer, Integer> model = Als.implicit().withFactors(8).train(log);
        ModelVersion version = models.save("films", model);

        RecommendationStore<Integer, Integer> lists = database.recommendations("films");
        try (Publication<Integer, Integer> publication = lists.begin(version)) {
            Recommender.of(model).recommendAll(BatchRequest.of(10), publication::put);
            publication.commit();
        }
        models.promote(version);
        return version;
    }

    @Test
    void everyNightReplacesTheListsWhole() throws IOException {
        ModelVersion monday = nightly();
        database.events().append(today());
        ModelVersion tuesday = nightly();

        RecommendationStore<Integer, Integer> lists = database.recommendations("films");
        assertThat(monday).isLessThan(tuesday);
        assertThat(models.live("films")).contains(tuesday);
        assertThat(lists.find(1).orElseThrow().version()).isEqualTo(tuesday);
        assertThat(lists.find(5000).orElseThrow().items())
                .as("who came during the day")
                .hasSize(10);
    }

    @Test
    void theVersionBeforeIsOneCallAway() {
        ModelVersion monday = nightly();
        nightly();

        assertThat(models.rollback("films")).isEqualTo(monday);
        assertThat(models.live("films")).contains(monday);
    }

    /** Any source will do, for instance a file that arrived during the day. */
    private EventSource<Integer, Integer> today() throws IOException {
        Path file = directory.resolve("today.csv");
        Files.write(file, List.of("user,item,time", "5000,1,1735600000", "5000,2,1735600060", "5000,3,1735600120"));
        return CsvEvents.of(file, INT, INT);
    }
}
