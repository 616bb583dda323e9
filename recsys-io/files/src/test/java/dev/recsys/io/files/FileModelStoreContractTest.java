package dev.recsys.io.files;

import dev.recsys.algorithm.Algorithms;
import dev.recsys.store.ModelStore;
import dev.recsys.testkit.ModelStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The file store keeps what every model store promises; another process opens the same directory. */
class FileModelStoreContractTest implements ModelStoreContract {

    @TempDir
    Path directory;

    @Override
    public ModelStore store() {
        return FileModelStore.at(directory, Algorithms.builtIn());
    }

    @Override
    public ModelStore reopen(ModelStore store) {
        return store();
    }
}
