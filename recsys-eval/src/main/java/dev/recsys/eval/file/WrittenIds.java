package dev.recsys.eval.file;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.recsys.DataException;
import dev.recsys.event.IdIndex;
import java.nio.charset.StandardCharsets;

/** The ids of an index as they are written in a format, each made once. Not thread-safe. */
final class WrittenIds {

    private final RunFormat format;
    private final IdIndex<?> index;
    private final String name;
    private final byte[][] written; // by position; empty until it is asked for

    /** @param name what the ids are of, for messages */
    WrittenIds(RunFormat format, IdIndex<?> index, String name) {
        this.format = format;
        this.index = index;
        this.name = name;
        this.written = new byte[index.size()][0];
    }

    byte[] at(int position) {
        if (written[position].length == 0) {
            String text = index.text(position);
            written[position] = switch (format) {
                case TREC -> token(text);
                case CSV -> field(text);
                case JSON -> value(text);
            };
        }
        return written[position];
    }

    /** The id itself. */
    String text(int position) {
        return index.text(position);
    }

    private byte[] token(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c == 0x7f) {
                throw unwritable(text, "holds a space or a control character, which part the columns of TREC files");
            }
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] field(String text) {
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted |= c == ',' || c == '"' || c == '\n' || c == '\r';
        }
        if (text.isEmpty() || text.charAt(0) <= ' ' || text.charAt(text.length() - 1) <= ' ') {
            throw unwritable(text, "starts or ends with white space, which is not read from CSV files");
        }
        String plain = quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
        return plain.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] value(String text) {
        Class<?> type = index.type().javaType();
        return type == Integer.class || type == Long.class ? text.getBytes(StandardCharsets.UTF_8) : json(text);
    }

    /** A string of JSON. */
    static byte[] json(String text) {
        return ('"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"')
                .getBytes(StandardCharsets.UTF_8);
    }

    private DataException unwritable(String text, String rule) {
        return new DataException(name + " " + new Shown(text), rule, "write JSON, or map the ids to others");
    }
}
