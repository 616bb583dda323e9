package dev.recsys.examples.cli;

import dev.recsys.algorithm.Algorithms;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which stored model answers. */
final class ModelOptions {

    @Option(names = "--model", required = true, paramLabel = "DIR", description = "The model directory.")
    private Path directory = Path.of("");

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "The model's name in the directory. Default: " + StoredModels.DEFAULT_NAME
                    + ", or the only one there is.")
    private @Nullable String name;

    @Option(
            names = "-k",
            paramLabel = "N",
            defaultValue = "10",
            description = "List length. Default: ${DEFAULT-VALUE}.")
    private int k = 10;

    @Option(names = "--json", description = "Prints one JSON object instead of a table.")
    private boolean json;

    /** The live version of the model. */
    StoredModels.Live load(Algorithms algorithms) {
        if (k < 1) {
            throw new UsageException("-k must be at least 1 but was " + k);
        }
        return StoredModels.in(directory, algorithms).live(name);
    }

    int k() {
        return k;
    }

    boolean json() {
        return json;
    }
}
