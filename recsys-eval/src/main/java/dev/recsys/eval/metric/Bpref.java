package dev.recsys.eval.metric;

import dev.recsys.Experimental;

/**
 * Binary preference, as in trec_eval (bpref): how seldom items judged irrelevant are above relevant ones; items nobody judged do not
 * matter. The sum over the hits of 1 - min(irrelevant items above it, R) / min(N, R), divided by R, where N is how many items were
 * judged irrelevant. From 0 to 1; NaN if R = 0. Where only what is relevant was judged, as in a test log, it says how many of the
 * relevant items are in the list, and no more.
 *
 * <p>Source: Buckley and Voorhees, Retrieval evaluation with incomplete information, SIGIR 2004, in the form of trec_eval.
 *
 * <p>Immutable, thread-safe.
 */
@Experimental
public final class Bpref implements UserMetric {

    static final String KEY = "bpref";

    private static final Bpref ONLY = new Bpref();

    private Bpref() {}

    /** The metric. */
    public static Bpref of() {
        return ONLY;
    }

    @Override
    public String name() {
        return KEY;
    }

    @Override
    public String variant() {
        return "TREC_EVAL";
    }

    @Override
    public int cutoff() {
        return WHOLE_LIST;
    }

    @Override
    public double value(JudgedList list) {
        int relevant = list.relevant();
        int least = Math.min(list.judgments().irrelevant(), relevant);
        int judged = list.judged();
        int above = 0;
        double sum = 0;
        for (int number = 0; number < judged; number++) {
            if (list.judgedGain(number) < list.judgments().level()) {
                above++;
            } else {
                sum += above == 0 ? 1 : 1 - (double) Math.min(above, relevant) / least;
            }
        }
        return sum / relevant; // 0 / 0 is NaN
    }

    @Override
    public String toString() {
        return name();
    }
}
