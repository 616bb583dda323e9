package dev.recsys.io.jdbc;

import dev.recsys.event.EventRow;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A checksum over the events of a source in the order in which they come: the same for the same events only. */
final class EventFingerprint {

    private static final byte BROKEN = 0;
    private static final byte WITHOUT_TIME = 1;
    private static final byte WITH_TIME = 2;

    private final MessageDigest digest = sha256();
    private final ByteBuffer numbers = ByteBuffer.allocate(64);

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    void addBroken(EventRow<?, ?> row) {
        numbers.clear().put(BROKEN).putLong(row.line());
        digest.update(numbers.flip());
    }

    void add(EventRow<?, ?> row, byte[] user, byte[] item) {
        byte[] type = row.type().getBytes(StandardCharsets.UTF_8);
        byte[] eventId = row.eventId().orElse("").getBytes(StandardCharsets.UTF_8);
        numbers.clear();
        numbers.put(row.hasTime() ? WITH_TIME : WITHOUT_TIME).putLong(row.hasTime() ? row.time() : 0);
        numbers.putFloat(row.weight());
        numbers.putInt(user.length).putInt(item.length).putInt(type.length).putInt(eventId.length);
        digest.update(numbers.flip());
        digest.update(user);
        digest.update(item);
        digest.update(type);
        digest.update(eventId);
    }

    /** The checksum in hexadecimal digits; nothing can be added afterwards. */
    String finish() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
