package dev.recsys.eval.report;

import dev.recsys.DataException;
import dev.recsys.eval.metric.Metric;
import dev.recsys.eval.metric.Metrics;
import dev.recsys.eval.metric.RankingMetric;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The cutoffs of metrics. */
final class Cutoffs {

    private static final int[] GRID = {1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100};

    private Cutoffs() {}

    /** The largest one that is a number. */
    static int deepest(List<Metric> metrics) {
        return metrics.stream()
                .mapToInt(Cutoffs::of)
                .filter(k -> k != RankingMetric.WHOLE_LIST)
                .max()
                .orElse(1);
    }

    static int of(Metric metric) {
        return ((RankingMetric) metric).cutoff();
    }

    /** The cutoff, or another number if the whole list counts. */
    static int of(Metric metric, int whole) {
        return of(metric) == RankingMetric.WHOLE_LIST ? whole : of(metric);
    }

    /** The cutoffs a curve is drawn through, up to the length of the lists. */
    static List<Integer> upTo(int depth) {
        List<Integer> found = new ArrayList<>();
        for (int k : GRID) {
            if (k <= depth) {
                found.add(k);
            }
        }
        return found;
    }

    /** The same metric with another cutoff; none if its name does not have one, or the host brought it along. */
    static Optional<Metric> at(Metric metric, int k) {
        String name = metric.name();
        int at = name.indexOf('@');
        if (at < 0) {
            return Optional.empty();
        }
        String behind = name.substring(at + 1).replaceFirst("^[0-9]+", "");
        try {
            return Optional.of(Metrics.parse(name.substring(0, at) + "@" + k + behind))
                    .filter(found -> found.getClass().equals(metric.getClass()));
        } catch (DataException e) {
            return Optional.empty(); // a metric of the host has no other cutoffs that are known here
        }
    }
}
