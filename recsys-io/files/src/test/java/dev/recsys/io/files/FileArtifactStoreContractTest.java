package dev.recsys.io.files;

import dev.recsys.store.ArtifactStore;
import dev.recsys.testkit.ArtifactStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The file store keeps what every artifact store promises; another process opens the same directory. */
class FileArtifactStoreContractTest implements ArtifactStoreContract {

    @TempDir
    Path directory;

    @Override
    public ArtifactStore store() {
        return FileArtifactStore.at(directory.resolve("runs"));
    }

    @Override
    public ArtifactStore reopen(ArtifactStore store) {
        return store();
    }
}
