package dev.recsys.eval;

import dev.recsys.Experimental;
import dev.recsys.eval.metric.Metric;
import dev.recsys.eval.metric.Metrics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the metrics of this library are called by NIST trec_eval, and the order in which it prints them: {@code map} is {@code map},
 * {@code precision@10} is {@code P_10}, {@code ndcg@10:LINEAR} is {@code ndcg_cut_10}.
 *
 * <p>Not to be instantiated; all methods are thread-safe.
 */
@Experimental
public final class TrecMeasures {

    private static final Pattern CUT = Pattern.compile("(?<measure>[A-Za-z_]+)_(?<k>[1-9][0-9]{0,5})");

    private static final Map<String, String> WHOLE = whole();
    private static final Map<String, String> AT = cut(); // %s stands for the cutoff

    private static final List<String> PRESET = preset();

    private TrecMeasures() {}

    private static Map<String, String> whole() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("num_ret", "num_ret");
        names.put("num_rel", "num_rel");
        names.put("num_rel_ret", "num_rel_ret");
        names.put("map", "map");
        names.put("Rprec", "r_precision");
        names.put("bpref", "bpref");
        names.put("recip_rank", "mrr");
        names.put("ndcg", "ndcg:LINEAR");
        return Collections.unmodifiableMap(names);
    }

    private static Map<String, String> cut() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("P", "precision@%s");
        names.put("recall", "recall@%s");
        names.put("ndcg_cut", "ndcg@%s:LINEAR");
        names.put("map_cut", "map@%s");
        names.put("success", "hit_rate@%s");
        return Collections.unmodifiableMap(names);
    }

    private static List<String> preset() {
        List<String> names = new ArrayList<>(WHOLE.keySet());
        names.remove("ndcg");
        addCuts(names, "P", 1, 5, 10, 20, 100);
        addCuts(names, "recall", 1, 5, 10, 20, 100, 1000);
        names.add("ndcg");
        addCuts(names, "ndcg_cut", 1, 5, 10, 20, 100, 1000);
        addCuts(names, "map_cut", 5, 10, 20, 100);
        addCuts(names, "success", 1, 5, 10, 20);
        return List.copyOf(names);
    }

    private static void addCuts(List<String> names, String measure, int... cutoffs) {
        for (int k : cutoffs) {
            names.add(measure + "_" + k);
        }
    }

    /** The measures of {@link Preset#TREC}, in the order in which trec_eval prints them. */
    public static List<String> names() {
        return PRESET;
    }

    /** The metrics of {@link #names()}, in the same order. */
    static List<Metric> metrics() {
        return PRESET.stream().map(name -> metric(name).orElseThrow()).toList();
    }

    /**
     * The metric that trec_eval calls so, with any cutoff.
     *
     * @param measure for instance {@code "Rprec"} or {@code "ndcg_cut_15"}
     * @return empty if there is none
     */
    public static Optional<Metric> metric(String measure) {
        String whole = WHOLE.get(measure);
        if (whole != null) {
            return Optional.of(Metrics.parse(whole));
        }
        Matcher parts = CUT.matcher(measure);
        String cut = parts.matches() ? AT.get(parts.group("measure")) : null;
        return cut == null ? Optional.empty() : Optional.of(Metrics.parse(cut.replace("%s", parts.group("k"))));
    }

    /**
     * What trec_eval calls a metric.
     *
     * @return empty if it does not have it
     */
    public static Optional<String> nameOf(Metric metric) {
        for (Map.Entry<String, String> entry : WHOLE.entrySet()) {
            if (entry.getValue().equals(metric.name())) {
                return Optional.of(entry.getKey());
            }
        }
        for (Map.Entry<String, String> entry : AT.entrySet()) {
            String cutoff = metric.name().replaceAll("[^@]*@([0-9]+).*", "$1");
            if (entry.getValue().replace("%s", cutoff).equals(metric.name())) {
                return Optional.of(entry.getKey() + "_" + cutoff);
            }
        }
        return Optional.empty();
    }

    /** Whether trec_eval prints the sum over users in the line {@code all}, and not the mean. */
    public static boolean isSum(String measure) {
        return measure.startsWith("num_");
    }

    /**
     * What trec_eval prints in the line {@code all}, by its names: of the metrics of a result that it has, in their order.
     *
     * @return a new map
     */
    public static Map<String, Double> ofAll(EvaluationResult<?> result) {
        Map<String, Double> all = new LinkedHashMap<>();
        for (Metric metric : result.metrics()) {
            nameOf(metric).ifPresent(name -> all.put(name, isSum(name) ? sum(result, metric) : result.value(metric.name())));
        }
        return all;
    }

    private static double sum(EvaluationResult<?> result, Metric metric) {
        double sum = 0;
        for (double value : result.perUser(metric.name())) {
            sum += Double.isNaN(value) ? 0 : value;
        }
        return sum;
    }
}
