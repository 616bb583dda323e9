package dev.recsys.store;

import dev.recsys.Experimental;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The type of a feature's values: how they are checked, and how they are written as text, which loses nothing. Two types
 * are the same if their names are equal.
 *
 * <p>Immutable, thread-safe.
 *
 * @param <V> the Java type of the values
 */
@Experimental
public final class FeatureType<V> {

    /** Finite 64-bit floating point numbers. */
    public static final FeatureType<Double> DOUBLE =
            new FeatureType<>("double", FeatureType::finite, String::valueOf, Double::valueOf);

    /** 64-bit whole numbers. */
    public static final FeatureType<Long> LONG =
            new FeatureType<>("long", UnaryOperator.identity(), String::valueOf, Long::valueOf);

    /** True or false. */
    public static final FeatureType<Boolean> BOOLEAN =
            new FeatureType<>("boolean", UnaryOperator.identity(), String::valueOf, FeatureType::parseBoolean);

    /** Any text, also an empty one. */
    public static final FeatureType<String> TEXT =
            new FeatureType<>("text", FeatureType::unicode, Function.identity(), Function.identity());

    /** Vectors of finite 32-bit floats; as text separated by commas. */
    public static final FeatureType<FeatureVector> VECTOR =
            new FeatureType<>("vector", UnaryOperator.identity(), FeatureTexts::format, FeatureTexts::parseVector);

    /** Texts with finite numbers, sorted by text; as text one line {@code number key} each. */
    public static final FeatureType<Map<String, Double>> MAP =
            new FeatureType<>("map", FeatureType::sorted, FeatureTexts::format, FeatureTexts::parseMap);

    private final String name;
    private final UnaryOperator<V> check;
    private final Function<V, String> formatter;
    private final Function<String, V> parser;

    private FeatureType(
            String name, UnaryOperator<V> check, Function<V, String> formatter, Function<String, V> parser) {
        this.name = name;
        this.check = check;
        this.formatter = formatter;
        this.parser = parser;
    }

    /** The name, stored with the feature. */
    public String name() {
        return name;
    }

    /**
     * The value in a form that nobody can change.
     *
     * @throws IllegalArgumentException if it cannot be stored: a number that is not finite, half a surrogate pair
     */
    public V check(V value) {
        return check.apply(value);
    }

    /** A checked value as text. */
    public String format(V value) {
        return formatter.apply(value);
    }

    /**
     * The value written as {@code text}.
     *
     * @throws IllegalArgumentException if the text is not one of this type
     */
    public V parse(String text) {
        return check.apply(parser.apply(text));
    }

    private static Double finite(Double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a value must be finite but was " + value);
        }
        return value;
    }

    private static String unicode(String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException("a text must be valid Unicode (it holds half a surrogate pair)");
        }
        return text;
    }

    private static Map<String, Double> sorted(Map<String, Double> map) {
        Map<String, Double> copy = new TreeMap<>(map);
        copy.forEach((key, value) -> {
            unicode(key);
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("the value of '" + key + "' must be finite but was " + value);
            }
        });
        return Collections.unmodifiableMap(copy);
    }

    private static Boolean parseBoolean(String text) {
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        throw new IllegalArgumentException("'" + text + "' is neither true nor false");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FeatureType<?> that && name.equals(that.name);
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
