package dev.recsys.eval.report;

import dev.recsys.eval.metric.Direction;
import java.util.List;
import java.util.Optional;

/** Everything a report says, section by section: numbers and plain text, nothing about how they look. */
record Sections(
        String title,
        Roles roles,
        List<String> verdict,
        List<String> caveats,
        List<Fact> facts,
        List<Column> columns,
        List<Row> rows,
        List<Curve> curves,
        List<Delta> deltas,
        List<Tradeoff> tradeoffs,
        List<Segment> segments,
        List<Exposed> exposure,
        List<Calibrated> calibration,
        List<Case> cases,
        List<Note> notes) {

    Sections {
        verdict = List.copyOf(verdict);
        caveats = List.copyOf(caveats);
        facts = List.copyOf(facts);
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        curves = List.copyOf(curves);
        deltas = List.copyOf(deltas);
        tradeoffs = List.copyOf(tradeoffs);
        segments = List.copyOf(segments);
        exposure = List.copyOf(exposure);
        calibration = List.copyOf(calibration);
        cases = List.copyOf(cases);
        notes = List.copyOf(notes);
    }

    /** What everything is compared with, by what; and the systems in the order of the rows. */
    record Roles(String baseline, String primary, List<String> systems) {}

    /** What a system is there for. */
    enum Role {
        BASELINE,
        CHALLENGER,
        REFERENCE
    }

    /** A line of the run card. */
    record Fact(String group, String name, String value) {}

    /** A metric. */
    record Column(String metric, String variant, Direction direction) {}

    /** A system with a cell for each column; users are those evaluated. */
    record Row(String system, Role role, int users, List<Cell> cells) {}

    /**
     * A value; its interval is NaN where the metric has no value per user.
     *
     * @param users of whom there is a value; those evaluated, of a metric of all lists together
     * @param best whether no other system has a better value, of as many users
     */
    record Cell(Estimate estimate, int users, boolean best, Optional<Contrast> contrast) {}

    /** A mean with its interval. */
    record Estimate(double value, double low, double high) {

        static Estimate of(double value) {
            return new Estimate(value, Double.NaN, Double.NaN);
        }

        boolean hasInterval() {
            return !Double.isNaN(low) && !Double.isNaN(high);
        }
    }

    /** A system against the baseline on one metric. */
    record Contrast(Estimate difference, Counts counts, Tests tests, Outcome outcome) {}

    /** Users of whom both have a value, and for how many the system's is better; greater, of a neutral metric. */
    record Counts(int users, int wins, int ties, int losses) {}

    /** What tests say. */
    record Tests(double p, double signFlipP, double adjustedP, double effect, double smallestDetectable) {}

    /** What can be said of a difference. */
    enum Outcome {
        BETTER("better", "\u25b2"),
        WORSE("worse", "\u25bc"),
        HIGHER("higher", "\u2191"),
        LOWER("lower", "\u2193"),
        UNDECIDED("not shown", "");

        private final String word;
        private final String mark;

        Outcome(String word, String mark) {
            this.word = word;
            this.mark = mark;
        }

        String word() {
            return word;
        }

        String mark() {
            return mark;
        }
    }

    /** A metric at several cutoffs. */
    record Curve(String metric, List<Line> lines) {}

    /** One system's line. */
    record Line(String system, Role role, List<Spot> spots) {}

    /** A cutoff and the value there. */
    record Spot(int k, Estimate estimate) {}

    /**
     * How the users' differences of one system are spread: bins of equal width from -limit to 0 and from 0 to limit; users without
     * any difference are in none.
     */
    record Delta(String system, double limit, List<Integer> bins, Contrast contrast) {}

    /** Accuracy against another quality. */
    record Tradeoff(String accuracy, String other, List<Point> points) {}

    /** Where a system is, of how many users y is, and whether no other of as many users is better in both. */
    record Point(String system, Role role, double x, double y, int users, boolean front) {}

    /** The mean difference of one system in a group of users. */
    record Segment(String dimension, String group, String system, int users, Estimate difference) {}

    /** Which share of exposure the least shown items get. */
    record Exposed(String system, Role role, double gini, double coverage, List<Double> lorenz) {}

    /** How far lists are from the categories of the histories, over the users of whom that is known. */
    record Calibrated(String system, Estimate estimate, int users) {}

    /** One user: what was known, what was relevant, and what two systems answered. */
    record Case(
            String user,
            Reason reason,
            String system,
            double before,
            double after,
            Shelf history,
            Shelf relevant,
            List<Listed> baselineList,
            List<Listed> systemList) {}

    /** Why a user is shown. */
    enum Reason {
        LOSS("Largest losses"),
        MEDIAN("Around the median difference"),
        GAIN("Largest gains");

        private final String heading;

        Reason(String heading) {
            this.heading = heading;
        }

        String heading() {
            return heading;
        }
    }

    /** Some of a number of items. */
    record Shelf(List<String> shown, int total) {}

    /** An item of a list. */
    record Listed(String label, boolean hit) {}

    /** A footnote. */
    record Note(String term, String text) {}
}
