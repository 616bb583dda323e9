package dev.recsys.eval.report;

import dev.recsys.eval.Background;
import dev.recsys.eval.Run;
import dev.recsys.eval.metric.Exposure;
import dev.recsys.eval.metric.Gini;
import dev.recsys.eval.metric.Metrics;
import dev.recsys.eval.report.Sections.Calibrated;
import dev.recsys.eval.report.Sections.Exposed;
import dev.recsys.event.IdIndex;
import java.util.ArrayList;
import java.util.List;

/** How evenly each system shows the catalogue to the users that are evaluated. */
final class Exposures {

    private static final int SEGMENTS = 50;

    private Exposures() {}

    static <U, I> List<Exposed> of(Measured<U, I> measured) {
        List<Exposed> found = new ArrayList<>();
        measured.study().background.ifPresent(background -> {
            int k = Cutoffs.of(measured.primary(), 10);
            for (Run<U, I> run : measured.runs()) {
                Exposure exposure = exposure(measured, background, run, k);
                if (exposure.total() > 0) {
                    List<Double> lorenz = new ArrayList<>();
                    for (double share : exposure.lorenz(SEGMENTS)) {
                        lorenz.add(share);
                    }
                    found.add(new Exposed(
                            run.name(),
                            measured.role(run.name()),
                            Gini.at(k).value(exposure),
                            (double) exposure.shown() / exposure.items(),
                            List.copyOf(lorenz)));
                }
            }
        });
        return found;
    }

    /** Calibration of each system; nothing if the items have no categories. */
    static <U, I> List<Calibrated> calibration(Measured<U, I> measured) {
        List<Calibrated> found = new ArrayList<>();
        if (measured.study()
                .background
                .filter(known -> !known.facts().categories().isEmpty())
                .isPresent()) {
            String metric = "calibration@" + Cutoffs.of(measured.primary(), 10);
            measured.measure(Metrics.parseAll(metric))
                    .forEach((system, result) -> found.add(
                            new Calibrated(system, Measured.estimate(result, metric), Measured.users(result, metric))));
        }
        return found;
    }

    private static <U, I> Exposure exposure(
            Measured<U, I> measured, Background<U, I> background, Run<U, I> run, int k) {
        long[] counts = new long[background.items().size()];
        IdIndex<U> users = measured.result(run.name()).users();
        long answered = 0;
        for (int place = 0; place < users.size(); place++) {
            int user = run.users().positionOf(users.id(place));
            int n = user == IdIndex.ABSENT ? 0 : Math.min(k, run.length(user));
            answered += n > 0 ? 1 : 0;
            for (int index = 0; index < n; index++) {
                int item = background.items().positionOf(run.items().id(run.item(user, index)));
                if (item != IdIndex.ABSENT) {
                    counts[item]++;
                }
            }
        }
        return Exposure.of(background.facts(), counts, users.size(), answered);
    }
}
