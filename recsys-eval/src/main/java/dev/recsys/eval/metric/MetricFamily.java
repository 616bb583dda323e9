package dev.recsys.eval.metric;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.DoublePredicate;
import java.util.function.IntFunction;
import java.util.regex.Pattern;

/** The metrics of one name: one for each variant and cutoff. */
final class MetricFamily {

    private static final Pattern NUMBER = Pattern.compile("(0|[1-9][0-9]{0,9})(\\.[0-9]{0,9}[1-9])?");

    /** Whether a name has a cutoff behind an at sign. */
    enum CutoffRule {
        /** As in {@code ndcg@10}. */
        NEEDED,
        /** As in {@code map} or {@code map@10}; without one the whole list counts. */
        ALLOWED,
        /** As in {@code bpref}. */
        NONE
    }

    /** A variant with a number behind its name, as {@code P_0.8}. */
    private record Parameter(
            String prefix,
            String symbol,
            String suffix,
            DoublePredicate valid,
            BiFunction<Integer, Double, Metric> maker) {

        Optional<Double> value(String variant) {
            boolean fits = variant.startsWith(prefix)
                    && variant.endsWith(suffix)
                    && variant.length() > prefix.length() + suffix.length();
            String text = fits ? variant.substring(prefix.length(), variant.length() - suffix.length()) : "";
            return NUMBER.matcher(text).matches() && valid.test(Double.parseDouble(text))
                    ? Optional.of(Double.parseDouble(text))
                    : Optional.empty();
        }
    }

    private final CutoffRule rule;
    private final Map<String, IntFunction<Metric>> variants = new LinkedHashMap<>(); // "" for the usual one
    private final Set<String> cutOnly = new HashSet<>();
    private final List<Parameter> parameters = new ArrayList<>();

    private MetricFamily(CutoffRule rule) {
        this.rule = rule;
    }

    /** A family with one variant, which is made from the cutoff, or from {@link RankingMetric#WHOLE_LIST}. */
    static MetricFamily of(CutoffRule rule, IntFunction<Metric> usual) {
        return new MetricFamily(rule).with("", usual);
    }

    /** A family without a usual variant. */
    static MetricFamily of(CutoffRule rule) {
        return new MetricFamily(rule);
    }

    /** Adds a variant. */
    MetricFamily with(String variant, IntFunction<Metric> maker) {
        variants.put(variant, maker);
        return this;
    }

    /** Adds a variant that there is with a cutoff only. */
    MetricFamily withCut(String variant, IntFunction<Metric> maker) {
        cutOnly.add(variant);
        return with(variant, maker);
    }

    /**
     * Adds variants that differ by a number.
     *
     * @param prefix what is before the number
     * @param symbol of the number in messages
     * @param suffix what is behind the number
     * @param valid which numbers there are
     */
    MetricFamily with(
            String prefix,
            String symbol,
            String suffix,
            DoublePredicate valid,
            BiFunction<Integer, Double, Metric> maker) {
        parameters.add(new Parameter(prefix, symbol, suffix, valid, maker));
        return this;
    }

    /** A number as names have it: without an exponent, and without zeros behind the last digit. */
    static String text(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    CutoffRule rule() {
        return rule;
    }

    /** Whether there is a definition that a name without variant means. */
    boolean hasUsual() {
        return variants.containsKey("");
    }

    /**
     * The names of the variants beside the usual one.
     *
     * @param k the cutoff
     */
    List<String> variants(int k) {
        List<String> names = new ArrayList<>(variants.keySet());
        names.remove("");
        names.removeIf(name -> k == RankingMetric.WHOLE_LIST && cutOnly.contains(name));
        for (Parameter parameter : parameters) {
            names.add(parameter.prefix() + parameter.symbol() + parameter.suffix());
        }
        return List.copyOf(names);
    }

    /** Every metric that needs no number of one's own. */
    List<Metric> all(int k) {
        List<Metric> all = new ArrayList<>();
        variants.keySet().forEach(variant -> metric(variant, k).ifPresent(all::add));
        return all;
    }

    /**
     * A metric; empty if there is no such variant, or it does not go with this cutoff.
     *
     * @param variant empty for the usual one
     */
    Optional<Metric> metric(String variant, int k) {
        IntFunction<Metric> maker = variants.get(variant);
        if (maker != null) {
            return k == RankingMetric.WHOLE_LIST && cutOnly.contains(variant)
                    ? Optional.empty()
                    : Optional.of(maker.apply(k));
        }
        for (Parameter parameter : parameters) {
            Optional<Double> value = parameter.value(variant);
            if (value.isPresent()) {
                return Optional.of(parameter.maker().apply(k, value.get()));
            }
        }
        return Optional.empty();
    }
}
