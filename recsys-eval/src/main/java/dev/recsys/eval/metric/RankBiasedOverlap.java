package dev.recsys.eval.metric;

import dev.recsys.DataException;
import dev.recsys.Experimental;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Rank-biased overlap: how alike two ranked lists are, with more weight on the top; 1 for equal lists, 0 for lists without a common
 * item. It says how stable lists are between two runs, seeds or models. At depth d the agreement is the number of items that the
 * first d of both have in common, divided by d; its mean is taken with weights (1 - p) p^(d-1), and what lies beyond the lists is
 * extrapolated from their last agreement. Lists may differ in length.
 *
 * <p>Source: Webber, Moffat, Zobel, A similarity measure for indefinite rankings, ACM TOIS 28(4), 2010: RBO_EXT, equations 30
 * (lists of one length) and 32.
 *
 * <p>Immutable, thread-safe. Cost O(length).
 */
@Experimental
public final class RankBiasedOverlap {

    private final double persistence;

    private RankBiasedOverlap(double persistence) {
        this.persistence = persistence;
    }

    /** With persistence .9: the first 10 places have 86 % of the weight. */
    public static RankBiasedOverlap defaults() {
        return of(0.9);
    }

    /**
     * With any persistence.
     *
     * @param p between 0 and 1, both excluded: the chance that somebody who looks at a place also looks at the next
     */
    public static RankBiasedOverlap of(double p) {
        if (!(p > 0 && p < 1)) {
            throw new IllegalArgumentException("p must be greater than 0 and less than 1 but was " + p);
        }
        return new RankBiasedOverlap(p);
    }

    /**
     * How alike two lists are.
     *
     * @param one best first, distinct; items are compared by {@code equals}
     * @param other best first, distinct
     * @return 0 to 1; 0 if one is empty, NaN if both are
     * @throws DataException if an item is twice in a list
     */
    public <T> double between(List<? extends T> one, List<? extends T> other) {
        List<? extends T> shorter = one.size() <= other.size() ? one : other;
        List<? extends T> longer = one.size() <= other.size() ? other : one;
        int s = shorter.size();
        int l = longer.size();
        if (s == 0) {
            return l == 0 ? Double.NaN : 0;
        }
        Set<T> ofShorter = new HashSet<>();
        Set<T> ofLonger = new HashSet<>();
        int common = 0;
        int commonAtShorter = 0;
        double weight = 1;
        double sum = 0;
        for (int d = 1; d <= l; d++) {
            T added = longer.get(d - 1);
            requireNew(ofLonger.add(added), added);
            common += ofShorter.contains(added) ? 1 : 0;
            if (d <= s) {
                T short1 = shorter.get(d - 1);
                requireNew(ofShorter.add(short1), short1);
                common += ofLonger.contains(short1) ? 1 : 0;
                commonAtShorter = common;
            }
            weight *= persistence;
            double beyond = d > s ? (double) commonAtShorter * (d - s) / s : 0;
            sum += (common + beyond) / d * weight;
        }
        double last = (double) (common - commonAtShorter) / l + (double) commonAtShorter / s;
        return Math.min(1, (1 - persistence) / persistence * sum + last * weight);
    }

    private static void requireNew(boolean isNew, Object item) {
        if (!isNew) {
            throw new DataException(
                    "ranked list", "item " + item + " is there twice", "give every item once, at its best rank");
        }
    }

    /**
     * The mean over users of how alike their two lists are; users with two empty lists are left out.
     *
     * @param ones the lists of each user
     * @param others as many, of the same users in the same order
     * @return 0 to 1; NaN if no user has a list
     */
    public <T> double mean(List<? extends List<? extends T>> ones, List<? extends List<? extends T>> others) {
        if (ones.size() != others.size()) {
            throw new IllegalArgumentException(
                    "lists must be of the same users but are of " + ones.size() + " and " + others.size());
        }
        double sum = 0;
        int count = 0;
        for (int user = 0; user < ones.size(); user++) {
            double value = this.<T>between(ones.get(user), others.get(user));
            sum += Double.isNaN(value) ? 0 : value;
            count += Double.isNaN(value) ? 0 : 1;
        }
        return sum / count;
    }

    @Override
    public String toString() {
        return "rank-biased overlap, p " + persistence;
    }
}
