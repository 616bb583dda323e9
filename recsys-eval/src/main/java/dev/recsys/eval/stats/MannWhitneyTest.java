package dev.recsys.eval.stats;

import dev.recsys.Experimental;
import java.util.Locale;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/**
 * The test of Mann, Whitney and Wilcoxon of two groups of different users: does a value of one group tend to be greater than
 * one of the other? For the same users under two models use {@link WilcoxonTest}.
 *
 * <p>Exact where the groups are small and have no ties, else by the normal distribution with corrections for ties and continuity.
 *
 * <p>Source: Mann and Whitney, Annals of Mathematical Statistics 18(1), 1947.
 *
 * <p>Immutable, thread-safe. Cost: sorting the users.
 */
@Experimental
public final class MannWhitneyTest {

    private final double statistic;
    private final double p;
    private final double pairs;

    private MannWhitneyTest(double statistic, double p, double pairs) {
        this.statistic = statistic;
        this.p = p;
        this.pairs = pairs;
    }

    /** The test of two groups. */
    public static MannWhitneyTest of(Sample first, Sample second) {
        MannWhitneyUTest.Result result = MannWhitneyUTest.withDefaults().test(first.raw(), second.raw());
        return new MannWhitneyTest(result.getStatistic(), result.getPValue(), (double) first.size() * second.size());
    }

    /** U of the first group: the pairs of users in which the first has the greater value, ties counting half. */
    public double statistic() {
        return statistic;
    }

    /** The two-sided p. */
    public double p() {
        return p;
    }

    /** The share of pairs in which the first has the greater value, ties counting half; .5 if neither tends to be greater. */
    public double share() {
        return statistic / pairs;
    }

    /** For instance {@code "U 10.0, p 0.1375"}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "U %.1f, p %.4f", statistic, p);
    }
}
