package dev.recsys.benchmarks.peers;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What a command answers: {@code key=value}, separated by tabs. Not thread-safe. */
public final class Reply {

    private final Map<String, Object> values = new LinkedHashMap<>();

    /** An empty one. */
    public static Reply ok() {
        return new Reply();
    }

    /** Adds a value. */
    public Reply with(String key, Object value) {
        values.put(key, value);
        return this;
    }

    /** Adds the seconds a repetition took, and the processor time it got. */
    public Reply with(Timing timing) {
        return with("seconds", timing.seconds()).with("cpu", timing.cpu());
    }

    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("\t"));
    }
}
