package dev.recsys.eval;

import dev.recsys.DataException;
import dev.recsys.Experimental;
import dev.recsys.eval.metric.Direction;
import dev.recsys.eval.stats.Correction;
import dev.recsys.eval.stats.PairedTest;
import dev.recsys.eval.stats.Power;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which differences of a {@link Comparison} are more than chance among users explains. All cells - metrics x pairs of models -
 * are one family: their p are adjusted together, so that a claim among many is as rarely false as a single one.
 *
 * <pre>{@code
 * Significance significance = comparison.significance("popularity").withMetrics("ndcg@10", "recall@10");
 * String verdicts = significance.toString();
 * }</pre>
 *
 * <p>By default the paired t test, Holm's correction and alpha .05. A metric without values per user, such as coverage, is not in
 * it. Of a metric that is pooled over pairs, such as {@code rmse}, the mean of its values per user is compared, which the sentence
 * says. Where no user has a value of both models there is no cell: {@link #toString} has a line for it, and it does not count in the
 * family. Numbers are about these users: other seeds, other times and other data vary on top.
 *
 * <p>Immutable, thread-safe. Cost: one pass over the users per cell with the t test; intervals are computed when asked for. Memory:
 * 8 bytes per user and cell, which copies share: 10 metrics of 20 models against one baseline, of a million users, are 1.5 GB; keep
 * to the metrics that decide by evaluating these alone.
 */
@Experimental
public final class Significance {

    private final List<Tested> tested;
    private final List<Omitted> omitted;
    private final PairedTest test;
    private final Correction correction;
    private final double alpha;
    private final List<Cell> cells;

    private Significance(
            List<Tested> tested, List<Omitted> omitted, PairedTest test, Correction correction, double alpha) {
        this.tested = tested;
        this.omitted = omitted;
        this.test = test;
        this.correction = correction;
        this.alpha = alpha;
        this.cells = cells(tested, test, correction, alpha);
    }

    static Significance of(List<Tested> tested, List<Omitted> omitted) {
        if (tested.isEmpty() && omitted.isEmpty()) {
            throw new DataException(
                    "significance", "no metric has values per user", "measure one that has, for instance ndcg@10");
        }
        return of(List.copyOf(tested), List.copyOf(omitted), PairedTest.T, Correction.HOLM, 0.05);
    }

    private static Significance of(
            List<Tested> tested, List<Omitted> omitted, PairedTest test, Correction correction, double alpha) {
        if (tested.isEmpty()) {
            throw new DataException(
                    "significance",
                    omitted.stream().map(Omitted::sentence).collect(Collectors.joining("; ")),
                    "compare a metric that has values");
        }
        return new Significance(tested, omitted, test, correction, alpha);
    }

    private static List<Cell> cells(List<Tested> tested, PairedTest test, Correction correction, double alpha) {
        double[] p = tested.stream()
                .mapToDouble(one -> test.p(one.difference().sample()))
                .toArray();
        double[] adjusted = correction.adjust(p);
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < p.length; i++) {
            cells.add(new Cell(tested.get(i), p[i], adjusted[i], new Family(p.length, correction, alpha)));
        }
        return List.copyOf(cells);
    }

    /**
     * A copy of these metrics only: a smaller family, in which less must be shown for each. Choose before looking at the numbers.
     *
     * @throws DataException if one has no values per user or was not measured
     * @throws IllegalArgumentException if none is named, or one twice
     */
    public Significance withMetrics(String... metrics) {
        Set<String> wanted = new HashSet<>();
        for (String metric : metrics) {
            if (!wanted.add(metric)) {
                throw new IllegalArgumentException("metric '" + metric + "' is named twice");
            }
        }
        Set<String> known = Stream.concat(
                        tested.stream().map(Tested::metric), omitted.stream().map(Omitted::metric))
                .collect(Collectors.toUnmodifiableSet());
        for (String metric : metrics) {
            if (!known.contains(metric)) {
                throw new DataException(
                        "metric '" + metric + "'",
                        "was not compared user by user",
                        "compared are "
                                + tested.stream().map(Tested::metric).distinct().collect(Collectors.joining(", ")));
            }
        }
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException("there must be at least one metric");
        }
        List<Tested> kept =
                tested.stream().filter(one -> wanted.contains(one.metric())).toList();
        List<Omitted> keptOmitted =
                omitted.stream().filter(one -> wanted.contains(one.metric())).toList();
        return of(kept, keptOmitted, test, correction, alpha);
    }

    /** A copy with another correction; {@link Correction#BENJAMINI_HOCHBERG} where many are screened. Default Holm. */
    public Significance withCorrection(Correction newCorrection) {
        return new Significance(tested, omitted, test, newCorrection, alpha);
    }

    /** A copy with the p of another test. Default the paired t test. */
    public Significance withTest(PairedTest newTest) {
        return new Significance(tested, omitted, newTest, correction, alpha);
    }

    /**
     * A copy with another bound of the adjusted p. Default .05.
     *
     * @param newAlpha above 0 and below 1
     */
    public Significance withAlpha(double newAlpha) {
        if (!(newAlpha > 0 && newAlpha < 1)) {
            throw new IllegalArgumentException("alpha must be above 0 and below 1 but was " + newAlpha);
        }
        return new Significance(tested, omitted, test, correction, newAlpha);
    }

    /** The test that gives p. */
    public PairedTest test() {
        return test;
    }

    /** How p are adjusted. */
    public Correction correction() {
        return correction;
    }

    /** The bound of the adjusted p. */
    public double alpha() {
        return alpha;
    }

    /** All comparisons, metric by metric. */
    public List<Cell> cells() {
        return cells;
    }

    /**
     * One comparison.
     *
     * @throws DataException if it was not made
     */
    public Cell cell(String metric, String model, String baseline) {
        return cells.stream()
                .filter(cell -> cell.metric().equals(metric)
                        && cell.model().equals(model)
                        && cell.baseline().equals(baseline))
                .findFirst()
                .orElseThrow(() -> new DataException(
                        "'" + model + "' against '" + baseline + "' on '" + metric + "'",
                        "was not compared",
                        "compared are "
                                + cells.stream()
                                        .map(cell ->
                                                cell.model() + " against " + cell.baseline() + " on " + cell.metric())
                                        .collect(Collectors.joining(", "))));
    }

    /** The sentences of all comparisons, one a line, and what could not be compared. */
    @Override
    public String toString() {
        return Stream.concat(
                        cells.stream().map(Cell::sentence), omitted.stream().map(Omitted::sentence))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** What can be said of a model. */
    public enum Verdict {
        /** It is better than the baseline. */
        BETTER,
        /** It is worse than the baseline. */
        WORSE,
        /** Its value is greater, of a metric of which neither is better. */
        HIGHER,
        /** Its value is smaller, of a metric of which neither is better. */
        LOWER,
        /** No difference was shown, which does not mean that there is none. */
        UNDECIDED
    }

    record Pair(String model, String baseline) {}

    /** A metric as it was compared; averaged if its value is the mean of the values per user. */
    record Measure(String name, Direction direction, boolean averaged, Optional<String> mark) {}

    record Tested(Measure measure, Pair pair, PairedDifference difference) {

        String metric() {
            return measure.name();
        }
    }

    /** What has no value to compare. */
    record Omitted(String metric, Pair pair) {

        String sentence() {
            return pair.model() + " was not compared with " + pair.baseline() + " on " + metric
                    + ": no user has a value of both";
        }
    }

    record Family(int size, Correction correction, double alpha) {

        /** What the hardest of the family has to meet. */
        double strictestAlpha() {
            return correction == Correction.NONE ? alpha : alpha / size;
        }
    }

    /** One model against a baseline on one metric. Immutable, thread-safe. */
    public static final class Cell {

        private final Tested tested;
        private final double p;
        private final double adjustedP;
        private final Family family;

        private Cell(Tested tested, double p, double adjustedP, Family family) {
            this.tested = tested;
            this.p = p;
            this.adjustedP = adjustedP;
            this.family = family;
        }

        /** The metric's name. */
        public String metric() {
            return tested.metric();
        }

        /** The model's name. */
        public String model() {
            return tested.pair().model();
        }

        /** The name of what it is compared with. */
        public String baseline() {
            return tested.pair().baseline();
        }

        /** The difference, model - baseline. Its interval is of this difference alone, not adjusted for others. */
        public PairedDifference difference() {
            return tested.difference();
        }

        /** The two-sided p of this comparison alone. */
        public double p() {
            return p;
        }

        /** The p adjusted for all comparisons. */
        public double adjustedP() {
            return adjustedP;
        }

        /** Whether the adjusted p is at most alpha. */
        public boolean isSignificant() {
            return adjustedP <= family.alpha();
        }

        /** What can be said; of fewer than {@value PairedDifference#FEWEST_USERS} users nothing, whatever p is. */
        public Verdict verdict() {
            double mean = difference().mean();
            if (!isSignificant() || mean == 0 || difference().hasTooFewUsers()) {
                return Verdict.UNDECIDED;
            }
            Direction direction = tested.measure().direction();
            if (direction == Direction.NEUTRAL) {
                return mean > 0 ? Verdict.HIGHER : Verdict.LOWER;
            }
            return direction.isImprovement(mean) ? Verdict.BETTER : Verdict.WORSE;
        }

        /**
         * The smallest true difference that the t test would have shown in this family four times in five, if it were the
         * hardest of the family to show: with alpha / comparisons. NaN for a single user, or if all have the same difference.
         */
        public double smallestDetectable() {
            return Power.defaults()
                    .withAlpha(family.strictestAlpha())
                    .smallestDifference(difference().sample());
        }

        /** One sentence for people, such as {@code "B is better than A on ndcg@10 by +0.0120 [+0.0081, +0.0160], ..."}. */
        public String sentence() {
            return VerdictSentence.of(this, tested.measure(), family);
        }

        @Override
        public String toString() {
            return sentence();
        }
    }
}
