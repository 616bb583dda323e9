package dev.recsys.io.jdbc;

import dev.recsys.event.IdType;
import dev.recsys.store.FeatureStore;
import dev.recsys.testkit.FeatureStoreContract;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.io.TempDir;

class JdbcFeatureStoreContractTest implements FeatureStoreContract {

    @TempDir
    Path directory;

    @Override
    public FeatureStore store(Clock clock) {
        return JdbcDatabase.open(
                        Sqlite.dataSource(directory.resolve("features.db")),
                        IdType.INT,
                        IdType.INT,
                        JdbcConfig.defaults().withClock(clock).withTablePrefix("my_"))
                .features();
    }

    @Override
    public FeatureStore reopen(FeatureStore store, Clock clock) {
        return store(clock);
    }
}
