package dev.recsys.io.files;

import dev.recsys.store.RunStore;
import dev.recsys.testkit.RunStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The file store keeps what every run store promises; another process opens the same directory. */
class FileRunStoreContractTest implements RunStoreContract {

    @TempDir
    Path directory;

    @Override
    public RunStore store() {
        return FileRunStore.at(directory);
    }

    @Override
    public RunStore reopen(RunStore store) {
        return store();
    }
}
