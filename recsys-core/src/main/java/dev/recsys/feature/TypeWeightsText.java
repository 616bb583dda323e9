package dev.recsys.feature;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The text form of type weights, {@code like=3,dislike=-1,cancel=drop}. */
final class TypeWeightsText {

    private static final String DROP = "drop";

    private TypeWeightsText() {}

    static Map<String, OptionalDouble> parse(String text) {
        Map<String, OptionalDouble> weights = new TreeMap<>();
        for (String part : parseList(text)) {
            int equals = part.lastIndexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("has a part '" + part + "' that is not type=number or type=drop");
            }
            String value = part.substring(equals + 1).trim();
            weights.put(part.substring(0, equals).trim(), value.equals(DROP) ? OptionalDouble.empty() : number(value));
        }
        return weights;
    }

    private static OptionalDouble number(String value) {
        double number = Double.parseDouble(value);
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("has a factor that is not finite");
        }
        return OptionalDouble.of(number);
    }

    static String format(Map<String, OptionalDouble> weights) {
        return weights.entrySet().stream()
                .map(e -> e.getKey() + "="
                        + (e.getValue().isPresent() ? e.getValue().getAsDouble() : DROP))
                .collect(Collectors.joining(","));
    }

    /** Refuses names that the text form could not carry. */
    static void checkType(String type) {
        if (type.isBlank() || !type.equals(type.trim()) || type.contains(",")) {
            throw new IllegalArgumentException(
                    "the name of an event type must not be blank, start or end with a space, or hold ',', but was '"
                            + type + "'");
        }
    }

    static List<String> parseList(String text) {
        return Arrays.stream(text.split(","))
                .map(String::trim)
                .filter(part -> !part.isEmpty())
                .toList();
    }
}
