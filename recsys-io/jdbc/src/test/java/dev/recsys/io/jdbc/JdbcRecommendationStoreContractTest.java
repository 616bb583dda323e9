package dev.recsys.io.jdbc;

import dev.recsys.event.IdType;
import dev.recsys.store.RecommendationStore;
import dev.recsys.testkit.RecommendationStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class JdbcRecommendationStoreContractTest implements RecommendationStoreContract {

    @TempDir
    Path directory;

    @Override
    public <U, I> RecommendationStore<U, I> store(IdType<U> users, IdType<I> items) {
        Path file = directory.resolve(users.name() + "-" + items.name() + ".db");
        return JdbcDatabase.open(Sqlite.dataSource(file), users, items).recommendations("films");
    }

    @Override
    public <U, I> RecommendationStore<U, I> reopen(RecommendationStore<U, I> store, IdType<U> users, IdType<I> items) {
        return store(users, items);
    }
}
