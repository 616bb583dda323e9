package dev.recsys.eval.metric;

import static dev.recsys.eval.metric.MetricFamily.CutoffRule.NEEDED;

import dev.recsys.DataException;
import dev.recsys.Stable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The metrics of this library by name: the one list that messages, command line and presets use. */
@Stable
public final class Metrics {

    private static final Pattern NAME =
            Pattern.compile("(?<key>[a-z_]+)(?:@(?<k>[1-9][0-9]{0,5}))?(?::(?<variant>.+))?");
    private static final Map<String, MetricFamily> BY_NAME = byName();
    private static final Map<String, Metric> OF_RATINGS = ofRatings();

    private Metrics() {}

    private static Map<String, MetricFamily> byName() {
        Map<String, MetricFamily> all = new LinkedHashMap<>();
        all.putAll(Accuracy.families());
        all.putAll(BeyondAccuracy.families());
        return Collections.unmodifiableMap(all);
    }

    private static Map<String, Metric> ofRatings() {
        Map<String, Metric> all = new LinkedHashMap<>();
        for (RatingError metric : List.of(RatingError.rmse(), RatingError.mae(), RatingError.mse())) {
            all.put(metric.name(), metric);
        }
        for (RatingError metric : List.of(RatingError.rmse(), RatingError.mae(), RatingError.mse())) {
            all.put(metric.perUser().name(), metric.perUser());
        }
        all.put(RatingFit.KEY, RatingFit.r2());
        return Collections.unmodifiableMap(all);
    }

    /** The names of the ranking metrics without cutoff: {@code recall}, {@code ndcg} and so on. */
    public static List<String> names() {
        return List.copyOf(BY_NAME.keySet());
    }

    /**
     * All ranking metrics that can be named without a number of one's own: each with each of its variants.
     *
     * @param k the cutoff of those that can have one
     */
    public static List<RankingMetric> all(int k) {
        Cutoff.check(k);
        List<RankingMetric> all = new ArrayList<>();
        for (MetricFamily family : BY_NAME.values()) {
            family.all(family.rule() == MetricFamily.CutoffRule.NONE ? RankingMetric.WHOLE_LIST : k)
                    .forEach(metric -> all.add((RankingMetric) metric));
        }
        return List.copyOf(all);
    }

    /** The names of the rating metrics: {@code rmse}, {@code mae} and so on. */
    public static List<String> ratingNames() {
        return List.copyOf(OF_RATINGS.keySet());
    }

    /**
     * The metric with a name such as {@code "ndcg@20"}, {@code "map"}, {@code "precision@10:LIST_LENGTH"}, {@code "rbp@10:P_0.8"} or
     * {@code "rmse"}. No metric has two names.
     *
     * @throws DataException if there is none; the message lists the names, or the variants, there are
     */
    public static Metric parse(String name) {
        Optional<Metric> ofRatings = ofRatings(name);
        if (ofRatings.isPresent()) {
            return ofRatings.get();
        }
        Matcher parts = NAME.matcher(name);
        MetricFamily family = parts.matches() ? BY_NAME.get(parts.group("key")) : null;
        if (family == null) {
            throw unknown(name);
        }
        boolean hasCutoff = parts.group("k") != null;
        if (hasCutoff ? family.rule() == MetricFamily.CutoffRule.NONE : family.rule() == NEEDED) {
            throw unknown(name);
        }
        int k = hasCutoff ? Integer.parseInt(parts.group("k")) : RankingMetric.WHOLE_LIST;
        if (hasCutoff && k > Cutoff.MAX) {
            throw unknown(name);
        }
        String variant = parts.group("variant") == null ? "" : parts.group("variant");
        return family.metric(variant, k).orElseThrow(() -> noVariant(name, variant, family, k));
    }

    private static DataException noVariant(String name, String variant, MetricFamily family, int k) {
        List<String> variants = family.variants(k);
        String remedy = variants.isEmpty()
                ? "leave the variant out; there is only one"
                : "valid variants are " + String.join(", ", variants)
                        + (family.hasUsual() ? ", and without one the usual definition" : "");
        return new DataException(
                "metric '" + name + "'", variant.isEmpty() ? "needs a variant" : "has no variant " + variant, remedy);
    }

    /** The metric of ratings with a name such as {@code "rmse"} or {@code "rmse:SCALE_1_5"}, if it is one. */
    private static Optional<Metric> ofRatings(String name) {
        int colon = name.indexOf(':');
        Metric usual = OF_RATINGS.get(colon < 0 ? name : name.substring(0, colon));
        if (usual == null || colon < 0) {
            return Optional.ofNullable(usual);
        }
        Optional<RatingScale> scale = RatingScale.parse(name.substring(colon + 1));
        if (scale.isEmpty() || !(usual instanceof RatingError error)) {
            throw new DataException(
                    "metric '" + name + "'",
                    "has no variant " + name.substring(colon + 1),
                    usual instanceof RatingError
                            ? "give the lowest and the highest rating, as in rmse:SCALE_1_5, or leave the variant out"
                            : "leave the variant out; there is only one");
        }
        return Optional.of(error.withScale(scale.get()));
    }

    /** The metrics with these names, in this order; fails as {@link #parse} does. */
    public static List<Metric> parseAll(String... names) {
        List<Metric> metrics = new ArrayList<>();
        for (String name : names) {
            metrics.add(parse(name));
        }
        return List.copyOf(metrics);
    }

    private static DataException unknown(String name) {
        return new DataException(
                "metric '" + name + "'",
                "is unknown",
                "valid metrics are "
                        + BY_NAME.entrySet().stream()
                                .map(one -> one.getKey() + suffix(one.getValue().rule()))
                                .collect(Collectors.joining(", "))
                        + ", with k from 1 to " + Cutoff.MAX + "; and of ratings "
                        + String.join(", ", OF_RATINGS.keySet()));
    }

    private static String suffix(MetricFamily.CutoffRule rule) {
        return switch (rule) {
            case NEEDED -> "@k";
            case ALLOWED -> "[@k]";
            case NONE -> "";
        };
    }
}
