package dev.recsys.eval.metric;

import dev.recsys.Stable;
import java.util.BitSet;

/**
 * Catalogue coverage: the share of the catalogue that is among the first k items of anybody's list, distinct recommended
 * items / items of the catalogue. Items that are not in the catalogue do not count. From 0 to 1; it grows with the number of users, so compare it for the same users only.
 *
 * <p>Source: Herlocker, Konstan, Terveen, Riedl, Evaluating collaborative filtering recommender systems, ACM TOIS 22(1),
 * 2004, section 4.2; Ge, Delgado-Battenfeld, Jannach, RecSys 2010.
 *
 * <p>Immutable, thread-safe.
 */
@Stable
public final class Coverage implements CatalogueMetric {

    static final String KEY = "coverage";

    private final int k;

    private Coverage(int k) {
        this.k = k;
    }

    /**
     * With cutoff k.
     *
     * @param k 1 to 100,000
     */
    public static Coverage at(int k) {
        return new Coverage(Cutoff.check(k));
    }

    @Override
    public String name() {
        return KEY + "@" + k;
    }

    @Override
    public String variant() {
        return "CATALOGUE";
    }

    @Override
    public int cutoff() {
        return k;
    }

    @Override
    public Accumulator accumulator(int items) {
        return new Recommended(k, items);
    }

    @Override
    public String toString() {
        return name();
    }

    private static final class Recommended implements Accumulator {

        private final int k;
        private final int items;
        private final BitSet recommended = new BitSet();

        Recommended(int k, int items) {
            this.k = k;
            this.items = items;
        }

        @Override
        public void add(JudgedList list) {
            int end = Math.min(k, list.size());
            for (int i = 0; i < end; i++) {
                if (list.item(i) < items) {
                    recommended.set(list.item(i));
                }
            }
        }

        @Override
        public void merge(Accumulator other) {
            recommended.or(((Recommended) other).recommended);
        }

        @Override
        public double value() {
            return items == 0 ? 0 : (double) recommended.cardinality() / items;
        }
    }
}
