package dev.recsys.eval.stats;

import dev.recsys.Experimental;
import java.util.Locale;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * The sign test: are there more users with a greater value than with a smaller one than tossing a coin for each explains? Ties
 * are left out; by how much users win or lose does not matter, so it says little about the mean.
 *
 * <p>The p is exact, by the binomial distribution.
 *
 * <p>Source: Conover, Practical nonparametric statistics, 3rd edition, 1999, section 3.4.
 *
 * <p>Immutable, thread-safe.
 */
@Experimental
public final class SignTest {

    private final int wins;
    private final int losses;

    private SignTest(int wins, int losses) {
        this.wins = wins;
        this.losses = losses;
    }

    /** The test of paired differences. */
    public static SignTest of(PairedSample sample) {
        return new SignTest(sample.wins(), sample.losses());
    }

    /** How many users have the greater value in the first. */
    public int wins() {
        return wins;
    }

    /** How many users have the smaller value in the first. */
    public int losses() {
        return losses;
    }

    /** The two-sided p; 1 if all are ties. */
    public double p() {
        return Math.min(1, 2 * atMost(Math.min(wins, losses)));
    }

    /** The one-sided p for "more users win than lose". */
    public double pGreater() {
        return atMost(losses);
    }

    /** The one-sided p for "more users lose than win". */
    public double pLess() {
        return atMost(wins);
    }

    private double atMost(int count) {
        int users = wins + losses;
        return users == 0 ? 1 : BinomialDistribution.of(users, 0.5).cumulativeProbability(count);
    }

    /** For instance {@code "won 7, lost 3, p 0.3438"}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "won %d, lost %d, p %.4f", wins, losses, p());
    }
}
