package dev.recsys.event;

import dev.recsys.Stable;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Function;

/**
 * The type of the host's ids: how they are ordered, written as text, and stored as bytes. Two id types are the same if
 * their names are equal; the name is stored in every model file.
 *
 * <p>Ids are ordered by their bytes, unsigned and lexicographic: numbers by value, strings by code point, UUIDs by their
 * hexadecimal text. Positions in an {@link IdIndex} follow this order.
 *
 * <p>Immutable, thread-safe.
 *
 * @param <T> the Java type of an id
 */
@Stable
public final class IdType<T> {

    /** The longest id in bytes. */
    public static final int MAX_BYTES = 4096;

    /** Non-empty strings, stored as UTF-8. */
    public static final IdType<String> STRING = of(
            "string",
            String.class,
            IdType::utf8,
            bytes -> new String(bytes, StandardCharsets.UTF_8),
            text -> text,
            text -> text);

    /** 64-bit whole numbers. */
    public static final IdType<Long> LONG = new IdType<>(
            "long",
            Long.class,
            id -> bigEndian(id ^ Long.MIN_VALUE, 8),
            bytes -> fromBigEndian(bytes, 8) ^ Long.MIN_VALUE,
            Long::valueOf,
            String::valueOf,
            new Integral<>(Long.MIN_VALUE, Long.MAX_VALUE, Long::valueOf, Long::longValue));

    /** 32-bit whole numbers. */
    public static final IdType<Integer> INT = new IdType<>(
            "int",
            Integer.class,
            id -> bigEndian(id ^ Integer.MIN_VALUE, 4),
            bytes -> (int) fromBigEndian(bytes, 4) ^ Integer.MIN_VALUE,
            Integer::valueOf,
            String::valueOf,
            new Integral<>(Integer.MIN_VALUE, Integer.MAX_VALUE, v -> (int) v, Integer::longValue));

    /** {@link java.util.UUID}s, stored as 16 bytes. */
    public static final IdType<UUID> UUID = of(
            "uuid",
            UUID.class,
            id -> ByteBuffer.allocate(16)
                    .putLong(id.getMostSignificantBits())
                    .putLong(id.getLeastSignificantBits())
                    .array(),
            IdType::uuidFromBytes,
            IdType::parseUuid,
            java.util.UUID::toString);

    private final String name;
    private final Class<T> javaType;
    private final Function<T, byte[]> toBytes;
    private final Function<byte[], T> fromBytes;
    private final Function<String, T> parser;
    private final Function<T, String> formatter;
    private final Integral<T> integral;

    private IdType(
            String name,
            Class<T> javaType,
            Function<T, byte[]> toBytes,
            Function<byte[], T> fromBytes,
            Function<String, T> parser,
            Function<T, String> formatter,
            Integral<T> integral) {
        this.name = name;
        this.javaType = javaType;
        this.toBytes = toBytes;
        this.fromBytes = fromBytes;
        this.parser = parser;
        this.formatter = formatter;
        this.integral = integral;
    }

    /**
     * A host's own id type.
     *
     * @param name stored in model files; choose one that never changes its meaning, 1 to 64 characters
     * @param javaType the class of an id
     * @param toBytes the stored form, 1 to {@value #MAX_BYTES} bytes; equal ids must give equal bytes and different ids
     *     different ones; throws {@link IllegalArgumentException} for an invalid id
     * @param fromBytes the inverse of {@code toBytes}
     * @param parser from text; throws {@link IllegalArgumentException} for text that is not an id
     * @param formatter to text, the inverse of {@code parser}
     */
    public static <T> IdType<T> of(
            String name,
            Class<T> javaType,
            Function<T, byte[]> toBytes,
            Function<byte[], T> fromBytes,
            Function<String, T> parser,
            Function<T, String> formatter) {
        if (name.isEmpty() || name.length() > 64) {
            throw new IllegalArgumentException("an id type's name has 1 to 64 characters but was '" + name + "'");
        }
        return new IdType<>(name, javaType, toBytes, fromBytes, parser, formatter, Integral.none());
    }

    /** The name stored in model files. */
    public String name() {
        return name;
    }

    /** The class of an id. */
    public Class<T> javaType() {
        return javaType;
    }

    /**
     * The stored form.
     *
     * @return a new array of 1 to {@value #MAX_BYTES} bytes
     * @throws IllegalArgumentException if the id is empty, too long, or invalid for its type
     */
    public byte[] toBytes(T id) {
        byte[] bytes = toBytes.apply(id);
        if (bytes.length == 0 || bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException("an id has 1 to " + MAX_BYTES + " bytes but has " + bytes.length);
        }
        return bytes;
    }

    /** The id stored as {@code bytes}. */
    public T fromBytes(byte[] bytes) {
        return fromBytes.apply(bytes);
    }

    /**
     * The id written as {@code text}.
     *
     * @throws IllegalArgumentException if the text is not an id of this type
     */
    public T parse(String text) {
        return parser.apply(text);
    }

    /** The id as text. */
    public String format(T id) {
        return formatter.apply(id);
    }

    /** Whether ids are whole numbers, which are stored and compared as such. */
    boolean isIntegral() {
        return integral.exists();
    }

    /** The range and conversions of whole-number ids. */
    Integral<T> integral() {
        return integral;
    }

    /** Whole-number ids as primitives. An empty range (min above max) stands for types that are no numbers. */
    record Integral<T>(
            long min, long max, java.util.function.LongFunction<T> box, java.util.function.ToLongFunction<T> unbox) {

        static <T> Integral<T> none() {
            return new Integral<>(
                    1,
                    0,
                    v -> {
                        throw new IllegalStateException("not a whole-number id type");
                    },
                    id -> {
                        throw new IllegalStateException("not a whole-number id type");
                    });
        }

        boolean exists() {
            return min <= max;
        }
    }

    private static byte[] utf8(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return checkedUtf8(text);
            }
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] checkedUtf8(String text) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("an id must be valid Unicode (it holds half a surrogate pair)", e);
        }
    }

    private static byte[] bigEndian(long value, int width) {
        byte[] bytes = new byte[width];
        for (int i = 0; i < width; i++) {
            bytes[i] = (byte) (value >>> (8 * (width - 1 - i)));
        }
        return bytes;
    }

    private static long fromBigEndian(byte[] bytes, int width) {
        if (bytes.length != width) {
            throw new IllegalArgumentException("expected " + width + " bytes but got " + bytes.length);
        }
        long value = 0;
        for (byte b : bytes) {
            value = value << 8 | (b & 0xff);
        }
        return value;
    }

    private static UUID uuidFromBytes(byte[] bytes) {
        if (bytes.length != 16) {
            throw new IllegalArgumentException("expected 16 bytes but got " + bytes.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    private static UUID parseUuid(String text) {
        String trimmed = text.trim();
        if (trimmed.length() != 36) { // UUID.fromString accepts shorter groups and pads them
            throw new IllegalArgumentException("a UUID has 36 characters");
        }
        UUID uuid = java.util.UUID.fromString(trimmed);
        if (!uuid.toString().equalsIgnoreCase(trimmed)) { // it takes signs and dashes elsewhere, too
            throw new IllegalArgumentException("'" + trimmed + "' is not a UUID, whose canonical form is " + uuid);
        }
        return uuid;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IdType<?> type && type.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
