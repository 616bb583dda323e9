package dev.recsys.eval.metric;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** The metrics of one name: one for each variant and cutoff. */
final class MetricFamily {

    /** Whether a name has a cutoff behind an at sign. */
    enum CutoffRule {
        /** As in {@code ndcg@10}. */
        NEEDED,
        /** As in {@code map} or {@code map@10}; without one the whole list counts. */
        ALLOWED,
        /** As in {@code bpref}. */
        NONE
    }

    private final CutoffRule rule;
    private final IntFunction<Metric> usual;
    private final Map<String, IntFunction<Metric>> variants = new LinkedHashMap<>();

    private MetricFamily(CutoffRule rule, IntFunction<Metric> usual) {
        this.rule = rule;
        this.usual = usual;
    }

    /** A family with one variant, which is made from the cutoff. */
    static MetricFamily of(CutoffRule rule, IntFunction<Metric> usual) {
        return new MetricFamily(rule, usual);
    }

    /** Adds a variant. */
    MetricFamily with(String variant, IntFunction<Metric> maker) {
        variants.put(variant, maker);
        return this;
    }

    CutoffRule rule() {
        return rule;
    }

    /** The names of the variants beside the usual one. */
    List<String> variants() {
        return List.copyOf(variants.keySet());
    }

    /** Whether there is such a variant; an empty name is the usual one. */
    boolean has(String variant) {
        return variant.isEmpty() || variants.containsKey(variant);
    }

    /**
     * A metric.
     *
     * @param variant one that it {@link #has}
     */
    Metric metric(String variant, int k) {
        return variants.getOrDefault(variant, usual).apply(k);
    }
}
