package dev.recsys.io.files;

import dev.recsys.model.BundleFile;
import dev.recsys.model.ModelBundle;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * A version directory while it is written, under a name that nothing reads. Closing it deletes what was not moved to its
 * place.
 */
final class UnfinishedVersion implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final Path path;

    private UnfinishedVersion(Path path) {
        this.path = path;
    }

    /** Makes an empty directory in {@code root}, and {@code root} if need be. */
    static UnfinishedVersion start(Path root) throws IOException {
        AtomicFile.makeDirectories(root);
        Path path = Files.createDirectory(AtomicFile.unfinishedIn(root));
        AtomicFile.deleteLeftovers(root, Files.getLastModifiedTime(path));
        return new UnfinishedVersion(path);
    }

    Path path() {
        return path;
    }

    /** Writes model and manifest and forces both to the disk. */
    void write(ModelBundle<?, ?> bundle, BundleFile bundles, Instant createdAt) throws IOException {
        Path file = path.resolve(ModelDirectory.MODEL);
        MessageDigest digest = sha256();
        long size;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
                OutputStream out = new BufferedOutputStream(
                        new DigestOutputStream(Channels.newOutputStream(channel), digest), BUFFER)) {
            bundles.write(bundle, out, file.toString());
            out.flush();
            channel.force(true);
            size = channel.size();
        }
        byte[] manifest = VersionManifest.bytes(bundle, size, HexFormat.of().formatHex(digest.digest()), createdAt);
        AtomicFile.writeAndForce(path.resolve(ModelDirectory.MANIFEST), manifest);
        AtomicFile.forceDirectory(path);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public void close() throws IOException {
        AtomicFile.deleteTree(path);
    }
}
