package dev.recsys.pipeline;

import dev.recsys.Experimental;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** What was measured on one split: for each contender its metrics by name. Immutable, thread-safe. */
@Experimental
public final class Measurements {

    private final int users;
    private final Map<String, Map<String, Double>> byContender;

    private Measurements(int users, Map<String, Map<String, Double>> byContender) {
        this.users = users;
        this.byContender = byContender;
    }

    /**
     * No contender yet.
     *
     * @param users how many users were judged, the same for all contenders
     */
    public static Measurements of(int users) {
        return new Measurements(users, Map.of());
    }

    /** A copy with the metrics of a contender, by name such as {@code "ndcg@10"}. */
    public Measurements with(String contender, Map<String, Double> metrics) {
        Map<String, Map<String, Double>> extended = new LinkedHashMap<>(byContender);
        extended.put(contender, Collections.unmodifiableMap(new LinkedHashMap<>(metrics)));
        return new Measurements(users, Collections.unmodifiableMap(extended));
    }

    /** How many users were judged. */
    public int users() {
        return users;
    }

    /** Who was measured, in the order given. */
    public Set<String> contenders() {
        return byContender.keySet();
    }

    /** The metrics of a contender; none for an unknown one. */
    public Map<String, Double> metrics(String contender) {
        return byContender.getOrDefault(contender, Map.of());
    }

    /** One metric of a contender, if it was measured and is a number. */
    public OptionalDouble value(String contender, String metric) {
        Double value = metrics(contender).get(metric);
        return value == null || value.isNaN() ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    @Override
    public String toString() {
        return users + " users, " + byContender;
    }
}
