package dev.recsys.eval.split;

import dev.recsys.StoreException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.function.Consumer;

/** Makes a file appear whole or not at all: written beside its place, forced to the disk, then renamed. */
final class WholeFile {

    private WholeFile() {}

    static void write(Path target, Consumer<OutputStream> content) {
        Path directory = target.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IllegalArgumentException(target + " is no file");
        }
        Path unfinished = directory.resolve(".unfinished-" + UUID.randomUUID());
        try {
            try {
                writeAndForce(unfinished, content);
                Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                forceDirectory(directory);
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException e) {
            throw StoreException.retryable("cannot write " + target + ": " + e, e);
        }
    }

    private static void writeAndForce(Path file, Consumer<OutputStream> content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            content.accept(out);
            out.flush();
            channel.force(true);
        }
    }

    private static void forceDirectory(Path directory) throws IOException {
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
}
