package dev.recsys.pipeline;

import dev.recsys.FormatException;
import dev.recsys.FormatException.Reason;
import dev.recsys.event.IdType;
import dev.recsys.format.SectionInput;
import dev.recsys.format.SectionOutput;
import dev.recsys.format.SectionedReader;
import java.util.Arrays;
import java.util.Optional;

/** What the files of a pipeline share: sections in a fixed order, and single ids. */
final class Sections {

    private Sections() {}

    /** The next section, which must be this one. */
    static SectionInput next(SectionedReader reader, String id) {
        Optional<SectionInput> section = reader.next();
        if (section.isEmpty() || !section.get().id().equals(id)) {
            throw new FormatException(
                    Reason.CORRUPT,
                    reader.source() + ": the file is corrupt: section '" + id + "' is not where it should be; start a"
                            + " new run");
        }
        return section.get();
    }

    /** Fails unless a section was read to its end. */
    static void requireEnd(SectionInput in) {
        if (in.remaining() > 0) {
            throw in.corrupt(in.remaining() + " bytes follow its content");
        }
    }

    static <T> void writeId(IdType<T> type, T id, SectionOutput out) {
        byte[] bytes = type.toBytes(id);
        out.writeInt(bytes.length);
        out.writeBytes(bytes, 0, bytes.length);
    }

    static <T> T readId(IdType<T> type, SectionInput in) {
        byte[] bytes = new byte[in.readInt(1, IdType.MAX_BYTES, "the length of an id")];
        in.readBytes(bytes, 0, bytes.length);
        String reason = "other bytes";
        try {
            T id = type.fromBytes(bytes);
            if (Arrays.equals(type.toBytes(id), bytes)) {
                return id;
            }
        } catch (RuntimeException e) { // the host's own id type may fail in any way
            reason = String.valueOf(e.getMessage());
        }
        throw in.corrupt("an id is not a " + type + ": " + reason);
    }
}
