package dev.recsys.eval.metric;

import dev.recsys.Experimental;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * What a metric shows on average if the one relevant item is ranked among a few negatives drawn at random (uniformly, with
 * replacement) in place of the whole catalogue. An item of full rank r is beaten by each negative with chance (r - 1) / (items -
 * 1), so its rank in the sample is 1 + Binomial(negatives, that chance).
 *
 * <p>It makes plain why sampled metrics mislead: of 1,000 items and 99 negatives, full ranks 1 to 50 all look like a hit at 10, so
 * a system that is steadily mediocre beats one that is often right and sometimes far off. Not an estimate of full metrics from
 * sampled ones.
 *
 * <p>Source: Krichene and Rendle, On sampled metrics for item recommendation, KDD 2020.
 *
 * <p>Immutable, thread-safe. Cost of a value O(k).
 */
@Experimental
public final class SampledExpectation {

    private final int items;
    private final int negatives;

    private SampledExpectation(int items, int negatives) {
        this.items = items;
        this.negatives = negatives;
    }

    /**
     * For a catalogue and a sample.
     *
     * @param items that are ranked in full, the relevant one included, 2 or more
     * @param negatives drawn for each relevant item, 1 or more
     */
    public static SampledExpectation of(int items, int negatives) {
        if (items < 2 || negatives < 1) {
            throw new IllegalArgumentException(
                    "there must be at least 2 items and 1 negative but were " + items + " and " + negatives);
        }
        return new SampledExpectation(items, negatives);
    }

    /** How likely each negative is to rank before the relevant item. */
    private double chance(int fullRank) {
        if (fullRank < 1 || fullRank > items) {
            throw new IllegalArgumentException("rank must be between 1 and " + items + " but was " + fullRank);
        }
        return (fullRank - 1.0) / (items - 1.0);
    }

    /**
     * The mean rank in the sample.
     *
     * @param fullRank 1 to items
     */
    public double rank(int fullRank) {
        return 1 + negatives * chance(fullRank);
    }

    /**
     * The chance to be among the first k of the sample.
     *
     * @param fullRank 1 to items
     * @param k 1 to 100,000
     */
    public double hitRate(int fullRank, int k) {
        double sum = 0;
        BinomialDistribution before = BinomialDistribution.of(negatives, chance(fullRank));
        for (int count = 0; count < Math.min(Cutoff.check(k), negatives + 1); count++) {
            sum += before.probability(count);
        }
        return Math.min(1, sum);
    }

    /**
     * The mean of 1 / log2(rank + 1) for ranks up to k in the sample, and 0 for others.
     *
     * @param fullRank 1 to items
     * @param k 1 to 100,000
     */
    public double ndcg(int fullRank, int k) {
        double sum = 0;
        BinomialDistribution before = BinomialDistribution.of(negatives, chance(fullRank));
        for (int count = 0; count < Math.min(Cutoff.check(k), negatives + 1); count++) {
            sum += before.probability(count) * Math.log(2) / Math.log(count + 2.0);
        }
        return Math.min(1, sum);
    }

    /**
     * The mean of {@link #hitRate(int, int)} over users.
     *
     * @param fullRanks of each user's relevant item
     * @return NaN without users
     */
    public double meanHitRate(int[] fullRanks, int k) {
        double sum = 0;
        for (int rank : fullRanks) {
            sum += hitRate(rank, k);
        }
        return sum / fullRanks.length;
    }

    /**
     * The mean of {@link #ndcg(int, int)} over users.
     *
     * @param fullRanks of each user's relevant item
     * @return NaN without users
     */
    public double meanNdcg(int[] fullRanks, int k) {
        double sum = 0;
        for (int rank : fullRanks) {
            sum += ndcg(rank, k);
        }
        return sum / fullRanks.length;
    }

    @Override
    public String toString() {
        return "1 relevant item and " + negatives + " negatives of " + items + " items";
    }
}
