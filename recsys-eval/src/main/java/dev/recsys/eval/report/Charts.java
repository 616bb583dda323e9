package dev.recsys.eval.report;

import dev.recsys.eval.EvaluationResult;
import dev.recsys.eval.metric.Metric;
import dev.recsys.eval.metric.Metrics;
import dev.recsys.eval.report.Sections.Curve;
import dev.recsys.eval.report.Sections.Delta;
import dev.recsys.eval.report.Sections.Line;
import dev.recsys.eval.report.Sections.Point;
import dev.recsys.eval.report.Sections.Spot;
import dev.recsys.eval.report.Sections.Tradeoff;
import dev.recsys.eval.stats.PairedSample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The numbers of curves, histograms and scatters. */
final class Charts {

    static final int BINS_PER_SIDE = 10;

    private Charts() {}

    /** The primary metric and recall by cutoff. */
    static <U, I> List<Curve> curves(Measured<U, I> measured) {
        int depth = measured.runs().stream()
                .filter(run -> measured.role(run.name()) != Sections.Role.REFERENCE)
                .mapToInt(run -> run.depth())
                .max()
                .orElse(0);
        List<Integer> cutoffs = Cutoffs.upTo(depth);
        List<Metric> bases = new ArrayList<>(List.of(measured.primary()));
        measured.metrics().stream()
                .skip(1)
                .filter(metric -> metric.name().startsWith("recall@"))
                .findFirst()
                .ifPresent(bases::add);
        List<Curve> curves = new ArrayList<>();
        for (Metric base : bases) {
            Map<Integer, Metric> byCutoff = new LinkedHashMap<>();
            cutoffs.forEach(k -> Cutoffs.at(base, k).ifPresent(metric -> byCutoff.put(k, metric)));
            if (byCutoff.size() > 1) {
                curves.add(curve(measured, base, byCutoff));
            }
        }
        return curves;
    }

    private static <U, I> Curve curve(Measured<U, I> measured, Metric base, Map<Integer, Metric> byCutoff) {
        Map<String, EvaluationResult<U>> results = measured.measure(List.copyOf(byCutoff.values()));
        List<Line> lines = new ArrayList<>();
        results.forEach((system, result) -> {
            List<Spot> spots = new ArrayList<>();
            byCutoff.forEach((k, metric) -> spots.add(new Spot(k, Measured.estimate(result, metric.name()))));
            lines.add(new Line(system, measured.role(system), List.copyOf(spots)));
        });
        return new Curve(base.name().replaceFirst("@[0-9]+", "@k"), List.copyOf(lines));
    }

    /** How the users' differences are spread, for each challenger; on one scale. */
    static List<Delta> deltas(Measured<?, ?> measured, Contrasts contrasts) {
        double limit = 0;
        for (String system : measured.challengers()) {
            for (double delta : measured.deltas(system)) {
                limit = Double.isNaN(delta) ? limit : Math.max(limit, Math.abs(delta));
            }
        }
        List<Delta> found = new ArrayList<>();
        for (String system : measured.challengers()) {
            var contrast = contrasts.find(measured.primary().name(), system);
            if (contrast.isPresent()) {
                found.add(new Delta(system, limit, bins(measured.deltas(system), limit), contrast.get()));
            }
        }
        return found;
    }

    static List<Integer> bins(double[] deltas, double limit) {
        Integer[] bins = new Integer[2 * BINS_PER_SIDE];
        Arrays.fill(bins, 0);
        for (double delta : deltas) {
            if (!Double.isNaN(delta) && Math.abs(delta) >= PairedSample.RESOLUTION / 2) {
                int step = (int) Math.min(BINS_PER_SIDE - 1.0, Math.abs(delta) / limit * BINS_PER_SIDE);
                bins[delta > 0 ? BINS_PER_SIDE + step : BINS_PER_SIDE - 1 - step]++;
            }
        }
        return List.of(bins);
    }

    /** Accuracy against coverage and novelty, where the catalogue is known. */
    static <U, I> List<Tradeoff> tradeoffs(Measured<U, I> measured) {
        if (measured.study().background.isEmpty()) {
            return List.of();
        }
        int k = Cutoffs.of(measured.primary(), 10);
        List<Tradeoff> found = new ArrayList<>();
        for (String other : List.of("coverage@" + k, "novelty@" + k)) {
            Map<String, EvaluationResult<U>> results = measured.measure(Metrics.parseAll(other));
            List<Point> points = new ArrayList<>();
            results.forEach((system, result) -> points.add(new Point(
                    system,
                    measured.role(system),
                    measured.result(system).value(measured.primary().name()),
                    result.value(other),
                    Measured.users(result, other),
                    false)));
            found.add(new Tradeoff(measured.primary().name(), other, withFront(points)));
        }
        return found;
    }

    /** Marks the points that no other is better than in both; none where the values are of different users. */
    static List<Point> withFront(List<Point> points) {
        List<Point> marked = new ArrayList<>();
        boolean comparable = points.stream()
                        .filter(point -> Double.isFinite(point.y()))
                        .mapToInt(Point::users)
                        .distinct()
                        .count()
                <= 1;
        for (Point one : points) {
            boolean known = Double.isFinite(one.x()) && Double.isFinite(one.y());
            boolean beaten = points.stream()
                    .anyMatch(other -> other.x() >= one.x()
                            && other.y() >= one.y()
                            && (other.x() > one.x() || other.y() > one.y()));
            marked.add(
                    new Point(one.system(), one.role(), one.x(), one.y(), one.users(), comparable && known && !beaten));
        }
        return List.copyOf(marked);
    }
}
