package dev.recsys.eval.metric;

/** The k of metrics. */
final class Cutoff {

    static final int MAX = 100_000;

    private Cutoff() {}

    static int check(int k) {
        if (k < 1 || k > MAX) {
            throw new IllegalArgumentException("k must be between 1 and " + MAX + " but was " + k);
        }
        return k;
    }

    /** The name of a metric: its key, the cutoff unless it is the whole list, and the variant unless it is empty. */
    static String name(String key, int k, String variant) {
        return key
                + (k == RankingMetric.WHOLE_LIST ? "" : "@" + k)
                + (variant.isEmpty() ? "" : ":" + variant);
    }
}
