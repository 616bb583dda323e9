package dev.recsys.examples.cli;

import dev.recsys.StoreException;
import dev.recsys.algorithm.Algorithms;
import dev.recsys.io.files.FileModelStore;
import dev.recsys.store.ModelVersion;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Whose versions a command is about. */
final class VersionsOptions {

    @Option(names = "--models", required = true, paramLabel = "DIR", description = "The model directory.")
    private Path directory = Path.of("");

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = StoredModels.DEFAULT_NAME,
            description = "The model's name in the directory. Default: ${DEFAULT-VALUE}.")
    private String name = StoredModels.DEFAULT_NAME;

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    FileModelStore store(Algorithms algorithms) {
        return FileModelStore.at(directory, algorithms);
    }

    String name() {
        return name;
    }

    boolean json() {
        return json;
    }

    /** The version that was asked for, by number or by name. */
    ModelVersion among(List<ModelVersion> versions, String asked) {
        return versions.stream()
                .filter(version -> asked.equals(version.toString())
                        || asked.equals(String.valueOf(version.number()))
                        || asked.equals("v" + version.number()))
                .findFirst()
                .orElseThrow(
                        () -> StoreException.permanent(directory + ": there is no version '" + asked + "' of " + name
                                + "; there are "
                                + versions.stream().map(ModelVersion::toString).collect(Collectors.joining(", "))));
    }
}
