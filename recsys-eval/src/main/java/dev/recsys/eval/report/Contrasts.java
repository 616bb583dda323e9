package dev.recsys.eval.report;

import dev.recsys.eval.PairedDifference;
import dev.recsys.eval.metric.Direction;
import dev.recsys.eval.metric.Metric;
import dev.recsys.eval.report.Sections.Contrast;
import dev.recsys.eval.report.Sections.Counts;
import dev.recsys.eval.report.Sections.Estimate;
import dev.recsys.eval.report.Sections.Outcome;
import dev.recsys.eval.report.Sections.Tests;
import dev.recsys.eval.stats.Correction;
import dev.recsys.eval.stats.Power;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every system against the baseline on every metric. The primary metric was chosen before; its comparisons are one family. All
 * others together are a second one.
 */
final class Contrasts {

    static final double ALPHA = 0.05;

    private final Map<String, Contrast> byCell = new HashMap<>();
    private int primaryFamily;
    private int otherFamily;

    private Contrasts() {}

    static Contrasts of(Measured<?, ?> measured) {
        Contrasts contrasts = new Contrasts();
        contrasts.primaryFamily = contrasts.add(measured, List.of(measured.primary()));
        contrasts.otherFamily = contrasts.add(
                measured, measured.metrics().subList(1, measured.metrics().size()));
        return contrasts;
    }

    private record Pending(String key, Direction direction, PairedDifference difference) {}

    private int add(Measured<?, ?> measured, List<Metric> metrics) {
        List<Pending> family = new ArrayList<>();
        for (Metric metric : metrics) {
            for (String system : measured.systems()) {
                if (!system.equals(measured.baseline())) {
                    measured.difference(metric.name(), system)
                            .ifPresent(difference -> family.add(
                                    new Pending(key(metric.name(), system), metric.direction(), difference)));
                }
            }
        }
        double[] p =
                family.stream().mapToDouble(one -> one.difference().tTest().p()).toArray();
        double[] adjusted = Correction.HOLM.adjust(p);
        for (int i = 0; i < p.length; i++) {
            Pending one = family.get(i);
            byCell.put(one.key(), contrast(one, p[i], adjusted[i], p.length, metrics.contains(measured.primary())));
        }
        return p.length;
    }

    /** Resampling is for the primary metric only; with many users and metrics it would take long. */
    private static Contrast contrast(Pending one, double p, double adjusted, int family, boolean resampled) {
        PairedDifference difference = one.difference();
        Estimate estimate = resampled
                ? new Estimate(difference.mean(), difference.low(), difference.high())
                : Measured.mean(
                        difference.mean(), difference.sample().differences().values());
        Tests tests = new Tests(
                p,
                resampled ? difference.signFlip().p() : Double.NaN,
                adjusted,
                difference.effectSize(),
                Power.defaults().withAlpha(ALPHA / family).smallestDifference(difference.sample()));
        return new Contrast(
                estimate,
                counts(one.direction(), difference),
                tests,
                difference.hasTooFewUsers()
                        ? Outcome.UNDECIDED
                        : outcome(one.direction(), difference.mean(), adjusted));
    }

    /** A win is a better value, so a smaller one where less is better. */
    static Counts counts(Direction direction, PairedDifference difference) {
        boolean less = direction == Direction.LOWER_IS_BETTER;
        return new Counts(
                difference.users(),
                less ? difference.losses() : difference.wins(),
                difference.ties(),
                less ? difference.wins() : difference.losses());
    }

    static Outcome outcome(Direction direction, double mean, double adjusted) {
        if (!(adjusted <= ALPHA) || mean == 0) {
            return Outcome.UNDECIDED;
        }
        if (direction == Direction.NEUTRAL) {
            return mean > 0 ? Outcome.HIGHER : Outcome.LOWER;
        }
        return direction.isImprovement(mean) ? Outcome.BETTER : Outcome.WORSE;
    }

    private static String key(String metric, String system) {
        return metric + '\n' + system;
    }

    Optional<Contrast> find(String metric, String system) {
        return Optional.ofNullable(byCell.get(key(metric, system)));
    }

    /** How many comparisons the primary metric has. */
    int primaryFamily() {
        return primaryFamily;
    }

    /** How many comparisons all other metrics have. */
    int otherFamily() {
        return otherFamily;
    }
}
