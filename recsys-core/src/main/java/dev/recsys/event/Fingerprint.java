package dev.recsys.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A SHA-256 over ids and events, fed in blocks. */
final class Fingerprint {

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
        room(5).putInt(log.size()).put((byte) (log.hasTime() ? 1 : 0));
        for (int row = 0; row < log.size(); row++) {
            room(16).putInt(log.user(row))
                    .putInt(log.item(row))
                    .putFloat(log.weight(row))
                    .putInt(log.type(row));
            if (log.hasTime()) {
                room(8).putLong(log.time(row));
            }
            addBytes(log.eventId(row).orElse("").getBytes(StandardCharsets.UTF_8));
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
