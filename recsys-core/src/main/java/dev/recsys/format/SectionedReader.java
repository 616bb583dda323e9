package dev.recsys.format;

import dev.recsys.FormatException;
import dev.recsys.FormatException.Reason;
import dev.recsys.Stable;
import dev.recsys.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Reads a sectioned file from a stream, front to back; every byte is covered by a checksum that is verified before the
 * byte is used. Byte by byte: docs/formats/sectioned-file.md. Not thread-safe.
 *
 * <pre>{@code
 * SectionedReader reader = new SectionedReader(in, "model.bin", "RECSYSMB", 1, 1, Files.size(path));
 * while (reader.next().isPresent()) { ... reader.section() ... }
 * }</pre>
 */
@Stable
public final class SectionedReader {

    private final InputStream in;
    private final String source;
    private final long size;
    private final int version;
    private long consumed;
    private int sections;
    private SectionInput current;

    /**
     * Opens a file and checks its head.
     *
     * @param in where from; not closed here
     * @param source a name for messages
     * @param magic the 8 ASCII characters the file must start with
     * @param oldest the oldest version that can be read
     * @param newest the newest version that can be read
     * @param size how many bytes the file has, so that no longer section is believed
     * @throws FormatException if it is not such a file, is too old or too new, ends early, or is corrupt
     * @throws StoreException if reading fails
     */
    public SectionedReader(InputStream in, String source, String magic, int oldest, int newest, long size) {
        this.in = in;
        this.size = size;
        this.source = source;
        this.current = new SectionInput(this, "", false, 0);
        ByteBuffer head = ByteBuffer.wrap(readExactly(8)).order(ByteOrder.LITTLE_ENDIAN);
        if (!new String(head.array(), StandardCharsets.ISO_8859_1).equals(magic)) {
            throw corrupt("it does not start with " + magic);
        }
        byte[] versionBytes = readExactly(4);
        this.version =
                ByteBuffer.wrap(versionBytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
        verify(head.array(), versionBytes);
        if (version < oldest) {
            throw new FormatException(
                    Reason.TOO_OLD,
                    source + ": format version " + version + " is older than " + oldest
                            + ", the oldest this release reads; train again or convert it with an older release");
        }
        if (version > newest) {
            throw new FormatException(
                    Reason.TOO_NEW,
                    source + ": format version " + version + " is newer than " + newest
                            + ", the newest this release reads; upgrade recsys");
        }
    }

    /** The version of the file. */
    public int version() {
        return version;
    }

    /** The name of the file for messages. */
    public String source() {
        return source;
    }

    /**
     * Goes to the next section, passing over what is left of the current one.
     *
     * @return the section's content, or empty at the end of the file
     * @throws FormatException if the file ends early or is corrupt
     */
    public Optional<SectionInput> next() {
        current.skipRest();
        byte[] idLength = readExactly(1);
        int length = idLength[0] & 0xff;
        if (length == 0) {
            byte[] count = readExactly(4);
            verify(idLength, count);
            int expected = ByteBuffer.wrap(count).order(ByteOrder.LITTLE_ENDIAN).getInt();
            if (expected != sections) {
                throw corrupt("it should have " + expected + " sections but has " + sections);
            }
            return Optional.empty();
        }
        if (length > SectionedWriter.MAX_ID_BYTES) {
            throw corrupt("a section id has " + length + " bytes");
        }
        byte[] rest = readExactly(length + 9);
        verify(idLength, rest);
        ByteBuffer header = ByteBuffer.wrap(rest).order(ByteOrder.LITTLE_ENDIAN);
        String id = new String(rest, 0, length, StandardCharsets.US_ASCII);
        header.position(length);
        boolean required = header.get() != 0;
        long bytes = header.getLong();
        if (bytes < 0) {
            throw corrupt("section '" + id + "' claims " + bytes + " bytes");
        }
        if (bytes > size - consumed) { // its header is sound, so it is the file that is too short
            throw truncated("section '" + id + "' has " + bytes + " bytes but the file ends early");
        }
        sections++;
        current = new SectionInput(this, id, required, bytes);
        return Optional.of(current);
    }

    /**
     * Refuses or passes over a section the caller does not know.
     *
     * @throws FormatException if the section is required: the file was written by a newer release
     */
    public void skipUnknown(SectionInput section) {
        if (section.isRequired()) {
            throw new FormatException(
                    Reason.TOO_NEW,
                    source + ": it has a required section '" + section.id()
                            + "' that this release does not know; upgrade recsys");
        }
        section.skipRest();
    }

    /** Fills {@code buffer} with the next frame. */
    void readFrame(byte[] buffer, int length, String section) {
        fill(buffer, length);
        byte[] stored = readExactly(4);
        CRC32C crc = new CRC32C();
        crc.update(buffer, 0, length);
        if ((int) crc.getValue()
                != ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN).getInt()) {
            throw corrupt("a checksum in section '" + section + "' does not match");
        }
    }

    FormatException corrupt(String what) {
        return new FormatException(
                Reason.CORRUPT, source + ": the file is corrupt: " + what + "; restore it from a copy or train again");
    }

    private void verify(byte[] first, byte[] second) {
        CRC32C crc = new CRC32C();
        crc.update(first);
        crc.update(second);
        byte[] stored = readExactly(4);
        if ((int) crc.getValue()
                != ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN).getInt()) {
            throw corrupt("the checksum of a header does not match");
        }
    }

    private byte[] readExactly(int length) {
        byte[] bytes = new byte[length];
        fill(bytes, length);
        return bytes;
    }

    private void fill(byte[] bytes, int length) {
        int read;
        try {
            read = in.readNBytes(bytes, 0, length);
        } catch (IOException e) {
            throw StoreException.retryable("cannot read " + source + ": " + e.getMessage(), e);
        }
        if (read < length) {
            throw truncated("the file ends early");
        }
        consumed += length;
    }

    private FormatException truncated(String what) {
        return new FormatException(
                Reason.TRUNCATED,
                source + ": " + what + ", an interrupted copy; restore it from a copy or train again");
    }
}
