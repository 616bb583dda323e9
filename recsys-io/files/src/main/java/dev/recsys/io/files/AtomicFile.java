package dev.recsys.io.files;

import dev.recsys.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes files and directories appear whole or not at all: written under another name, forced to the disk, then renamed.
 * Names that start with {@value #UNFINISHED} are unfinished work; nothing reads them.
 */
final class AtomicFile {

    /** What the names of unfinished files and directories start with. */
    static final String UNFINISHED = ".unfinished-";

    /** Unfinished work is written to all the time, so an hour without a write means that nobody is at it any more. */
    static final Duration LEFTOVER_AGE = Duration.ofHours(1);

    private AtomicFile() {}

    /** A name beside {@code target}, or in a directory, that nobody else uses. */
    static Path unfinishedIn(Path directory) {
        return directory.resolve(UNFINISHED + UUID.randomUUID());
    }

    /** Writes a file, replacing an earlier one in one step. After a crash it has the old content or the new one. */
    static void write(Path target, byte[] content) throws IOException {
        Path directory = parentOf(target);
        Path unfinished = unfinishedIn(directory);
        try {
            writeAndForce(unfinished, content);
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            forceDirectory(directory);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** Writes a new file and forces it to the disk. */
    static void writeAndForce(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    /** Forces the names in a directory to the disk, where the system lets directories be opened. */
    static void forceDirectory(Path directory) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(directory, StandardOpenOption.READ);
        } catch (IOException e) {
            return; // Windows opens no directories; it keeps their order of changes itself
        }
        try (channel) {
            channel.force(true);
        }
    }

    /** Makes a directory and those above it, and forces their names to the disk. */
    static void makeDirectories(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = parentOf(directory);
        makeDirectories(parent);
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
        forceDirectory(parent);
    }

    /**
     * Everything in a directory that a pattern matches; nothing if there is no such directory.
     *
     * @param pattern as in {@link Files#newDirectoryStream(Path, String)}
     */
    static List<Path> entries(Path directory, String pattern) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, pattern)) {
            entries.forEach(found::add);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return found;
    }

    /**
     * Deletes unfinished work that was not written to for {@link #LEFTOVER_AGE}, as a killed process leaves it.
     *
     * @param now by the clock that stamps the files, which on a network is not ours
     */
    static void deleteLeftovers(Path directory, FileTime now) throws IOException {
        FileTime limit = FileTime.from(now.toInstant().minus(LEFTOVER_AGE));
        for (Path entry : entries(directory, UNFINISHED + "*")) {
            if (newestIn(entry).compareTo(limit) < 0) {
                deleteTree(entry);
            }
        }
    }

    private static FileTime newestIn(Path entry) throws IOException {
        try {
            FileTime newest = Files.getLastModifiedTime(entry);
            for (Path file : entries(entry, "*")) {
                FileTime time = Files.getLastModifiedTime(file);
                newest = time.compareTo(newest) > 0 ? time : newest;
            }
            return newest;
        } catch (NoSuchFileException e) { // finished, or cleared away by somebody else, just now
            return FileTime.fromMillis(Long.MAX_VALUE);
        }
    }

    /** The directory of a file. */
    static Path parentOf(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalArgumentException(file + " is no file");
        }
        return parent;
    }

    /** Deletes a file or a directory with all it holds; what is gone already is no failure. */
    static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** A failure of the file system as the store reports it: what cannot pass by itself is not retryable. */
    static StoreException failure(String attempt, IOException cause) {
        String message = "cannot " + attempt + ": " + TextInput.reason(cause);
        boolean stays = cause instanceof AccessDeniedException
                || cause instanceof FileAlreadyExistsException
                || cause instanceof NotDirectoryException
                || cause instanceof AtomicMoveNotSupportedException;
        return stays
                ? StoreException.permanent(message + "; check the directory and who may write there", cause)
                : StoreException.retryable(message, cause);
    }
}
