package dev.recsys.testkit;

import dev.recsys.data.SparseMatrix;
import dev.recsys.model.Capability;
import dev.recsys.model.History;
import dev.recsys.model.ItemMask;
import dev.recsys.model.Model;
import dev.recsys.model.Query;
import dev.recsys.model.TopK;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** What a model answers, and what its answers must look like. */
final class Answers {

    private Answers() {}

    /** The scores of all items. */
    static float[] scores(Query query, int items) {
        float[] scores = new float[items];
        query.scores(IntStream.range(0, items).toArray(), items, scores);
        return scores;
    }

    /** Whether the model can serve a history at all. */
    static boolean servesHistories(Model model) {
        return model.capabilities().contains(Capability.FOLD_IN)
                || model.capabilities().contains(Capability.NON_PERSONALIZED);
    }

    /** A row of the training data as a history, which has no weights of 0. */
    static History history(SparseMatrix data, int user) {
        int[] items = new int[data.maxRowLength()];
        float[] weights = new float[items.length];
        int count = data.copyRow(user, items, weights);
        int kept = 0;
        for (int i = 0; i < count; i++) {
            items[kept] = items[i];
            weights[kept] = weights[i];
            kept += weights[i] == 0 ? 0 : 1;
        }
        return History.of(items, weights, kept);
    }

    /** Every user, every history of {@code data} and every item that can be asked for gets finite scores only. */
    static void requireFinite(Rule rule, Model model, SparseMatrix data) {
        for (int user = 0; user < data.rows(); user++) {
            requireFinite(rule, model.forUser(user), data.columns(), "user " + user);
            if (servesHistories(model)) {
                int asked = user;
                Query query = rule.holdsFor(
                        "serving the history of user " + user, () -> model.forHistory(history(data, asked)));
                requireFinite(rule, query, data.columns(), "the history of user " + user);
            }
        }
        if (model.capabilities().contains(Capability.SIMILAR_ITEMS)) {
            for (int item = 0; item < data.columns(); item++) {
                requireFinite(rule, model.forItem(item), data.columns(), "items similar to " + item);
            }
        }
    }

    static void requireFinite(Rule rule, Query query, int items, String asked) {
        float[] scores = rule.holdsFor("scoring for " + asked, () -> scores(query, items));
        for (int item = 0; item < items; item++) {
            rule.require(Float.isFinite(scores[item]), asked + ": item " + item + " has score " + scores[item]);
        }
        TopK best = rule.holdsFor("top-K for " + asked, () -> query.topK(items, ItemMask.all(items)));
        rule.require(best.size() == items, asked + ": " + best.size() + " of " + items + " items come back");
        for (int i = 0; i < items; i++) {
            rule.require(Float.isFinite(best.score(i)), asked + ": rank " + (i + 1) + " has score " + best.score(i));
        }
    }

    /** The allowed items by score descending, then position ascending, at most k of them. */
    static int[] ranked(float[] scores, int k, ItemMask allowed) {
        return IntStream.range(0, scores.length)
                .filter(allowed::contains)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(item -> -scores[item])
                        .thenComparing(Comparator.naturalOrder()))
                .limit(k)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Equal items in equal order with equal bits of scores. */
    static void requireSame(Rule rule, TopK actual, TopK expected, String detail) {
        rule.require(
                Arrays.equals(actual.items(), expected.items()),
                detail + ": items " + Arrays.toString(actual.items()) + " but expected "
                        + Arrays.toString(expected.items()));
        for (int i = 0; i < actual.size(); i++) {
            rule.requireSameBits(actual.score(i), expected.score(i), detail + ", rank " + (i + 1));
        }
    }

    /** How far two queries agree: the larger of the overlap of their top 10 and the correlation of their scores. */
    static double agreement(Query one, Query other, int items) {
        int k = Math.min(10, items);
        int[] theirs = other.topK(k, ItemMask.all(items)).items();
        long common = Arrays.stream(one.topK(k, ItemMask.all(items)).items())
                .filter(item -> Arrays.stream(theirs).anyMatch(t -> t == item))
                .count();
        return Math.max((double) common / k, correlation(scores(one, items), scores(other, items)));
    }

    private static double correlation(float[] a, float[] b) {
        double meanA = mean(a);
        double meanB = mean(b);
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (a[i] - meanA) * (b[i] - meanB);
            aa += (a[i] - meanA) * (a[i] - meanA);
            bb += (b[i] - meanB) * (b[i] - meanB);
        }
        return aa == 0 || bb == 0 ? 0 : ab / Math.sqrt(aa * bb);
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
