package dev.recsys.event;

import dev.recsys.Stable;
import org.jspecify.annotations.Nullable;

/**
 * A reusable holder of one id, filled by a source and read by a sink without an object per event where the type allows
 * it. Empty after {@link #clear()}. Not thread-safe.
 *
 * @param <T> the Java type of the id
 */
@Stable
public final class IdCell<T> {

    private final IdType<T> type;
    private @Nullable T value;
    private long number;
    private boolean present;
    private boolean boxed;

    /** An empty cell for ids of one type. */
    public IdCell(IdType<T> type) {
        this.type = type;
    }

    /** Makes the cell empty. */
    public void clear() {
        present = false;
        boxed = false;
        value = null;
    }

    /** Whether it holds an id. */
    public boolean isPresent() {
        return present;
    }

    /** Puts an id in. */
    public void set(T id) {
        if (type.isIntegral()) {
            number = type.integral().unbox().applyAsLong(id);
        }
        value = id;
        boxed = true;
        present = true;
    }

    /**
     * Puts a whole number in, without an object.
     *
     * @throws IllegalArgumentException if ids are no whole numbers, or the number is out of their range
     */
    public void setLong(long id) {
        IdType.Integral<T> integral = type.integral();
        if (!integral.exists()) {
            throw new IllegalArgumentException("ids of type " + type + " are no whole numbers");
        }
        if (id < integral.min() || id > integral.max()) {
            throw new IllegalArgumentException(id + " is out of the range of " + type + " ids");
        }
        number = id;
        boxed = false;
        present = true;
    }

    /**
     * Puts an id in from its text form. White space around it is no part of the id; blank text leaves the cell empty.
     *
     * @throws IllegalArgumentException if the text is not an id of this type
     */
    public void setText(CharSequence text) {
        int from = 0;
        int to = text.length();
        while (from < to && text.charAt(from) <= ' ') {
            from++;
        }
        while (to > from && text.charAt(to - 1) <= ' ') {
            to--;
        }
        if (from == to) {
            clear();
        } else if (type.isIntegral()) {
            setLong(parseWhole(text, from, to));
        } else {
            set(type.parse(text.subSequence(from, to).toString()));
        }
    }

    /** The id. */
    public T value() {
        if (!present) {
            throw new IllegalStateException("the row has no id here");
        }
        T id = value;
        if (!boxed || id == null) {
            id = type.integral().box().apply(number);
            value = id;
            boxed = true;
        }
        return id;
    }

    /** The id as a whole number; only for types that are whole numbers. */
    public long longValue() {
        if (!present || !type.isIntegral()) {
            throw new IllegalStateException("the row has no whole-number id here");
        }
        return number;
    }

    /** The type of the ids. */
    public IdType<T> type() {
        return type;
    }

    private long parseWhole(CharSequence text, int from, int to) {
        try {
            return Long.parseLong(text, from, to, 10);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "'" + text.subSequence(from, to) + "' is not a whole number, as ids of type " + type + " are", e);
        }
    }
}
