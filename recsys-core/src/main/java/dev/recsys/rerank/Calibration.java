package dev.recsys.rerank;

import dev.recsys.Stable;
import dev.recsys.data.ItemCatalog;
import dev.recsys.model.History;
import dev.recsys.recommend.Recommendation;
import dev.recsys.recommend.RerankContext;
import dev.recsys.recommend.Reranker;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Calibration: a list in which categories have the shares they have in the user's history. Whoever watches 70 % drama and
 * 30 % comedy gets about that.
 *
 * <p>p(g) is the share of category g in the history: each item counts with its positive weight (or 1, see
 * {@link #withHistoryWeights}), spread evenly over its categories. q(g) is the same of the list so far, each item counting
 * 1. Items are taken one after the other, the one with the highest {@code (1 - lambda) * sum of relevance - lambda * KL(p, q~)}
 * for the list with it, where {@code q~ = (1 - alpha) q + alpha p} and {@code KL(p, q~) = sum of p(g) ln(p(g) / q~(g))}.
 * Relevance is the score stretched to 0..1 (see the package). Of equal candidates the earlier one is taken. Scores are not
 * changed.
 *
 * <p>Items without categories leave p and q as they are. A user without a history of items with categories gets the order
 * as it is.
 *
 * <p>Cost O(k * candidates * categories of the history). Immutable, thread-safe. Source: Steck, RecSys 2018.
 *
 * @param <U> the Java type of user ids
 * @param <I> the Java type of item ids
 */
@Stable
public final class Calibration<U, I> implements Reranker<U, I> {

    /** The default smoothing, that of the paper. */
    public static final double DEFAULT_ALPHA = 0.01;

    private final double lambda;
    private final double alpha;
    private final boolean historyWeights;

    private Calibration(double lambda, double alpha, boolean historyWeights) {
        this.lambda = lambda;
        this.alpha = alpha;
        this.historyWeights = historyWeights;
    }

    /**
     * Calibration to a degree.
     *
     * @param lambda 0 (the order stays) to 1 (shares only)
     */
    public static <U, I> Calibration<U, I> of(double lambda) {
        return new Calibration<>(Checks.share("lambda", lambda), DEFAULT_ALPHA, true);
    }

    /** A copy with another smoothing, above 0 and at most 1. Default {@value #DEFAULT_ALPHA}. */
    public Calibration<U, I> withAlpha(double newAlpha) {
        if (!(newAlpha > 0 && newAlpha <= 1)) {
            throw new IllegalArgumentException("alpha must be above 0 and at most 1 but was " + newAlpha);
        }
        return new Calibration<>(lambda, newAlpha, historyWeights);
    }

    /** A copy in which items of the history count with their weight, or all the same. Default true. */
    public Calibration<U, I> withHistoryWeights(boolean newHistoryWeights) {
        return new Calibration<>(lambda, alpha, newHistoryWeights);
    }

    @Override
    public List<Recommendation<I>> rerank(List<Recommendation<I>> candidates, RerankContext<U, I> context) {
        Map<String, Double> wanted = shares(context);
        if (wanted.isEmpty()) {
            return candidates;
        }
        ItemCatalog<I> catalog = context.bundle().catalog();
        List<List<String>> categories =
                candidates.stream().map(one -> catalog.categories(one.item())).toList();
        CalibrationGain gain = new CalibrationGain(context.relevance(candidates), categories, wanted, lambda, alpha);
        return GreedyChoice.order(candidates, context.k(), gain);
    }

    /** The share of each category in the history; empty if there is none. */
    private Map<String, Double> shares(RerankContext<U, I> context) {
        History history = context.history();
        Map<String, Double> shares = new TreeMap<>();
        double total = 0;
        for (int i = 0; i < history.size(); i++) {
            I item = context.bundle().items().id(history.item(i));
            List<String> categories = context.bundle().catalog().categories(item);
            double weight = Math.max(0, history.weight(i));
            if (weight > 0 && !categories.isEmpty()) {
                double counted = historyWeights ? weight : 1;
                total += counted;
                categories.forEach(one -> shares.merge(one, counted / categories.size(), Double::sum));
            }
        }
        double sum = total;
        shares.replaceAll((category, share) -> share / sum);
        return shares;
    }

    @Override
    public String toString() {
        return "calibration, lambda " + lambda + ", alpha " + alpha;
    }
}
