package dev.recsys.examples.host;

import static dev.recsys.event.IdType.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.als.Als;
import dev.recsys.event.EventLog;
import dev.recsys.io.jdbc.JdbcEvents;
import dev.recsys.io.jdbc.JdbcMapping;
import dev.recsys.io.jdbc.Sqlite;
import dev.recsys.model.ModelBundle;
import dev.recsys.recommend.Recommendation;
import dev.recsys.recommend.Recommender;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Straight from the host's own table {@code interaction(user_id, item_id, clicked)}, with 64-bit ids. */
class OwnTablesTest {

    private static final long BILLION = 1_000_000_000_000L;

    @TempDir
    Path directory;

    private DataSource shop;

    @BeforeEach
    void shop() throws SQLException {
        shop = Sqlite.dataSource(directory.resolve("shop.db"));
        EventLog<Integer, Integer> plays = Plays.log();
        try (Connection connection = shop.getConnection();
                Statement create = connection.createStatement()) {
            create.execute("CREATE TABLE interaction (user_id BIGINT, item_id BIGINT, clicked INTEGER)");
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO interaction VALUES (?, ?, ?)")) {
                for (int row = 0; row < plays.size(); row++) {
                    insert(
                            insert,
                            plays.users().id(plays.user(row)),
                            plays.items().id(plays.item(row)),
                            1);
                }
                for (int user = 1; user <= 200; user++) {
                    insert(insert, user, 1000, 0); // an advertisement shown to everybody, clicked by nobody
                }
                insert.executeBatch();
            }
            connection.commit();
        }
    }

    private static void insert(PreparedStatement insert, int user, int item, int clicked) throws SQLException {
        insert.setLong(1, BILLION + user);
        insert.setLong(2, item);
        insert.setInt(3, clicked);
        insert.addBatch();
    }

    @Test
    void clicksAreLearnedFromAndExposuresAreNot() {
        EventLog<Long, Long> log = EventLog.read(JdbcEvents.query(
                shop,
                "SELECT user_id, item_id, clicked FROM interaction",
                JdbcMapping.of(LONG, LONG).clicked("clicked")));
        ModelBundle<Long, Long> model = Als.implicit().withFactors(16).train(log);

        List<Recommendation<Long>> list = Recommender.of(model).recommend(BILLION + 1, 5);

        assertThat(log.types()).containsExactly("click", "exposure");
        assertThat(list).hasSize(5);
        assertThat(model.items().contains(1000L))
                .as("what was only shown is not trained on")
                .isFalse();
    }
}
