package dev.recsys.examples.cli;

import dev.recsys.DataException;
import dev.recsys.eval.metric.CatalogueMetric;
import dev.recsys.eval.metric.Metric;
import dev.recsys.eval.metric.Metrics;
import dev.recsys.eval.metric.RankingMetric;
import dev.recsys.eval.metric.UserCoverage;
import dev.recsys.eval.metric.UserMetric;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The systems that will be compared, known before any is trained or read: so that a wrong name costs nothing.
 *
 * @param given the systems, in their order
 * @param baseline what they are compared with
 * @param hasBackground whether the events of training are known: then there are references, coverage and novelty
 */
record ComparedSystems(List<String> given, String baseline, boolean hasBackground) {

    private static final List<String> REFERENCES = List.of("popularity", "random");

    /**
     * With a baseline of one's own choice, or the first.
     *
     * @throws UsageException if there is no such baseline
     */
    static ComparedSystems of(List<String> given, @Nullable String baseline, boolean hasBackground) {
        ComparedSystems systems = new ComparedSystems(given, baseline == null ? given.get(0) : baseline, hasBackground);
        if (!systems.names().contains(systems.baseline)) {
            throw new UsageException("--baseline '" + systems.baseline + "' is not among the systems; name one of "
                    + String.join(", ", systems.names()) + systems.hint());
        }
        return systems;
    }

    /** All that have a name in the report. */
    List<String> names() {
        List<String> names = new ArrayList<>(given);
        if (hasBackground) {
            REFERENCES.stream().filter(name -> !given.contains(name)).forEach(names::add);
        }
        return names;
    }

    /** Those that are there to be held against the baseline; if it is alone, it is itself what is judged. */
    List<String> judged() {
        List<String> others =
                given.stream().filter(name -> !name.equals(baseline)).toList();
        return others.isEmpty() ? List.of(baseline) : others;
    }

    /** Why the references may be missing. */
    String hint() {
        return hasBackground ? "" : " (popularity and random need --train)";
    }

    /**
     * The metrics with some names, for a comparison of lists.
     *
     * @throws UsageException if one is unknown or cannot be computed from what is given
     */
    List<Metric> metrics(String option, List<String> texts) {
        List<Metric> metrics = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String text : texts) {
            Metric metric = metric(option, text.strip());
            if (!names.add(metric.name())) {
                throw new UsageException(option + ": metric " + metric.name() + " is there twice; leave one out");
            }
            metrics.add(metric);
        }
        return metrics;
    }

    /** As {@link #metrics}, where the first one decides. */
    List<Metric> metricsWithPrimary(String option, List<String> texts) {
        List<Metric> metrics = metrics(option, texts);
        if (!metrics.isEmpty() && metrics.get(0) instanceof CatalogueMetric primary) {
            throw new UsageException(option + ": the first metric decides, and " + primary.name()
                    + " has no value of each user; put another one first, such as ndcg@10");
        }
        return metrics;
    }

    private Metric metric(String option, String text) {
        Metric metric;
        try {
            metric = Metrics.parse(text);
        } catch (DataException e) {
            throw new UsageException(option + ": " + e.getMessage(), e);
        }
        if (!(metric instanceof RankingMetric)) {
            throw new UsageException(option + ": " + metric.name()
                    + " is of predicted ratings, but lists are compared; choose metrics of rankings, such as ndcg@10");
        }
        if (!hasBackground && !(metric instanceof UserMetric || metric instanceof UserCoverage)) {
            throw new UsageException(option + ": " + metric.name()
                    + " needs the events of training; give them with --train, or choose another metric");
        }
        return metric;
    }
}
