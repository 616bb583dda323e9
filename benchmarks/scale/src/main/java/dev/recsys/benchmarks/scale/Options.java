package dev.recsys.benchmarks.scale;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The {@code --key value} pairs of a command line. */
final class Options {

    private final Map<String, String> values = new TreeMap<>();

    /**
     * Reads a command line.
     *
     * @param known all keys there are, without the dashes, with their defaults
     * @throws IllegalArgumentException for an unknown key, or a key without a value
     */
    Options(String[] args, Map<String, String> known) {
        values.putAll(known);
        for (int i = 0; i < args.length; i += 2) {
            String key = args[i].startsWith("--") ? args[i].substring(2) : "";
            if (!known.containsKey(key) || i + 1 == args.length) {
                throw new IllegalArgumentException("'" + args[i] + "' is no option, or has no value; there are --"
                        + String.join(", --", new TreeMap<>(known).keySet()));
            }
            values.put(key, args[i + 1]);
        }
    }

    String text(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("no option " + key);
        }
        return value;
    }

    boolean isEmpty(String key) {
        return text(key).isEmpty();
    }

    int number(String key) {
        return Math.toIntExact(count(text(key)));
    }

    /** Several counts with commas between them. */
    List<Long> counts(String key) {
        return Arrays.stream(text(key).split(",")).map(Options::count).toList();
    }

    /** A whole number, perhaps in thousands (K) or millions (M). */
    static long count(String text) {
        String digits = text.trim().replaceFirst("[kKmM]$", "");
        long unit = switch (text.trim().substring(digits.length())) {
            case "k", "K" -> 1_000;
            case "m", "M" -> 1_000_000;
            default -> 1;
        };
        return Math.multiplyExact(Long.parseLong(digits), unit);
    }
}
