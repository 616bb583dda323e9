package dev.recsys.examples.host;

import static dev.recsys.event.IdType.INT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.als.Als;
import dev.recsys.event.EventLog;
import dev.recsys.io.jdbc.JdbcDatabase;
import dev.recsys.io.jdbc.Sqlite;
import dev.recsys.model.ModelBundle;
import dev.recsys.recommend.BatchRequest;
import dev.recsys.recommend.Recommender;
import dev.recsys.store.ModelVersion;
import dev.recsys.store.Publication;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody asks to be forgotten: events and lists go at once, the model with the next training. */
class ForgettingAUserTest {

    private static final int USER = 17;

    @TempDir
    Path directory;

    @Test
    void nothingIsLeftOfAForgottenUserAfterTheNextTraining() {
        JdbcDatabase<Integer, Integer> database =
                JdbcDatabase.open(Sqlite.dataSource(directory.resolve("films.db")), INT, INT);
        database.events().append(Plays.FILMS.events());
        publish(database, train(database), 1);
        assertThat(database.recommendations("films").find(USER)).isPresent();

        long rows = database.forget(USER);

        assertThat(rows).isPositive();
        assertThat(database.recommendations("films").find(USER)).isEmpty();
        ModelBundle<Integer, Integer> trainedAgain = train(database);
        assertThat(trainedAgain.users().contains(USER)).isFalse();
        publish(database, trainedAgain, 2);
        assertThat(database.recommendations("films").find(USER)).isEmpty();
        assertThat(database.recommendations("films").find(USER + 1)).isPresent();
    }

    private static ModelBundle<Integer, Integer> train(JdbcDatabase<Integer, Integer> database) {
        return Als.implicit()
                .withFactors(8)
                .train(EventLog.read(database.events().source()));
    }

    private static void publish(
            JdbcDatabase<Integer, Integer> database, ModelBundle<Integer, Integer> model, int number) {
        try (Publication<Integer, Integer> publication =
                database.recommendations("films").begin(new ModelVersion("films", number))) {
            Recommender.of(model).recommendAll(BatchRequest.of(5), publication::put);
            publication.commit();
        }
    }
}
