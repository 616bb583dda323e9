package dev.recsys.eval.metric;

import dev.recsys.Stable;

/** A metric of all lists together, without a value of its own for a user. */
@Stable
public non-sealed interface CatalogueMetric extends RankingMetric {

    /**
     * Starts measuring.
     *
     * @param facts of the items of the catalogue; those of lists are 0 to {@code facts.items() - 1}, and greater numbers are of
     *     items that are not in the catalogue
     */
    Accumulator accumulator(ItemFacts facts);

    /** Whether it can only be measured where the catalogue is known. Default true. */
    default boolean needsCatalogue() {
        return true;
    }

    /**
     * Takes lists, one after the other, in the order of users. What several took, in other threads, is put
     * together by {@link #merge}, again in the order of users. Not thread-safe.
     */
    interface Accumulator {

        /** Takes one user's list. */
        void add(JudgedList list);

        /**
         * Takes all that another has taken, as if its lists were added here one by one.
         *
         * @param other of the same metric and catalogue; not modified
         */
        void merge(Accumulator other);

        /** The value of all lists taken so far. */
        double value();
    }
}
