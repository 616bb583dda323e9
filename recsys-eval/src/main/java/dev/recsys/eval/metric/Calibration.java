package dev.recsys.eval.metric;

import dev.recsys.Stable;
import java.util.Arrays;

/**
 * Calibration: how far the mix of categories in the first k items is from the mix in what the user took before; 0 is perfect,
 * smaller is better. The Kullback-Leibler divergence KL(p, q') in nats, with q' = .99 q + .01 p, where p is the distribution
 * over categories of the user's past and q that of the list. An item is spread evenly over its categories; in the past it
 * counts with its weight in training, if that is positive, and in the list with 1 at every rank. Items without a category do not count; a user without a past, and a list without any category, have no value. At most
 * -ln .01 = 4.61.
 *
 * <p>Source: Steck, Calibrated recommendations, RecSys 2018, section 3.
 *
 * <p>Immutable, thread-safe.
 */
@Stable
public final class Calibration implements ListMetric {

    static final String KEY = "calibration";

    private static final double ALPHA = 0.01;

    private final int k;

    private Calibration(int k) {
        this.k = k;
    }

    /**
     * With cutoff k.
     *
     * @param k 1 to 100,000
     */
    public static Calibration at(int k) {
        return new Calibration(Cutoff.check(k));
    }

    @Override
    public String name() {
        return KEY + "@" + k;
    }

    @Override
    public String variant() {
        return "KL_ALPHA_.01_NATS";
    }

    @Override
    public Direction direction() {
        return Direction.LOWER_IS_BETTER;
    }

    @Override
    public int cutoff() {
        return k;
    }

    @Override
    public Meter over(ItemFacts facts) {
        ItemFacts known = Categories.require(facts, name());
        return (list, past) -> {
            Mix taken = new Mix(known);
            for (int i = 0; i < past.size(); i++) {
                taken.add(past.item(i), Math.max(0, past.weight(i)));
            }
            Mix recommended = new Mix(known);
            for (int i = 0; i < Math.min(k, list.size()); i++) {
                recommended.add(list.item(i), 1);
            }
            return divergence(taken.shares(), recommended.shares());
        };
    }

    /** Adds up categories. */
    private static final class Mix {

        private final ItemFacts facts;
        private final double[] sums;
        private double total;

        Mix(ItemFacts facts) {
            this.facts = facts;
            this.sums = new double[facts.categories().size()];
        }

        void add(int item, double weight) {
            int[] own = facts.categoriesOf(item);
            for (int category : own) {
                sums[category] += weight / own.length;
            }
            total += own.length > 0 ? weight : 0;
        }

        /** The share of each category; NaN where no item has any. */
        double[] shares() {
            return Arrays.stream(sums).map(sum -> sum / total).toArray();
        }
    }

    private static double divergence(double[] p, double[] q) {
        double sum = 0;
        for (int c = 0; c < p.length; c++) {
            if (p[c] != 0) { // true for NaN, which then stays
                sum += p[c] * Math.log(p[c] / ((1 - ALPHA) * q[c] + ALPHA * p[c]));
            }
        }
        return Double.isNaN(sum) ? sum : Math.max(0, sum);
    }

    @Override
    public String toString() {
        return name();
    }
}
