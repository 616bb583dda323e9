package dev.recsys.eval.metric;

import dev.recsys.Experimental;
import dev.recsys.model.History;

/**
 * Serendipity: relevant items that one would not have guessed.
 *
 * <p>{@link Variant#RANK_DIFFERENCE}, as in RecTools: the mean over the first k items of max(own - any, 0) for relevant ones
 * and 0 for others. Own is (N + 1 - rank) / N for the rank in the list among N items of the catalogue; any is the same of the
 * item's popularity rank, in which equally popular items share a rank and the next rank follows without a gap, and 0 for an
 * item nobody took. From 0 to 1.
 *
 * <p>{@link Variant#UNEXPECTED}: how many of the first k items are relevant and not among those that a primitive model would
 * have given, divided by k. That model gives the most popular items of training that the user did not take, as many as the
 * cutoff, or {@link #withPrimitive}. From 0 to 1.
 *
 * <p>An empty list is worth 0.
 *
 * <p>Source: RecTools; Ge, Delgado-Battenfeld, Jannach, Beyond accuracy: evaluating recommender systems by coverage and
 * serendipity, RecSys 2010, section 3.
 *
 * <p>Immutable, thread-safe. Preparing costs O(items log items).
 */
@Experimental
public final class Serendipity implements ListMetric {

    static final String KEY = "serendipity";

    private final int k;
    private final Variant variant;
    private final int primitive;

    private Serendipity(int k, Variant variant, int primitive) {
        this.k = Cutoff.check(k);
        this.variant = variant;
        this.primitive = primitive;
    }

    /** How a list is measured. */
    public enum Variant {
        /** How far relevant items rank above their popularity. */
        RANK_DIFFERENCE,
        /** Relevant items that the most popular ones do not include. */
        UNEXPECTED
    }

    /**
     * By rank difference, with cutoff k.
     *
     * @param k 1 to 100,000
     */
    public static Serendipity at(int k) {
        return new Serendipity(k, Variant.RANK_DIFFERENCE, k);
    }

    /** A copy with another definition. Default {@link Variant#RANK_DIFFERENCE}. */
    public Serendipity withVariant(Variant newVariant) {
        return new Serendipity(k, newVariant, primitive);
    }

    /**
     * A copy whose primitive model, of {@link Variant#UNEXPECTED}, gives another number of items. Default k.
     *
     * @param length 1 to 100,000
     */
    public Serendipity withPrimitive(int length) {
        return new Serendipity(k, variant, Cutoff.check(length));
    }

    @Override
    public String name() {
        return Names.of(KEY, k, variant, Variant.RANK_DIFFERENCE) + (primitive == k ? "" : "_" + primitive);
    }

    @Override
    public String variant() {
        return variant + (primitive == k ? "" : "_" + primitive);
    }

    @Override
    public int cutoff() {
        return k;
    }

    @Override
    public Meter over(ItemFacts facts) {
        Needed.popularity(facts, name());
        return switch (variant) {
            case RANK_DIFFERENCE -> {
                ItemValues scores = popularityScores(facts);
                yield (list, past) -> rankDifference(list, facts.items(), scores);
            }
            case UNEXPECTED -> {
                int[] ranks = ranks(facts);
                yield (list, past) -> unexpected(list, past, ranks);
            }
        };
    }

    private double rankDifference(JudgedList list, int items, ItemValues scores) {
        int n = Math.min(k, list.size());
        double sum = 0;
        for (int i = 0; i < n; i++) {
            if (list.isHit(i)) {
                sum += Math.max(0, (double) (items - i) / items - scores.of(list.item(i)));
            }
        }
        return n == 0 ? 0 : sum / n;
    }

    private static ItemValues popularityScores(ItemFacts facts) {
        double[] scores = new double[facts.items()];
        int rank = 0;
        long last = -1;
        for (int item : facts.byPopularity()) {
            rank += facts.interactions(item) == last ? 0 : 1;
            last = facts.interactions(item);
            scores[item] = last == 0 ? 0 : (facts.items() + 1.0 - rank) / facts.items();
        }
        return ItemValues.of(facts, item -> item < scores.length ? scores[item] : 0);
    }

    private double unexpected(JudgedList list, History past, int[] ranks) {
        int n = Math.min(k, list.size());
        int count = 0;
        for (int i = 0; i < n; i++) {
            count += list.isHit(i) && !isExpected(list.item(i), past, ranks) ? 1 : 0;
        }
        return (double) count / k;
    }

    /** Whether an item is among the most popular ones that the user did not take. */
    private boolean isExpected(int item, History past, int[] ranks) {
        if (item >= ranks.length) {
            return false;
        }
        int better = ranks[item];
        for (int i = 0; i < past.size(); i++) {
            int taken = past.item(i);
            if (taken == item) {
                return false;
            }
            better -= taken < ranks.length && ranks[taken] < ranks[item] ? 1 : 0;
        }
        return better < primitive;
    }

    /** How many items are more popular than each one. */
    private static int[] ranks(ItemFacts facts) {
        int[] ranks = new int[facts.items()];
        int next = 0;
        for (int item : facts.byPopularity()) {
            ranks[item] = next++;
        }
        return ranks;
    }

    @Override
    public String toString() {
        return name();
    }
}
