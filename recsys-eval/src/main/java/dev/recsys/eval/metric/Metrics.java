package dev.recsys.eval.metric;

import dev.recsys.DataException;
import dev.recsys.Stable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** The metrics of this library by name: the one list that messages, command line and presets use. */
@Stable
public final class Metrics {

    private static final Map<String, IntFunction<Metric>> BY_NAME = byName();
    private static final Map<String, Metric> OF_RATINGS = ofRatings();

    private Metrics() {}

    private static Map<String, IntFunction<Metric>> byName() {
        Map<String, IntFunction<Metric>> all = new LinkedHashMap<>();
        all.put(Recall.KEY, Recall::at);
        all.put(CappedRecall.KEY, CappedRecall::at);
        all.put(Precision.KEY, Precision::at);
        all.put(Ndcg.KEY, Ndcg::at);
        all.put(AveragePrecision.KEY, AveragePrecision::at);
        all.put(ReciprocalRank.KEY, ReciprocalRank::at);
        all.put(HitRate.KEY, HitRate::at);
        all.put(Coverage.KEY, Coverage::at);
        all.put(IntraListDiversity.KEY, IntraListDiversity::byCategories);
        all.put(IntraListDiversity.FACTORS_KEY, IntraListDiversity::byFactors);
        all.put(Calibration.KEY, Calibration::at);
        all.put(Novelty.KEY, Novelty::at);
        all.put(PopularityPercentile.KEY, PopularityPercentile::at);
        return Collections.unmodifiableMap(all);
    }

    private static Map<String, Metric> ofRatings() {
        Map<String, Metric> all = new LinkedHashMap<>();
        for (RatingError metric : List.of(
                RatingError.rmse(),
                RatingError.mae(),
                RatingError.rmse().perUser(),
                RatingError.mae().perUser())) {
            all.put(metric.name(), metric);
        }
        return Collections.unmodifiableMap(all);
    }

    /** The names of the ranking metrics without cutoff: {@code recall}, {@code ndcg} and so on. */
    public static List<String> names() {
        return List.copyOf(BY_NAME.keySet());
    }

    /** The names of the rating metrics: {@code rmse}, {@code mae} and so on. */
    public static List<String> ratingNames() {
        return List.copyOf(OF_RATINGS.keySet());
    }

    /**
     * The metric with a name such as {@code "ndcg@20"} or {@code "rmse"}.
     *
     * @throws DataException if there is none; the message lists the names there are
     */
    public static Metric parse(String name) {
        Metric ofRatings = OF_RATINGS.get(name);
        if (ofRatings != null) {
            return ofRatings;
        }
        int at = name.indexOf('@');
        IntFunction<Metric> metric = at < 0 ? null : BY_NAME.get(name.substring(0, at));
        if (metric == null || !name.substring(at + 1).matches("[1-9][0-9]{0,5}")) {
            throw unknown(name);
        }
        int k = Integer.parseInt(name.substring(at + 1));
        if (k > Cutoff.MAX) {
            throw unknown(name);
        }
        return metric.apply(k);
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
                "valid metrics are " + String.join("@k, ", BY_NAME.keySet()) + "@k, with k from 1 to " + Cutoff.MAX
                        + "; and of ratings " + String.join(", ", OF_RATINGS.keySet()));
    }
}
