package dev.recsys.eval.metric;

import dev.recsys.Experimental;

/**
 * Area under the ROC curve of a complete list: the share of pairs of a relevant and another item in which the relevant one is above,
 * pairs with equal scores counting 1/2 whatever the rule of ties is. Relevant items that are not in the list, being unknown, count as
 * below all others. From 0 to 1, .5 for a random order; NaN without a relevant or without another item. A list that is cut shows the
 * order within it only: for such there is {@link TruncatedAuc}, and for scores of a click log {@link LabelledScores}.
 *
 * <p>Source: Hanley and McNeil, Radiology 143(1), 1982.
 *
 * <p>Immutable, thread-safe.
 */
@Experimental
public final class Auc implements TieAware {

    static final String KEY = "auc";

    private static final Auc ONLY = new Auc();

    private Auc() {}

    /** The metric. */
    public static Auc of() {
        return ONLY;
    }

    @Override
    public String name() {
        return KEY;
    }

    @Override
    public String variant() {
        return "EXACT_TIES_HALF";
    }

    @Override
    public int cutoff() {
        return WHOLE_LIST;
    }

    @Override
    public double value(JudgedList list) {
        int hits = list.hits(list.size());
        int others = list.size() - hits;
        double won = 0;
        for (int first = 0; first < hits; ) {
            int start = list.tieStart(list.hit(first));
            int end = list.tieEnd(list.hit(first));
            int relevant = ExpectedHits.relevant(list, first, end);
            int level = end - start - relevant;
            int below = others - (start - first) - level;
            won += relevant * (below + 0.5 * level);
            first += relevant;
        }
        return won / ((double) list.relevant() * others); // 0 / 0 is NaN
    }

    @Override
    public double expectedValue(JudgedList list) {
        return value(list);
    }

    @Override
    public String toString() {
        return name();
    }
}
