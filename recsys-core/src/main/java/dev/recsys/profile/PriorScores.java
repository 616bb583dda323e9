package dev.recsys.profile;

import dev.recsys.model.History;
import dev.recsys.model.ItemMask;
import dev.recsys.model.ModelBundle;
import dev.recsys.model.Query;
import dev.recsys.model.TopK;
import java.util.List;
import java.util.Map;

/** Scores of all items of a bundle with categories taken into account. Immutable, thread-safe. */
final class PriorScores {

    /** No category raises or lowers a score by more than this power of e, so that nothing overflows. */
    private static final double MOST_LIFT = 20;

    private final ItemCategories categories;
    private final Map<String, Double> global;
    private final float[] taken;
    private final int[] everyItem;

    private PriorScores(ItemCategories categories, Map<String, Double> global, float[] taken) {
        this.categories = categories;
        this.global = global;
        this.taken = taken;
        this.everyItem = new int[taken.length];
        for (int item = 0; item < everyItem.length; item++) {
            everyItem[item] = item;
        }
    }

    static PriorScores of(ModelBundle<?, ?> bundle) {
        int[] popularity = new int[bundle.items().size()];
        int most = 1;
        for (int item = 0; item < popularity.length; item++) {
            popularity[item] = bundle.popularity(item);
            most = Math.max(most, popularity[item]);
        }
        float[] taken = new float[popularity.length];
        for (int item = 0; item < taken.length; item++) {
            taken[item] = (float) popularity[item] / most;
        }
        ItemCategories categories = categories(bundle);
        return new PriorScores(categories, categories.global(popularity), taken);
    }

    private static <I> ItemCategories categories(ModelBundle<?, I> bundle) {
        return ItemCategories.of(bundle.items(), bundle.catalog());
    }

    /** The share of each category in all interactions; empty if there are no categories. */
    Map<String, Double> global() {
        return global;
    }

    /** The strengths of a history, in units of its mean weight. */
    Map<String, Double> strengths(History history) {
        float[] weights = history.weights();
        double sum = 0;
        for (float weight : weights) {
            sum += Math.abs(weight);
        }
        return categories.strengths(history.items(), weights, weights.length, sum / weights.length);
    }

    /** By group of items: by what a score is multiplied. */
    double[] lifts(Map<String, Double> shares, double factor) {
        List<String> names = categories.names();
        double[] logs = new double[names.size()];
        for (int c = 0; c < logs.length; c++) {
            Double usual = global.get(names.get(c));
            if (usual != null) { // else nobody took an item of it, and nothing can be said
                double ratio = shares.getOrDefault(names.get(c), usual) / usual;
                logs[c] =
                        factor * StrictMath.log(Math.max(Double.MIN_VALUE, ratio)); // a share may be too small for more
            }
        }
        int[][] groups = categories.groups();
        double[] lifts = new double[groups.length];
        for (int g = 0; g < groups.length; g++) {
            double sum = 0;
            for (int category : groups[g]) {
                sum += logs[category];
            }
            double mean = sum / Math.max(1, groups[g].length);
            lifts[g] = StrictMath.exp(Math.max(-MOST_LIFT, Math.min(MOST_LIFT, mean)));
        }
        return lifts;
    }

    /** The model's scores mixed with popularity and lifted. */
    Query mixed(Query query, double popularity, double[] lifts) {
        float[] scores = new float[taken.length];
        query.scores(everyItem, scores.length, scores);
        float largest = 0;
        for (float score : scores) {
            largest = Math.max(largest, Math.abs(score));
        }
        double unit = largest == 0 ? 0 : (1 - popularity) / largest;
        for (int item = 0; item < scores.length; item++) {
            scores[item] = lifted(unit * scores[item] + popularity * taken[item], item, lifts);
        }
        return new Scored(scores);
    }

    /** Popularity lifted. */
    Query ofPopularity(double[] lifts) {
        float[] scores = new float[taken.length];
        for (int item = 0; item < scores.length; item++) {
            scores[item] = lifted(taken[item], item, lifts);
        }
        return new Scored(scores);
    }

    private float lifted(double score, int item, double[] lifts) {
        double lift = lifts[categories.groupOf(item)];
        return (float) (score < 0 ? score / lift : score * lift) + 0f; // turns -0 into 0, as a list of the best does
    }

    /** Scores that are known for all items. */
    private static final class Scored implements Query {

        private final float[] all;

        Scored(float[] all) {
            this.all = all;
        }

        @Override
        public TopK topK(int k, ItemMask allowed) {
            return TopK.best(all, k, allowed);
        }

        @Override
        public void scores(int[] items, int count, float[] out) {
            for (int i = 0; i < count; i++) {
                out[i] = all[items[i]];
            }
        }
    }
}
