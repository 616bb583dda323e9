package dev.recsys.eval;

import dev.recsys.eval.metric.Direction;
import dev.recsys.eval.stats.Correction;
import java.util.Locale;

/** What one comparison found, as one sentence for people. */
final class VerdictSentence {

    private VerdictSentence() {}

    static String of(Significance.Cell cell, Significance.Measure measure, Significance.Family family) {
        String where = cell.baseline() + " on "
                + (measure.averaged()
                        ? cell.metric()
                        : "the mean of " + cell.metric() + " per user (its value is pooled)");
        return verdict(cell, where, measure.direction(), family)
                + measure.mark().map(mark -> "; " + mark).orElse("");
    }

    private static String verdict(
            Significance.Cell cell, String where, Direction direction, Significance.Family family) {
        String numbers = numbers(cell, family);
        return switch (cell.verdict()) {
            case BETTER ->
                cell.model() + " is better than " + where + " by " + numbers + "; " + counts(cell, direction);
            case WORSE -> cell.model() + " is worse than " + where + " by " + numbers + "; " + counts(cell, direction);
            case HIGHER ->
                cell.model() + " is higher than " + where + " by " + numbers + "; " + counts(cell, direction);
            case LOWER -> cell.model() + " is lower than " + where + " by " + numbers + "; " + counts(cell, direction);
            case UNDECIDED ->
                "no difference between " + cell.model() + " and " + where + " was shown: " + numbers + "; "
                        + blindness(cell);
        };
    }

    private static String numbers(Significance.Cell cell, Significance.Family family) {
        PairedDifference difference = cell.difference();
        String omitted = difference.leftOut() == 0 ? "" : " (" + difference.leftOut() + " without a value left out)";
        return String.format(
                Locale.ROOT,
                "%+.4f %s, %d %s%s, %s%s",
                difference.mean(),
                difference.interval(),
                difference.users(),
                difference.users() == 1 ? "user" : "users",
                omitted,
                p(cell.adjustedP()),
                after(family));
    }

    private static String p(double p) {
        return p < 0.0001
                ? "p < .0001"
                : String.format(Locale.ROOT, "p = %.4f", p).replace("= 0.", "= .");
    }

    private static String after(Significance.Family family) {
        boolean alone = family.correction() == Correction.NONE || family.size() == 1;
        return alone ? "" : " after " + family.correction() + " over " + family.size() + " comparisons";
    }

    private static String counts(Significance.Cell cell, Direction direction) {
        PairedDifference difference = cell.difference();
        String format = direction == Direction.NEUTRAL
                ? "higher for %d, equal for %d, lower for %d"
                : "won for %d, tied %d, lost %d";
        boolean turned = direction == Direction.LOWER_IS_BETTER;
        return String.format(
                Locale.ROOT,
                format,
                turned ? difference.losses() : difference.wins(),
                difference.ties(),
                turned ? difference.wins() : difference.losses());
    }

    private static String blindness(Significance.Cell cell) {
        double smallest = cell.smallestDetectable();
        if (cell.difference().hasTooFewUsers()) {
            return "too few users to show anything";
        }
        return Double.isNaN(smallest)
                ? "differences do not vary, so what would have been seen is not known"
                : String.format(
                        Locale.ROOT,
                        "with these users a true difference of %.4f would have been seen four times in five",
                        smallest);
    }
}
