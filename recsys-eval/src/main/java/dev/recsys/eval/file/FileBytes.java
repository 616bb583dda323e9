package dev.recsys.eval.file;

import dev.recsys.DataException;
import dev.recsys.StoreException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The bytes of a file or a stream, unpacked if they are gzip, which shows by the first two. Failures of reading are told as the
 * library's exceptions, so that an {@link IOException} of whoever reads from it is about the content. Not thread-safe.
 */
final class FileBytes extends InputStream {

    private static final int BUFFER = 1 << 16;

    private final String name;
    private final InputStream in;

    private FileBytes(String name, InputStream in) {
        this.name = name;
        this.in = in;
    }

    static FileBytes open(Path file) {
        String name = file.toString();
        if (Files.isDirectory(file)) {
            throw new DataException(name, "is a directory where a file is expected", "name a file in it");
        }
        try {
            InputStream raw = Files.newInputStream(file);
            try {
                return of(raw, name);
            } catch (RuntimeException e) {
                raw.close();
                throw e;
            }
        } catch (NoSuchFileException e) {
            throw new DataException(name, "there is no such file", "check the path", e);
        } catch (IOException e) {
            throw failure(name, e);
        }
    }

    static FileBytes of(InputStream raw, String name) {
        try {
            BufferedInputStream buffered = new BufferedInputStream(raw, BUFFER);
            buffered.mark(2);
            boolean gzip = buffered.read() == 0x1f && buffered.read() == 0x8b;
            buffered.reset();
            return new FileBytes(name, gzip ? new GZIPInputStream(buffered, BUFFER) : buffered);
        } catch (IOException e) {
            throw failure(name, e);
        }
    }

    /** What the bytes are of, for messages. */
    String name() {
        return name;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        try {
            return in.read(bytes, offset, length);
        } catch (IOException e) {
            throw failure(name, e);
        }
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw failure(name, e);
        }
    }

    private static RuntimeException failure(String name, IOException e) {
        if (e instanceof EOFException || e instanceof ZipException) {
            return new DataException(name, "the gzip data is damaged or ends early", "copy the file again", e);
        }
        return StoreException.retryable(
                "cannot read " + name + ": " + e.getClass().getSimpleName() + " " + e.getMessage(), e);
    }
}
