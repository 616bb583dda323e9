package dev.recsys.eval.metric;

import dev.recsys.Stable;

/**
 * Calibration: how far the mix of categories in the first k items is from the mix in what the user took before; 0 is perfect,
 * smaller is better. The Kullback-Leibler divergence KL(p, q') in nats, with q' = .99 q + .01 p, where p is the distribution
 * over categories of the user's past and q that of the list. An item is spread evenly over its categories; in the past it
 * counts with its weight in training, if that is positive, and in the list with 1 at every rank. Items without a category do not
 * count; a user without a past, and a list without any category, have no value. At most -ln .01 = 4.61.
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
    private final Variant variant;

    private Calibration(int k, Variant variant) {
        this.k = Cutoff.check(k);
        this.variant = variant;
    }

    /** How two distributions are compared. */
    public enum Variant {
        /** Kullback-Leibler divergence in nats, 0 to 4.61. */
        NATS,
        /** The same in bits, 0 to 6.64. */
        BITS,
        /** Hellinger distance of p and q, root of (1 - sum of root(p q)), 0 to 1. */
        HELLINGER,
        /** Jensen-Shannon divergence of p and q in nats, 0 to ln 2. */
        JSD
    }

    /**
     * By Kullback-Leibler divergence in nats, with cutoff k.
     *
     * @param k 1 to 100,000
     */
    public static Calibration at(int k) {
        return new Calibration(k, Variant.NATS);
    }

    /** A copy that compares otherwise. Default {@link Variant#NATS}. */
    public Calibration withVariant(Variant newVariant) {
        return new Calibration(k, newVariant);
    }

    @Override
    public String name() {
        return Names.of(KEY, k, variant);
    }

    @Override
    public String variant() {
        return switch (variant) {
            case NATS, BITS -> "KL_ALPHA_.01_" + variant;
            case HELLINGER, JSD -> variant.name();
        };
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
        ItemFacts known = Needed.categories(facts, name());
        return (list, past) -> {
            Mix taken = new Mix(known);
            for (int i = 0; i < past.size(); i++) {
                taken.add(past.item(i), Math.max(0, past.weight(i)));
            }
            Mix recommended = new Mix(known);
            int n = Math.min(k, list.size());
            for (int i = 0; i < n; i++) {
                recommended.add(list.item(i), 1);
            }
            return taken.isEmpty() || recommended.isEmpty() ? Double.NaN : divergence(taken, recommended);
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

        boolean isEmpty() {
            return total == 0;
        }

        double share(int category) {
            return sums[category] / total;
        }
    }

    private double divergence(Mix taken, Mix recommended) {
        double sum = 0;
        for (int category = 0; category < taken.sums.length; category++) {
            double p = taken.share(category);
            double q = recommended.share(category);
            sum += switch (variant) {
                case NATS, BITS -> relative(p, (1 - ALPHA) * q + ALPHA * p);
                case HELLINGER -> (Math.sqrt(p) - Math.sqrt(q)) * (Math.sqrt(p) - Math.sqrt(q)) / 2;
                case JSD -> (relative(p, (p + q) / 2) + relative(q, (p + q) / 2)) / 2;
            };
        }
        double positive = Math.max(0, sum);
        return switch (variant) {
            case NATS -> positive;
            case BITS -> positive / Math.log(2);
            case HELLINGER -> Math.min(1, Math.sqrt(positive));
            case JSD -> Math.min(Math.log(2), positive);
        };
    }

    private static double relative(double p, double q) {
        return p == 0 ? 0 : p * Math.log(p / q);
    }

    @Override
    public String toString() {
        return name();
    }
}
