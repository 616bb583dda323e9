package dev.recsys.io.files;

import dev.recsys.DataException;
import dev.recsys.StoreException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The characters of a file, a buffer at a time. Unpacks gzip, which it knows by the first two bytes, drops a byte order
 * mark, and refuses bytes that are no characters instead of replacing them. Not thread-safe.
 */
final class TextInput implements AutoCloseable {

    private static final int BUFFER = 1 << 16;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String name;
    private final InputStream in;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).limit(0);
    private boolean endOfBytes;
    private boolean started;

    /** The buffer; what has not been taken yet lies in {@link #from} to {@link #to}, exclusive. */
    final char[] chars = new char[BUFFER];

    int from;
    int to;

    private final StringBuilder carried = new StringBuilder(); // since the mark, from buffers that are gone
    private int mark;

    private TextInput(String name, InputStream in, Charset charset) {
        this.name = name;
        this.in = in;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /** Opens a file; one of rejected rows as if it were their source. */
    static TextInput open(Path file, Charset charset) {
        return open(file, charset, false);
    }

    /** Opens a file, also one of rejected rows as the file it is. */
    static TextInput openAsItIs(Path file, Charset charset) {
        return open(file, charset, true);
    }

    private static TextInput open(Path file, Charset charset, boolean asItIs) {
        String name = file.toString();
        if (Files.isDirectory(file)) {
            throw new DataException(name, "is a directory where a file is expected", "name a file in it");
        }
        try {
            InputStream content = unpacked(Files.newInputStream(file));
            try {
                if (asItIs || !RejectedRowsInput.isNext(content)) {
                    return new TextInput(name, content, charset);
                }
                TextInput rejected = new TextInput(name, content, StandardCharsets.UTF_8);
                return new TextInput(name, new RejectedRowsInput(rejected), StandardCharsets.UTF_8);
            } catch (IOException | RuntimeException e) {
                content.close();
                throw e;
            }
        } catch (NoSuchFileException e) {
            throw new DataException(name, "there is no such file", "check the path", e);
        } catch (IOException e) {
            throw new DataException(
                    name, "the file cannot be opened: " + reason(e), "check its content and who may read it", e);
        }
    }

    private static InputStream unpacked(InputStream raw) throws IOException {
        try {
            BufferedInputStream in = new BufferedInputStream(raw, BUFFER);
            in.mark(2);
            boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
            in.reset();
            return gzip ? new BufferedInputStream(new GZIPInputStream(in, BUFFER), BUFFER) : in;
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    /** The file's name for messages. */
    String name() {
        return name;
    }

    /** Remembers this place for {@link #sinceMark()}. */
    void mark() {
        mark = from;
        carried.setLength(0);
    }

    /** What was taken since the mark. */
    String sinceMark() {
        return new StringBuilder(carried).append(chars, mark, from - mark).toString();
    }

    /**
     * Whether there is a character left; if so, {@code chars[from]} is the next one.
     *
     * @param line the current line, for messages
     */
    boolean hasMore(long line) {
        while (from == to) {
            if (!fill(line)) {
                return false;
            }
        }
        return true;
    }

    /** Decodes the next buffer, perhaps an empty one; false at the end. All characters must have been taken. */
    private boolean fill(long line) {
        carried.append(chars, mark, from - mark);
        mark = from;
        CharBuffer decoded = CharBuffer.wrap(chars);
        CoderResult result = decoder.decode(bytes, decoded, endOfBytes);
        if (decoded.position() == 0) {
            if (result.isError()) {
                throw malformed(result.length(), line);
            }
            if (endOfBytes) {
                return false;
            }
            readBytes(line);
            return true;
        }
        from = 0;
        to = decoded.position();
        if (!started && chars[0] == BYTE_ORDER_MARK) {
            from = 1;
        }
        started = true;
        mark = from;
        return true;
    }

    private void readBytes(long line) {
        bytes.compact();
        try {
            int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
            if (read < 0) {
                endOfBytes = true;
            } else {
                bytes.position(bytes.position() + read);
            }
        } catch (EOFException | ZipException e) {
            throw new DataException(
                    name + ":" + line, "the gzip data is damaged or ends early", "copy the file again", e);
        } catch (IOException e) {
            throw StoreException.retryable("cannot read " + name + ":" + line + ": " + reason(e), e);
        }
        bytes.flip();
    }

    private DataException malformed(int length, long line) {
        byte[] bad = new byte[Math.min(length, bytes.remaining())];
        bytes.get(bytes.position(), bad);
        return new DataException(
                name + ":" + line,
                "the bytes " + HexFormat.ofDelimiter(" ").formatHex(bad) + " (hexadecimal) are not valid "
                        + decoder.charset(),
                "name the charset of the file, for instance ISO-8859-1, or save it as " + decoder.charset());
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw StoreException.retryable("cannot close " + name + ": " + reason(e), e);
        }
    }

    /** What went wrong in one line; the message of some of these exceptions is only a path. */
    static String reason(IOException e) {
        return e.getClass().getSimpleName() + (e.getMessage() == null ? "" : " " + e.getMessage());
    }
}
