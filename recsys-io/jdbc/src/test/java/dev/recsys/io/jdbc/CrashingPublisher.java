package dev.recsys.io.jdbc;

import static dev.recsys.event.IdType.INT;
import static dev.recsys.event.IdType.LONG;

import dev.recsys.store.Publication;
import java.nio.file.Path;
import javax.sql.DataSource;

/** Publishes version 2 in a process of its own and dies on the way. Arguments: file, call, which one, before or after. */
final class CrashingPublisher {

    static final int KILLED = 137;

    private CrashingPublisher() {}

    public static void main(String[] arguments) {
        DataSource real = Sqlite.dataSource(Path.of(arguments[0]));
        if (arguments[1].equals("endless")) {
            publishForever(real);
        }
        Death death = new Death(arguments[1], Integer.parseInt(arguments[2]), arguments[3].equals("before"));
        JdbcRecommendationStore<Long, Integer> store = JdbcDatabase.open(
                        new WatchedDataSource(real, death).dataSource(),
                        LONG,
                        INT,
                        JdbcConfig.defaults().withBatchSize(30))
                .recommendations("films");
        death.armed = true;
        JdbcRecommendationStoreTest.publish(store, 2, PublicationCrashTest.NEW_USERS);
    }

    /** Never commits; shows by a dot that it is in the middle. */
    private static void publishForever(DataSource dataSource) {
        JdbcRecommendationStore<Long, Integer> store =
                JdbcDatabase.open(dataSource, LONG, INT).recommendations("films");
        Publication<Long, Integer> publication = store.begin(JdbcRecommendationStoreTest.version(2));
        for (long user = 0; ; user++) {
            publication.put(user, JdbcRecommendationStoreTest.list(2, 3));
            if (user == 20_000) {
                System.out.write('.');
                System.out.flush();
            }
        }
    }

    /** Ends the process at once, without any clean-up, at the n-th call whose name begins as given. */
    static final class Death implements WatchedDataSource.Watcher {

        private final String call;
        private final int at;
        private final boolean before;
        boolean armed;
        private int calls;

        Death(String call, int at, boolean before) {
            this.call = call;
            this.at = at;
            this.before = before;
        }

        @Override
        public void before(String method) {
            if (armed && method.startsWith(call)) {
                calls++;
                if (before && calls == at) {
                    Runtime.getRuntime().halt(KILLED);
                }
            }
        }

        @Override
        public void after(String method) {
            if (armed && method.startsWith(call) && !before && calls == at) {
                Runtime.getRuntime().halt(KILLED);
            }
        }
    }
}
