package dev.recsys.benchmarks.peers;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The arguments of one command: {@code key=value}, separated by tabs. Immutable. */
public final class Arguments {

    private final String command;
    private final Map<String, String> values;

    private Arguments(String command, Map<String, String> values) {
        this.command = command;
        this.values = values;
    }

    static Arguments parse(String line) {
        String[] cells = line.split("\t");
        Map<String, String> values = new HashMap<>();
        for (int i = 1; i < cells.length; i++) {
            int equals = cells[i].indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("key=value expected but got " + cells[i]);
            }
            values.put(cells[i].substring(0, equals), cells[i].substring(equals + 1));
        }
        return new Arguments(cells[0], values);
    }

    /** The first word of the line. */
    public String command() {
        return command;
    }

    /** The value of a key that has to be there. */
    public String text(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException(command + " needs " + key + "=...");
        }
        return value;
    }

    /** A whole number. */
    public int number(String key) {
        return Integer.parseInt(text(key));
    }

    /** A decimal number. */
    public double decimal(String key) {
        return Double.parseDouble(text(key));
    }

    /** A path. */
    public Path path(String key) {
        return Path.of(text(key));
    }
}
