package dev.recsys.eval.metric;

import dev.recsys.Experimental;

/**
 * A metric whose expectation over ties is known: its mean if the items of each group of equal scores are put in every order, each as
 * likely as any other. The number does not depend on which item of a tie comes first.
 *
 * <p>Source: McSherry and Najork, Computing information retrieval performance measures efficiently in the presence of tied scores,
 * ECIR 2008.
 *
 * <p>Implementations are immutable and thread-safe.
 */
@Experimental
public interface TieAware extends UserMetric {

    /**
     * The value to be expected of a list with ties; {@link #value} if it has none.
     *
     * @param list with its {@link JudgedList#withTies ties}, complete to the end of the group that its cutoff goes through
     */
    double expectedValue(JudgedList list);
}
