package dev.recsys.eval.metric;

import dev.recsys.Stable;
import dev.recsys.model.History;

/**
 * A metric of what a list consists of, whether the user liked it or not: diversity, novelty, calibration. It has a value for
 * every user whose list can be measured; over these it is averaged.
 */
@Stable
public non-sealed interface ListMetric extends RankingMetric {

    /**
     * Prepares for the lists of one evaluation.
     *
     * @param facts of the items that the lists are made of
     * @throws dev.recsys.DataException if the facts lack what the metric needs, such as categories
     */
    Meter over(ItemFacts facts);

    /** Whether it can only be measured where something is known of the items. Default true. */
    default boolean needsCatalogue() {
        return true;
    }

    /** Measures lists. Thread-safe. */
    @FunctionalInterface
    interface Meter {

        /**
         * The value of one user's list.
         *
         * @param list items 0 to {@code facts.items() - 1}; greater numbers are of items of which nothing is known
         * @param past what the user took in training; empty for an unknown user
         * @return NaN if this list has no value: the user is left out of the mean
         */
        double value(JudgedList list, History past);
    }
}
