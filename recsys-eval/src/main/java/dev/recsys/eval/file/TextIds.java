package dev.recsys.eval.file;

import dev.recsys.event.IdType;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The ids that texts of a file stand for: the same text is read once, and looked up without making an object. Not thread-safe. */
final class TextIds<T> {

    private final IdType<T> type;
    private final List<byte[]> texts = new ArrayList<>();
    private final List<T> ids = new ArrayList<>(); // of the texts
    private int[] table = new int[1 << 10]; // number of the text + 1, 0 is free
    private int last = -1;

    TextIds(IdType<T> type) {
        this.type = type;
    }

    IdType<T> type() {
        return type;
    }

    /**
     * The id written in UTF-8.
     *
     * @throws IllegalArgumentException if it is none; the message says why
     */
    T id(byte[] bytes, int from, int to) {
        if (last >= 0 && isText(last, bytes, from, to)) {
            return ids.get(last);
        }
        int mask = table.length - 1;
        int slot = hash(bytes, from, to) & mask;
        while (table[slot] != 0) {
            if (isText(table[slot] - 1, bytes, from, to)) {
                last = table[slot] - 1;
                return ids.get(last);
            }
            slot = slot + 1 & mask;
        }
        T id = parse(bytes, from, to);
        texts.add(Arrays.copyOfRange(bytes, from, to));
        ids.add(id);
        last = ids.size() - 1;
        table[slot] = ids.size();
        if (ids.size() > table.length / 2) {
            grow();
        }
        return id;
    }

    private boolean isText(int number, byte[] bytes, int from, int to) {
        byte[] text = texts.get(number);
        return Arrays.equals(text, 0, text.length, bytes, from, to);
    }

    private T parse(byte[] bytes, int from, int to) {
        if (to == from) {
            throw new IllegalArgumentException("is empty");
        }
        if (to - from > 8 * IdType.MAX_BYTES) {
            throw new IllegalArgumentException("has " + (to - from) + " bytes");
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("is not UTF-8", e);
        }
        return parse(text);
    }

    /**
     * The id with this text.
     *
     * @throws IllegalArgumentException if it is none; the message says why
     */
    T parse(String text) {
        T id;
        try {
            id = type.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(new Shown(text) + " is not an id of type " + type, e);
        }
        try {
            type.toBytes(id);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(new Shown(text) + ": " + e.getMessage(), e);
        }
        return id;
    }

    private void grow() {
        table = new int[table.length * 2];
        int mask = table.length - 1;
        for (int number = 0; number < texts.size(); number++) {
            byte[] text = texts.get(number);
            int slot = hash(text, 0, text.length) & mask;
            while (table[slot] != 0) {
                slot = slot + 1 & mask;
            }
            table[slot] = number + 1;
        }
    }

    private static int hash(byte[] bytes, int from, int to) {
        int hash = 1;
        for (int at = from; at < to; at++) {
            hash = hash * 31 + bytes[at];
        }
        hash *= 0x9e3779b9;
        return hash ^ hash >>> 15;
    }
}
