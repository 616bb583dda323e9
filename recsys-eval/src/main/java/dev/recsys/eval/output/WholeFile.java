package dev.recsys.eval.output;

import dev.recsys.Experimental;
import dev.recsys.StoreException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;

/**
 * Writes files that appear whole or not at all: beside their place under a name that starts with {@code .unfinished-}, forced to
 * the disk, then renamed. Files whose name ends with {@code .gz} are compressed. What is no regular file, such as a pipe, is
 * written to as it is.
 */
@Experimental
public final class WholeFile {

    private static final int BUFFER = 1 << 16;

    private WholeFile() {}

    /** What stands in a file. */
    @FunctionalInterface
    public interface Content {

        /** Writes it; {@code out} is buffered and need not be closed. */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file, replacing an earlier one in one step. If it fails, an earlier one stays as it was.
     *
     * @throws StoreException if the file cannot be written
     */
    public static void write(Path target, Content content) {
        write(target, target.toString().endsWith(".gz"), content);
    }

    /**
     * As {@link #write}, but never compressed, whatever the name is.
     *
     * @throws StoreException if the file cannot be written
     */
    public static void writePlain(Path target, Content content) {
        write(target, false, content);
    }

    private static void write(Path target, boolean compressed, Content content) {
        try {
            Path file = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath(); // a link stays one
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                try (OutputStream out = Files.newOutputStream(file)) {
                    fill(out, compressed, content);
                }
                return;
            }
            replace(file, compressed, content);
        } catch (IOException e) {
            throw failure(target, e);
        }
    }

    private static void replace(Path file, boolean compressed, Content content) throws IOException {
        Path unfinished = file.resolveSibling(".unfinished-" + UUID.randomUUID());
        try {
            try (FileChannel channel =
                    FileChannel.open(unfinished, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
                fill(Channels.newOutputStream(channel), compressed, content);
                channel.force(true);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            forceDirectory(file);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static void fill(OutputStream raw, boolean compressed, Content content) throws IOException {
        BufferedOutputStream buffered = new BufferedOutputStream(raw, BUFFER);
        if (compressed) {
            GZIPOutputStream zip = new GZIPOutputStream(buffered, BUFFER);
            BufferedOutputStream out = new BufferedOutputStream(zip, BUFFER);
            content.writeTo(out);
            out.flush();
            zip.finish();
        } else {
            content.writeTo(buffered);
        }
        buffered.flush();
    }

    private static void forceDirectory(Path file) throws IOException {
        Path directory = file.getParent();
        if (directory == null) {
            return;
        }
        FileChannel channel;
        try {
            channel = FileChannel.open(directory, StandardOpenOption.READ);
        } catch (IOException e) {
            return; // some systems open no directories; they keep their order of changes themselves
        }
        try (channel) {
            channel.force(true);
        }
    }

    private static StoreException failure(Path target, IOException cause) {
        String message = "cannot write " + target + ": " + cause.getClass().getSimpleName() + " " + cause.getMessage();
        boolean stays = cause instanceof AccessDeniedException
                || cause instanceof NoSuchFileException
                || cause instanceof NotDirectoryException;
        return stays
                ? StoreException.permanent(message + "; check the directory and who may write there", cause)
                : StoreException.retryable(message, cause);
    }
}
