package dev.recsys.io.files;

import dev.recsys.Experimental;
import dev.recsys.store.ModelVersion;
import dev.recsys.store.RunManifest;
import dev.recsys.store.RunStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the manifests of runs in a directory, each in a JSON file named after the run's id that people and programs can
 * read; field by field: docs/formats/file-model-store.md. A file is replaced in one step.
 *
 * <p>Immutable, thread-safe; several processes may share the directory. Listing reads all files.
 */
@Experimental
public final class FileRunStore implements RunStore {

    private static final String SUFFIX = ".json";

    private final Path root;

    private FileRunStore(Path root) {
        this.root = root;
    }

    /** A store in a directory, which is made by the first save. */
    public static FileRunStore at(Path root) {
        return new FileRunStore(root);
    }

    /** The directory. */
    public Path root() {
        return root;
    }

    @Override
    public void save(RunManifest manifest) {
        try {
            Path file = fileOf(manifest.runId());
            AtomicFile.makeDirectories(root);
            AtomicFile.write(file, RunJson.bytes(manifest));
            AtomicFile.deleteLeftovers(root, Files.getLastModifiedTime(file));
        } catch (IOException e) {
            throw AtomicFile.failure("save run '" + manifest.runId() + "' in " + root, e);
        }
    }

    @Override
    public Optional<RunManifest> find(String runId) {
        if (!FileModelStore.isName(runId)) {
            return Optional.empty();
        }
        try {
            return Optional.of(RunJson.read(fileOf(runId), runId));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw AtomicFile.failure("read run '" + runId + "' in " + root, e);
        }
    }

    @Override
    public List<RunManifest> list(String name) {
        List<RunManifest> runs = new ArrayList<>();
        try {
            for (Path file : AtomicFile.entries(root, "*" + SUFFIX)) {
                String fileName = file.getFileName().toString();
                find(fileName.substring(0, fileName.length() - SUFFIX.length()))
                        .filter(run -> run.name().equals(name))
                        .ifPresent(runs::add);
            }
        } catch (IOException e) {
            throw AtomicFile.failure("list the runs in " + root, e);
        }
        runs.sort(Comparator.comparing(RunManifest::startedAt).thenComparing(RunManifest::runId));
        return List.copyOf(runs);
    }

    @Override
    public void delete(String runId) {
        ModelVersion.checkName(runId);
        try {
            Files.deleteIfExists(fileOf(runId));
        } catch (IOException e) {
            throw AtomicFile.failure("delete run '" + runId + "' in " + root, e);
        }
    }

    private Path fileOf(String runId) {
        return root.resolve(runId + SUFFIX);
    }

    @Override
    public String toString() {
        return "runs in " + root;
    }
}
