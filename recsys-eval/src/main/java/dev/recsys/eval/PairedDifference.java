package dev.recsys.eval;

import dev.recsys.DataException;
import dev.recsys.Stable;
import dev.recsys.eval.stats.Bootstrap;
import dev.recsys.eval.stats.Interval;
import dev.recsys.eval.stats.PairedSample;
import dev.recsys.eval.stats.Power;
import dev.recsys.eval.stats.SignFlipTest;
import dev.recsys.eval.stats.TTest;
import dev.recsys.eval.stats.WilcoxonTest;
import java.util.Locale;
import java.util.Optional;

/**
 * The mean difference between two results, user by user, with a confidence interval: if the interval lies above 0, the first is
 * better by more than chance among users explains (for a metric of which more is better). Of fewer than six users nothing is
 * claimed.
 *
 * <p>The interval is the percentile bootstrap: users are drawn with repetition, as many as there are, 2,000 times; it holds
 * the middle 95 % of the means. Beside it the paired t test and the sign-flip test, as three that assume different things and
 * should agree, Wilcoxon's test for those who want it, and how large the difference is: effect size, wins, ties and losses,
 * and the smallest difference these users could have shown. The same differences give the same numbers. They say nothing
 * about other seeds or other times.
 *
 * <p>Source: Efron and Tibshirani, An introduction to the bootstrap, 1993, chapter 13; for retrieval Sakai, SIGIR 2006.
 *
 * <p>Immutable, thread-safe. Memory: 8 bytes per user. Cost: one pass over the users; interval and sign-flip test are
 * computed when first asked for, each about a second for 100,000 users.
 */
@Stable
public final class PairedDifference {

    /**
     * Of fewer users nothing is claimed: five that all win have a p of .0625 in the sign-flip test, whereas the bootstrap of a
     * few values of one sign never holds 0.
     */
    public static final int FEWEST_USERS = 6;

    private static final double CONFIDENCE = 0.95;

    private final PairedSample sample;
    private volatile Optional<Interval> interval = Optional.empty();
    private volatile Optional<SignFlipTest.Result> signFlip = Optional.empty();

    private PairedDifference(PairedSample sample) {
        this.sample = sample;
    }

    /**
     * The difference of two results of the same users.
     *
     * @param metric one with values per user; users of whom either result has none are left out
     * @throws DataException if it was not measured, the users differ, no user has both values, or one result is of given
     *     candidates and the other not
     */
    public static <U> PairedDifference of(String metric, EvaluationResult<U> first, EvaluationResult<U> second) {
        double[] left = first.perUser(metric);
        double[] right = second.perUser(metric);
        if (!first.users().equals(second.users())) {
            throw new DataException(
                    "difference of '" + metric + "'",
                    "the results are of different users, " + first.users().size() + " and "
                            + second.users().size(),
                    "evaluate both with the same test, and recommenders against the same background");
        }
        if (!first.watermark().equals(second.watermark())) {
            throw new DataException(
                    "difference of '" + metric + "'",
                    "one result ranks given candidates (SAMPLED) and the other the full catalogue",
                    "evaluate both in the same way");
        }
        if (!isPaired(left, right)) {
            throw new DataException(
                    "difference of '" + metric + "'",
                    "no user has a value of both " + first.name() + " and " + second.name(),
                    "evaluate more users");
        }
        return of(left, right);
    }

    /**
     * The difference of two vectors of values.
     *
     * @param first a value for each user; NaN for none; not modified
     * @param second as many, of the same users in the same order; not modified
     * @throws DataException if no user has both values
     */
    public static PairedDifference of(double[] first, double[] second) {
        if (first.length != second.length) {
            throw new IllegalArgumentException(
                    "there must be as many values in both but there are " + first.length + " and " + second.length);
        }
        if (!isPaired(first, second)) {
            throw new DataException("difference", "no user has a value in both results", "evaluate more users");
        }
        return new PairedDifference(PairedSample.of(first, second));
    }

    private static boolean isPaired(double[] first, double[] second) {
        for (int user = 0; user < first.length; user++) {
            if (!Double.isNaN(first[user]) && !Double.isNaN(second[user])) {
                return true;
            }
        }
        return false;
    }

    /** The differences themselves, for other tests and intervals. */
    public PairedSample sample() {
        return sample;
    }

    /** The mean over users of the first value minus the second. */
    public double mean() {
        return sample.mean();
    }

    /**
     * The interval of the mean, 95 %, by the percentile bootstrap; both ends NaN for a single user. Of fewer than {@value
     * #FEWEST_USERS} it is too narrow to be believed.
     */
    public Interval interval() {
        Optional<Interval> known = interval;
        if (known.isEmpty()) {
            known = Optional.of(Bootstrap.defaults().run(sample).percentile(CONFIDENCE));
            interval = known;
        }
        return known.get();
    }

    /** The lower end of the interval; NaN for a single user. */
    public double low() {
        return interval().low();
    }

    /** The upper end of the interval; NaN for a single user. */
    public double high() {
        return interval().high();
    }

    /** How many users it is over. */
    public int users() {
        return sample.size();
    }

    /** How many users were left out because either result has no value for them. */
    public int leftOut() {
        return sample.leftOut();
    }

    /** Whether the whole interval lies above 0, by more than rounding; false for fewer than {@value #FEWEST_USERS} users. */
    public boolean isAboveZero() {
        return !hasTooFewUsers() && low() > PairedSample.RESOLUTION / 2;
    }

    /** Whether the whole interval lies below 0, by more than rounding; false for fewer than {@value #FEWEST_USERS} users. */
    public boolean isBelowZero() {
        return !hasTooFewUsers() && high() < -PairedSample.RESOLUTION / 2;
    }

    /** Whether there are fewer than {@value #FEWEST_USERS}, of whom nothing is claimed. */
    public boolean hasTooFewUsers() {
        return users() < FEWEST_USERS;
    }

    /** The paired t test. */
    public TTest tTest() {
        return TTest.paired(sample);
    }

    /** Fisher's sign-flip test, with its defaults. */
    public SignFlipTest.Result signFlip() {
        Optional<SignFlipTest.Result> known = signFlip;
        if (known.isEmpty()) {
            known = Optional.of(SignFlipTest.defaults().test(sample));
            signFlip = known;
        }
        return known.get();
    }

    /** Wilcoxon's signed-rank test, with its defaults; computed at each call, which sorts the users. */
    public WilcoxonTest.Result wilcoxon() {
        return WilcoxonTest.defaults().test(sample);
    }

    /** The mean difference / the standard deviation of the differences: {@link PairedSample#effectSize()}. */
    public double effectSize() {
        return sample.effectSize();
    }

    /** How many users have the greater value in the first. */
    public int wins() {
        return sample.wins();
    }

    /** How many users have the same value in both. */
    public int ties() {
        return sample.ties();
    }

    /** How many users have the smaller value in the first. */
    public int losses() {
        return sample.losses();
    }

    /**
     * The smallest true difference that a t test with alpha .05 would have shown for these users four times in five: what is
     * smaller could well have been missed. NaN for a single user, or if all have the same difference.
     */
    public double smallestDetectable() {
        return Power.defaults().smallestDifference(sample);
    }

    /** For instance {@code "+0.0123 [+0.0087, +0.0160], 95 % interval, 943 users"}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%+.4f %s%s, %d user%s",
                mean(),
                interval(),
                users() == 1 ? "" : ", 95 % interval",
                users(),
                users() == 1 ? "" : "s");
    }
}
