package dev.recsys.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A SHA-256 over ids and events, fed in blocks. */
final class Fingerprint {

    private static final int MAX_ROW = 28; // bytes, but for the event id

    private final MessageDigest digest;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);

    Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    Fingerprint add(IdIndex<?> ids) {
        addBytes(ids.type().name().getBytes(StandardCharsets.UTF_8));
        room(4).putInt(ids.size());
        for (int p = 0; p < ids.size(); p++) {
            addBytes(ids.bytes(p));
        }
        return this;
    }

    Fingerprint add(List<String> names) {
        room(4).putInt(names.size());
        names.forEach(name -> addBytes(name.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    Fingerprint add(EventLog<?, ?> log) {
        boolean hasTime = log.hasTime();
        boolean hasEventIds = log.hasEventIds();
        room(5).putInt(log.size()).put((byte) (hasTime ? 1 : 0));
        int size = log.size();
        for (int row = 0; row < size; row++) {
            ByteBuffer out = room(MAX_ROW);
            out.putInt(log.user(row));
            out.putInt(log.item(row));
            out.putFloat(log.weight(row));
            out.putInt(log.type(row));
            if (hasTime) {
                out.putLong(log.time(row));
            }
            if (hasEventIds) {
                addBytes(log.eventId(row).orElse("").getBytes(StandardCharsets.UTF_8));
            } else {
                out.putInt(0); // the length of no id
            }
        }
        return this;
    }

    String toHex() {
        flush();
        return HexFormat.of().formatHex(digest.digest());
    }

    private void addBytes(byte[] bytes) {
        room(4).putInt(bytes.length);
        if (bytes.length <= buffer.remaining()) {
            buffer.put(bytes);
        } else {
            flush();
            digest.update(bytes);
        }
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            flush();
        }
        return buffer;
    }

    private void flush() {
        buffer.flip();
        digest.update(buffer);
        buffer.clear();
    }
}
