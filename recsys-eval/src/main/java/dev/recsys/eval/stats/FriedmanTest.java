package dev.recsys.eval.stats;

import dev.recsys.DataException;
import dev.recsys.Experimental;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Friedman's test of three or more models on the same users (or data sets): do some rank better than others more often than chance
 * explains? It does not say which; compare pairs for that, with a {@link Correction}.
 *
 * <p>Within each user the greatest value has rank 1 and equal values - rounded to {@link PairedSample#RESOLUTION} - share
 * theirs; the statistic is corrected for ties and compared with the chi-squared distribution.
 *
 * <p>Source: Friedman, JASA 32, 1937; Demšar, JMLR 7, 2006.
 *
 * <p>Immutable, thread-safe. Cost: users x models.
 */
@Experimental
public final class FriedmanTest {

    private final double[] meanRanks;
    private final double statistic;
    private final int users;
    private final int leftOut;

    private FriedmanTest(double[] meanRanks, double statistic, int users, int leftOut) {
        this.meanRanks = meanRanks;
        this.statistic = statistic;
        this.users = users;
        this.leftOut = leftOut;
    }

    /**
     * The test.
     *
     * @param models of each model the values by user, as many each, NaN for none; at least three models
     * @throws DataException if no user has a value of all
     */
    public static FriedmanTest of(List<double[]> models) {
        int systems = models.size();
        if (systems < 3) {
            throw new IllegalArgumentException(
                    "there must be at least 3 models but there are " + systems + "; compare two with a paired test");
        }
        double[] sums = new double[systems];
        double ties = 0;
        int users = 0;
        int all = models.get(0).length;
        for (double[] values : models) {
            if (values.length != all) {
                throw new IllegalArgumentException(
                        "models must have as many values but one has " + all + " and one " + values.length);
            }
        }
        double[] row = new double[systems];
        for (int user = 0; user < all; user++) {
            for (int model = 0; model < systems; model++) {
                row[model] = -PairedSample.rounded(models.get(model)[user]) + 0.0; // no negative zero
            }
            if (Arrays.stream(row).anyMatch(Double::isNaN)) {
                continue;
            }
            double[] ranks = Ranks.ascending(row);
            for (int model = 0; model < systems; model++) {
                sums[model] += ranks[model];
            }
            ties += ties(row);
            users++;
        }
        if (users == 0) {
            throw new DataException("Friedman test", "no user has a value of all models", "evaluate more users");
        }
        return new FriedmanTest(means(sums, users), statistic(sums, users, ties), users, all - users);
    }

    /** The sum of t^3 - t over groups of t equal values. */
    private static double ties(double[] row) {
        double[] sorted = row.clone();
        Arrays.sort(sorted);
        double ties = 0;
        int start = 0;
        for (int i = 1; i <= sorted.length; i++) {
            if (i == sorted.length || sorted[i] != sorted[start]) {
                double size = i - start;
                ties += size * size * size - size;
                start = i;
            }
        }
        return ties;
    }

    private static double[] means(double[] sums, int users) {
        double[] means = new double[sums.length];
        Arrays.setAll(means, model -> sums[model] / users);
        return means;
    }

    private static double statistic(double[] sums, int users, double ties) {
        int systems = sums.length;
        double middle = users * (systems + 1) / 2.0;
        double squares = 0;
        for (double sum : sums) {
            squares += (sum - middle) * (sum - middle);
        }
        double correction = 1 - ties / (users * (double) systems * ((double) systems * systems - 1));
        return squares == 0 ? 0 : 12 * squares / (users * (double) systems * (systems + 1)) / correction;
    }

    /** The mean rank of each model, 1 being the best where greater is better; a new array. */
    public double[] meanRanks() {
        return meanRanks.clone();
    }

    /** Friedman's chi-squared. */
    public double statistic() {
        return statistic;
    }

    /** How often chance alone gives so great a statistic. */
    public double p() {
        return ChiSquaredDistribution.of(meanRanks.length - 1.0).survivalProbability(statistic);
    }

    /** How many users have a value of every model. */
    public int users() {
        return users;
    }

    /** How many users lack one. */
    public int leftOut() {
        return leftOut;
    }

    /** For instance {@code "chi-squared 10.600, p 0.0141, 6 users"}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "chi-squared %.3f, p %.4f, %d users", statistic, p(), users);
    }
}
