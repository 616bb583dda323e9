package dev.recsys.eval.metric;

import dev.recsys.Experimental;
import java.util.List;

/**
 * How many items a list has, how many are relevant to the user, and how many of these are in the list, as in trec_eval (num_ret,
 * num_rel, num_rel_ret). The value over users is the mean; trec_eval prints the sum. Neither more nor less is better.
 *
 * <p>Immutable, thread-safe.
 */
@Experimental
public final class ListCount implements TieAware {

    static final List<ListCount> ALL =
            List.of(new ListCount(What.RETRIEVED), new ListCount(What.RELEVANT), new ListCount(What.RELEVANT_RETRIEVED));

    private final What what;

    private ListCount(What what) {
        this.what = what;
    }

    private enum What {
        RETRIEVED("num_ret"),
        RELEVANT("num_rel"),
        RELEVANT_RETRIEVED("num_rel_ret");

        private final String key;

        What(String key) {
            this.key = key;
        }
    }

    /** The length of the list, {@code num_ret}. */
    public static ListCount retrieved() {
        return ALL.get(0);
    }

    /** How many items are relevant, in the list or not, {@code num_rel}. */
    public static ListCount relevant() {
        return ALL.get(1);
    }

    /** How many relevant items are in the list, {@code num_rel_ret}. */
    public static ListCount relevantRetrieved() {
        return ALL.get(2);
    }

    @Override
    public String name() {
        return what.key;
    }

    @Override
    public String variant() {
        return "COUNT";
    }

    @Override
    public Direction direction() {
        return Direction.NEUTRAL;
    }

    @Override
    public int cutoff() {
        return WHOLE_LIST;
    }

    @Override
    public double value(JudgedList list) {
        return switch (what) {
            case RETRIEVED -> list.size();
            case RELEVANT -> list.relevant();
            case RELEVANT_RETRIEVED -> list.hits(list.size());
        };
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
