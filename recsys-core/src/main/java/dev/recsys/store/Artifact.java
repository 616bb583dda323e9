package dev.recsys.store;

import dev.recsys.Experimental;
import dev.recsys.FormatException;
import dev.recsys.FormatException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file that a stage of a run made, as a manifest records it: with what is needed to know it again.
 *
 * @param name its name within the run; the rule of {@link ModelVersion#name()} holds
 * @param size in bytes
 * @param sha256 of all its bytes, 64 hexadecimal digits
 */
@Experimental
public record Artifact(String name, long size, String sha256) {

    /** Refuses impossible names, sizes and checksums. */
    public Artifact {
        ModelVersion.checkName(name);
        if (size < 0 || !sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("artifact " + name + ": the size must be at least 0 and the SHA-256 have"
                    + " 64 hexadecimal digits but were " + size + ", '" + sha256 + "'");
        }
    }

    /**
     * Writes a content and says what was written; for implementations of {@link ArtifactStore}.
     *
     * @param out where to; flushed, not closed
     * @param target a name for messages
     * @throws IOException if writing fails
     */
    public static Artifact write(String name, OutputStream out, String target, ArtifactContent content)
            throws IOException {
        CountedOutput counted = new CountedOutput(out);
        DigestOutputStream digested = new DigestOutputStream(counted, newDigest());
        content.writeTo(digested, target);
        digested.flush();
        return new Artifact(
                name,
                counted.count,
                HexFormat.of().formatHex(digested.getMessageDigest().digest()));
    }

    /**
     * Reads bytes that claim to be this artifact, to the last; for implementations of {@link ArtifactStore}.
     *
     * @param in the bytes; not closed
     * @param source a name for messages
     * @throws FormatException if they are not the bytes that were written
     * @throws IOException if reading fails
     */
    public <T> T read(InputStream in, String source, ArtifactReader<T> reader) throws IOException {
        DigestInputStream digested = new DigestInputStream(in, newDigest());
        T read = reader.read(digested, source, size);
        digested.transferTo(OutputStream.nullOutputStream());
        String found = HexFormat.of().formatHex(digested.getMessageDigest().digest());
        if (!found.equals(sha256)) {
            throw new FormatException(
                    Reason.CORRUPT,
                    source + ": its SHA-256 is " + found + " but the manifest of its run says " + sha256
                            + "; restore it from a copy or start a new run");
        }
        return read;
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static final class CountedOutput extends OutputStream {

        private final OutputStream out;
        private long count;

        CountedOutput(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            count += length;
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }
    }
}
