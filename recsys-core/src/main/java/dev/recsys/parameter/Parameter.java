package dev.recsys.parameter;

import dev.recsys.DataException;
import dev.recsys.Stable;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One typed setting of an immutable configuration {@code C}: its key, meaning, kind, range, scale and text form, and how
 * to read and replace it.
 *
 * @param <C> the configuration it belongs to
 * @param <T> the type of its values
 */
@Stable
public final class Parameter<C, T> {

    /** How a search should step through the values of a number. */
    public enum Scale {
        /** Equal differences matter equally. */
        LINEAR,
        /** Equal ratios matter equally. */
        LOG
    }

    /** What kind of value it takes. */
    public enum Kind {
        /** A whole number of 32 bits. */
        INTEGER,
        /** A whole number of 64 bits. */
        LONG,
        /** A number with a fraction. */
        DECIMAL,
        /** True or false. */
        FLAG,
        /** One of a fixed set of words. */
        CHOICE,
        /** Structured text, with a syntax of its own. */
        TEXT
    }

    private static final String NONE = "none";

    private final String key;
    private final Kind kind;
    private final String description;
    private final String range;
    private final Optional<double[]> bounds;
    private final Scale scale;
    private final Function<String, T> parser;
    private final Function<T, String> formatter;
    private final Function<C, T> getter;
    private final BiFunction<C, T, C> wither;

    private Parameter(
            String key,
            Kind kind,
            String description,
            String range,
            Optional<double[]> bounds,
            Scale scale,
            Function<String, T> parser,
            Function<T, String> formatter,
            Function<C, T> getter,
            BiFunction<C, T, C> wither) {
        this.key = key;
        this.kind = kind;
        this.description = description;
        this.range = range;
        this.bounds = bounds;
        this.scale = scale;
        this.parser = parser;
        this.formatter = formatter;
        this.getter = getter;
        this.wither = wither;
    }

    /** A whole number between {@code min} and {@code max}, both included. */
    public static <C> Parameter<C, Integer> integer(
            String key,
            int min,
            int max,
            Scale scale,
            String description,
            Function<C, Integer> getter,
            BiFunction<C, Integer, C> wither) {
        return new Parameter<>(
                key,
                Kind.INTEGER,
                description,
                min + " to " + (max == Integer.MAX_VALUE ? "2^31-1" : String.valueOf(max)),
                Optional.of(new double[] {min, max}),
                scale,
                text -> inRange(Integer.valueOf(text.trim()), min, max),
                String::valueOf,
                getter,
                wither);
    }

    /** Any 64-bit whole number, for instance a seed. */
    public static <C> Parameter<C, Long> longNumber(
            String key, String description, Function<C, Long> getter, BiFunction<C, Long, C> wither) {
        return new Parameter<>(
                key,
                Kind.LONG,
                description,
                "any 64-bit integer",
                Optional.empty(),
                Scale.LINEAR,
                text -> Long.valueOf(text.trim()),
                String::valueOf,
                getter,
                wither);
    }

    /** A finite number between {@code min} and {@code max}, both included. */
    public static <C> Parameter<C, Double> decimal(
            String key,
            double min,
            double max,
            Scale scale,
            String description,
            Function<C, Double> getter,
            BiFunction<C, Double, C> wither) {
        return new Parameter<>(
                key,
                Kind.DECIMAL,
                description,
                range(min, max),
                Optional.of(new double[] {min, max}),
                scale,
                text -> inRange(Double.valueOf(text.trim()), min, max),
                Parameter::plain,
                getter,
                wither);
    }

    /** {@code true} or {@code false}. */
    public static <C> Parameter<C, Boolean> flag(
            String key, String description, Function<C, Boolean> getter, BiFunction<C, Boolean, C> wither) {
        return new Parameter<>(
                key,
                Kind.FLAG,
                description,
                "true | false",
                Optional.empty(),
                Scale.LINEAR,
                Parameter::parseFlag,
                String::valueOf,
                getter,
                wither);
    }

    /** One constant of an enum, written in lower case with dashes ({@code MULTIPLICATIVE_UPDATES} is {@code multiplicative-updates}). */
    public static <C, E extends Enum<E>> Parameter<C, E> choice(
            String key, Class<E> type, String description, Function<C, E> getter, BiFunction<C, E, C> wither) {
        String words =
                Arrays.stream(type.getEnumConstants()).map(Parameter::word).collect(Collectors.joining(" | "));
        return new Parameter<>(
                key,
                Kind.CHOICE,
                description,
                words,
                Optional.empty(),
                Scale.LINEAR,
                text -> parseChoice(type, text),
                Parameter::word,
                getter,
                wither);
    }

    /**
     * Structured text.
     *
     * @param syntax the syntax in a few words, shown where a number shows its range
     * @param parser throws {@link IllegalArgumentException} with the rule that is broken
     */
    public static <C, T> Parameter<C, T> text(
            String key,
            String syntax,
            String description,
            Function<String, T> parser,
            Function<T, String> formatter,
            Function<C, T> getter,
            BiFunction<C, T, C> wither) {
        return new Parameter<>(
                key, Kind.TEXT, description, syntax, Optional.empty(), Scale.LINEAR, parser, formatter, getter, wither);
    }

    /**
     * The same parameter, with a value that stands for no limit at all: it is written {@code none}, and read back from it.
     * The number itself is read as well.
     */
    public Parameter<C, T> withNone(T none) {
        return new Parameter<>(
                key,
                kind,
                description,
                range + ", or " + NONE,
                bounds,
                scale,
                text -> text.trim().equalsIgnoreCase(NONE) ? none : parser.apply(text),
                value -> value.equals(none) ? NONE : formatter.apply(value),
                getter,
                wither);
    }

    /** Its name in configuration files, on the command line and in {@code ModelInfo}. */
    public String key() {
        return key;
    }

    /** What kind of value it takes. */
    public Kind kind() {
        return kind;
    }

    /** What it means, one sentence. */
    public String description() {
        return description;
    }

    /** The valid values, for a person. */
    public String range() {
        return range;
    }

    /** Smallest and largest valid number; empty for other kinds. */
    public Optional<double[]> bounds() {
        return bounds.map(double[]::clone);
    }

    /** How a search should step through it. */
    public Scale scale() {
        return scale;
    }

    /** The value in {@code config}. */
    public T value(C config) {
        return getter.apply(config);
    }

    /** The value in {@code config}, in the text form that {@link #withText} reads back to an equal value. */
    public String text(C config) {
        return formatter.apply(getter.apply(config));
    }

    /** A copy of {@code config} with this value. */
    public C with(C config, T value) {
        return wither.apply(config, value);
    }

    /**
     * A copy of {@code config} with the value written as {@code text}.
     *
     * @throws DataException if the text is not a valid value; the message names key, rule and valid values
     */
    public C withText(C config, String text) {
        T value;
        try {
            value = parser.apply(text);
        } catch (NumberFormatException e) {
            throw invalid(text, "is not a number", e);
        } catch (IllegalArgumentException e) {
            throw invalid(text, String.valueOf(e.getMessage()), e);
        }
        try {
            return wither.apply(config, value);
        } catch (IllegalArgumentException e) {
            throw invalid(text, String.valueOf(e.getMessage()), e);
        }
    }

    private DataException invalid(String text, String rule, IllegalArgumentException cause) {
        return new DataException("parameter '" + key + "'", "'" + text + "' " + rule, "valid: " + range, cause);
    }

    private static <N extends Number> N inRange(N value, double min, double max) {
        double v = value.doubleValue();
        if (!(v >= min && v <= max)) {
            throw new IllegalArgumentException("is out of range");
        }
        return value;
    }

    private static Boolean parseFlag(String text) {
        return switch (text.trim().toLowerCase(Locale.ROOT)) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> throw new IllegalArgumentException("is neither true nor false");
        };
    }

    private static <E extends Enum<E>> E parseChoice(Class<E> type, String text) {
        for (E constant : type.getEnumConstants()) {
            if (word(constant).equals(text.trim().toLowerCase(Locale.ROOT))) {
                return constant;
            }
        }
        throw new IllegalArgumentException("is not one of the valid words");
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Bounds that are there for 32-bit floats only say nothing to a person. */
    private static String range(double min, double max) {
        if (max < Float.MAX_VALUE) {
            return plain(min) + " to " + plain(max);
        }
        return min <= -Float.MAX_VALUE ? "any number" : "at least " + plain(min);
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.valueOf((long) value)
                : String.valueOf(value);
    }

    @Override
    public String toString() {
        return key + " (" + range + ")";
    }
}
