package dev.recsys.eval.metric;

import dev.recsys.Experimental;
import it.unimi.dsi.fastutil.ints.IntArrays;
import java.util.stream.IntStream;

/**
 * What somebody was shown, with the scores a model gave it and whether they liked it: a user's part of a click log.
 *
 * <p>Immutable, thread-safe. Making one costs O(n log n).
 */
@Experimental
public final class LabelledScores {

    private final int impressions;
    private final int positives;
    private final double auc;

    private LabelledScores(int impressions, int positives, double auc) {
        this.impressions = impressions;
        this.positives = positives;
        this.auc = auc;
    }

    /**
     * Labels and scores by impression.
     *
     * @param labels whether each was liked
     * @param scores as many, numbers
     */
    public static LabelledScores of(boolean[] labels, double[] scores) {
        if (labels.length != scores.length) {
            throw new IllegalArgumentException(
                    "there are " + labels.length + " labels but " + scores.length + " scores");
        }
        for (double score : scores) {
            if (Double.isNaN(score)) {
                throw new IllegalArgumentException("a score must be a number but was NaN");
            }
        }
        int[] order = IntStream.range(0, scores.length).toArray();
        IntArrays.stableSort(order, (a, b) -> Double.compare(scores[b] + 0.0, scores[a] + 0.0)); // -0 is 0
        int[] liked = IntStream.range(0, labels.length).filter(i -> labels[i]).toArray();
        JudgedList list = JudgedList.of(order, order.length, UserJudgments.of(liked))
                .withTies(index -> scores[order[index]] == scores[order[index + 1]]);
        return new LabelledScores(labels.length, liked.length, Auc.of().value(list));
    }

    /** How many there are. */
    public int impressions() {
        return impressions;
    }

    /** How many were liked. */
    public int positives() {
        return positives;
    }

    /**
     * The share of pairs of a liked and another one in which the liked one has the greater score, equal scores counting 1/2; NaN if all
     * or none were liked.
     */
    public double auc() {
        return auc;
    }

    @Override
    public String toString() {
        return positives + " of " + impressions + " impressions liked, auc " + auc;
    }
}
