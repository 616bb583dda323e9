package dev.recsys.io.files;

import dev.recsys.Experimental;
import dev.recsys.FormatException;
import dev.recsys.FormatException.Reason;
import dev.recsys.StoreException;
import dev.recsys.store.Artifact;
import dev.recsys.store.ArtifactContent;
import dev.recsys.store.ArtifactReader;
import dev.recsys.store.ArtifactStore;
import dev.recsys.store.ModelVersion;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Keeps artifacts in a directory, those of each run in a directory of its own. A file is written under another name, forced
 * to the disk and renamed, so it appears whole or not at all.
 *
 * <p>Immutable, thread-safe; several processes may share the directory. Content is streamed in both directions.
 */
@Experimental
public final class FileArtifactStore implements ArtifactStore {

    private static final int BUFFER = 1 << 16;

    private final Path root;

    private FileArtifactStore(Path root) {
        this.root = root;
    }

    /** A store in a directory, which is made by the first artifact. */
    public static FileArtifactStore at(Path root) {
        return new FileArtifactStore(root);
    }

    /** The directory. */
    public Path root() {
        return root;
    }

    @Override
    public Artifact write(String runId, String name, ArtifactContent content) {
        ModelVersion.checkName(name);
        Path directory = directoryOf(runId);
        Path unfinished = AtomicFile.unfinishedIn(directory);
        try {
            AtomicFile.makeDirectories(directory);
            try {
                Artifact artifact = writeAndForce(unfinished, name, content);
                Files.move(
                        unfinished,
                        directory.resolve(name),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
                AtomicFile.forceDirectory(directory);
                AtomicFile.deleteLeftovers(directory, Files.getLastModifiedTime(directory.resolve(name)));
                return artifact;
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException e) {
            throw AtomicFile.failure("write " + directory.resolve(name), e);
        }
    }

    private static Artifact writeAndForce(Path file, String name, ArtifactContent content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER)) {
            Path target = file.resolveSibling(name);
            Artifact artifact = Artifact.write(name, out, target.toString(), content);
            out.flush();
            channel.force(true);
            return artifact;
        }
    }

    @Override
    public <T> T read(String runId, Artifact artifact, ArtifactReader<T> reader) {
        Path file = directoryOf(runId).resolve(artifact.name());
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            long size = Files.size(file);
            if (size != artifact.size()) {
                throw new FormatException(
                        size < artifact.size() ? Reason.TRUNCATED : Reason.CORRUPT,
                        file + ": the file has " + size + " bytes but the manifest of its run says " + artifact.size()
                                + "; restore it from a copy or start a new run");
            }
            return artifact.read(in, file.toString(), reader);
        } catch (NoSuchFileException e) {
            throw StoreException.permanent(
                    file + ": the artifact is missing; restore it from a copy or start a new run", e);
        } catch (IOException e) {
            throw AtomicFile.failure("read " + file, e);
        }
    }

    @Override
    public List<String> runs() {
        try {
            return AtomicFile.entries(root, "*").stream()
                    .filter(Files::isDirectory)
                    .map(entry -> entry.getFileName().toString())
                    .filter(FileModelStore::isName)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw AtomicFile.failure("list the runs in " + root, e);
        }
    }

    @Override
    public void delete(String runId) {
        Path directory = directoryOf(runId);
        try {
            AtomicFile.deleteTree(directory);
        } catch (IOException e) {
            throw AtomicFile.failure("delete " + directory, e);
        }
    }

    private Path directoryOf(String runId) {
        ModelVersion.checkName(runId);
        return root.resolve(runId);
    }

    @Override
    public String toString() {
        return "artifacts in " + root;
    }
}
