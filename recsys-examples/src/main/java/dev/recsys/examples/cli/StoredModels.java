package dev.recsys.examples.cli;

import dev.recsys.FormatException;
import dev.recsys.StoreException;
import dev.recsys.algorithm.Algorithms;
import dev.recsys.event.IdType;
import dev.recsys.io.files.FileModelStore;
import dev.recsys.model.ModelBundle;
import dev.recsys.store.ModelVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The models of one directory. */
final class StoredModels {

    static final String DEFAULT_NAME = "model";

    private final Path directory;
    private final FileModelStore store;

    private StoredModels(Path directory, FileModelStore store) {
        this.directory = directory;
        this.store = store;
    }

    static StoredModels in(Path directory, Algorithms algorithms) {
        return new StoredModels(directory, FileModelStore.at(directory, algorithms));
    }

    /** A model with ids of whatever type it was saved with. */
    record Live(ModelVersion version, ModelBundle<?, ?> bundle) {}

    /** Fails if nothing could be saved here, before the long work rather than after it. */
    void requireWritable(String name) {
        try {
            ModelVersion.checkName(name);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--name: " + e.getMessage(), e);
        }
        Path existing = directory.toAbsolutePath();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
            throw new UsageException("--out " + directory + ": " + existing
                    + " is not a directory that can be written to; name another");
        }
    }

    /** Saves the next version and makes it live. A failure leaves the directory as it was. */
    ModelVersion saveLive(String name, ModelBundle<?, ?> bundle) {
        boolean existed = Files.exists(directory);
        try {
            ModelVersion version = store.save(name, bundle);
            store.promote(version);
            return version;
        } catch (RuntimeException e) {
            if (!existed) {
                deleteIfEmpty(directory.resolve(name));
                deleteIfEmpty(directory);
            }
            throw e;
        }
    }

    private static void deleteIfEmpty(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // not empty: then it holds something worth keeping; what failed before is reported
        }
    }

    /**
     * The live version of a model.
     *
     * @param name null for the usual name, or else the only model there is
     */
    Live live(@Nullable String name) {
        ModelVersion version = liveVersion(name);
        @Nullable FormatException refused = null;
        for (IdType<?> users : IdTypes.ALL) {
            for (IdType<?> items : IdTypes.ALL) {
                try {
                    return new Live(version, store.load(version, users, items));
                } catch (FormatException e) {
                    if (e.reason() != FormatException.Reason.WRONG_ID_TYPE) {
                        throw e;
                    }
                    refused = e;
                }
            }
        }
        throw new FormatException(
                FormatException.Reason.WRONG_ID_TYPE,
                version + ": its ids are of a type of the host's own; the command line knows " + IdTypes.names(),
                refused == null ? new IllegalStateException("no id types") : refused);
    }

    private ModelVersion liveVersion(@Nullable String name) {
        Optional<ModelVersion> named = store.live(name == null ? DEFAULT_NAME : name);
        if (named.isPresent()) {
            return named.get();
        }
        List<ModelVersion> others = liveVersions();
        if (name == null && others.size() == 1) {
            return others.get(0);
        }
        String known = others.isEmpty()
                ? "train one with 'recsys train --out " + directory + "'"
                : "give one with --name: "
                        + String.join(
                                ", ", others.stream().map(ModelVersion::name).toList());
        throw StoreException.permanent(
                directory + ": there is no live model" + (name == null ? "" : " '" + name + "'") + "; " + known);
    }

    private List<ModelVersion> liveVersions() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(directory)) {
            return children.filter(Files::isDirectory)
                    .map(child -> child.getFileName().toString())
                    .sorted()
                    .flatMap(child -> store.live(child).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
