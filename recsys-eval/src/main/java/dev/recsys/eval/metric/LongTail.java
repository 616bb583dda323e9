package dev.recsys.eval.metric;

import dev.recsys.Experimental;

/**
 * How much of the first k items comes from the short head, the few most popular items, and how much from the long tail, all
 * others: as a share of the list ({@code short_head}, {@code long_tail}; APLT), or as a number of items ({@code
 * long_tail_count}; ACLT). Items that are equally popular are in the order of their positions; items that are not in the
 * catalogue belong to the tail. An empty list has no share, and a count of 0.
 *
 * <p>Source: Abdollahpouri, Burke, Mobasher, Managing popularity bias in recommender systems with personalized re-ranking,
 * FLAIRS 2019.
 *
 * <p>Immutable, thread-safe. Preparing costs O(items log items).
 */
@Experimental
public final class LongTail implements ListMetric {

    static final String HEAD_KEY = "short_head";
    static final String KEY = "long_tail";
    static final String COUNT_KEY = "long_tail_count";

    private final int k;
    private final Unit unit;
    private final Head head;

    private LongTail(int k, Unit unit, Head head) {
        this.k = Cutoff.check(k);
        this.unit = unit;
        this.head = head;
    }

    private enum Unit {
        SHARE_OF_HEAD,
        SHARE_OF_TAIL,
        COUNT_OF_TAIL
    }

    /** Which items are the short head. */
    public enum Head {
        /** The fewest items that together have at least 80 % of all interactions of training. */
        INTERACTIONS_80,
        /** The most popular 20 % of the catalogue, rounded up. */
        ITEMS_20
    }

    /**
     * The share of the short head, with cutoff k.
     *
     * @param k 1 to 100,000
     */
    public static LongTail shortHead(int k) {
        return new LongTail(k, Unit.SHARE_OF_HEAD, Head.INTERACTIONS_80);
    }

    /**
     * The share of the long tail, with cutoff k.
     *
     * @param k 1 to 100,000
     */
    public static LongTail share(int k) {
        return new LongTail(k, Unit.SHARE_OF_TAIL, Head.INTERACTIONS_80);
    }

    /**
     * The number of items from the long tail, with cutoff k.
     *
     * @param k 1 to 100,000
     */
    public static LongTail count(int k) {
        return new LongTail(k, Unit.COUNT_OF_TAIL, Head.INTERACTIONS_80);
    }

    /** A copy with another short head. Default {@link Head#INTERACTIONS_80}. */
    public LongTail withHead(Head newHead) {
        return new LongTail(k, unit, newHead);
    }

    @Override
    public String name() {
        String key = switch (unit) {
            case SHARE_OF_HEAD -> HEAD_KEY;
            case SHARE_OF_TAIL -> KEY;
            case COUNT_OF_TAIL -> COUNT_KEY;
        };
        return Names.of(key, k, head, Head.INTERACTIONS_80);
    }

    @Override
    public String variant() {
        return head.name();
    }

    @Override
    public Direction direction() {
        return Direction.NEUTRAL;
    }

    @Override
    public int cutoff() {
        return k;
    }

    @Override
    public Meter over(ItemFacts facts) {
        Needed.popularity(facts, name());
        boolean[] inHead = head == Head.ITEMS_20 ? facts.mostPopular((facts.items() + 4) / 5) : facts.shortHead();
        boolean wanted = unit == Unit.SHARE_OF_HEAD;
        ItemValues values = ItemValues.of(facts, item -> (item < inHead.length && inHead[item]) == wanted ? 1 : 0);
        return unit == Unit.COUNT_OF_TAIL ? (list, past) -> values.sum(list, k) : (list, past) -> values.mean(list, k);
    }

    @Override
    public String toString() {
        return name();
    }
}
