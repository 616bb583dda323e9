package dev.recsys.testkit;

import dev.recsys.data.SparseMatrix;
import dev.recsys.model.Capability;
import dev.recsys.model.History;
import dev.recsys.model.ItemScoresModel;
import dev.recsys.model.Model;
import dev.recsys.model.ModelInfo;
import dev.recsys.model.Query;
import java.util.Objects;
import java.util.Set;

/** Similarities of items, and the histories of the users it was trained on. */
record CooccurrenceModel(ModelInfo info, SparseMatrix users, float[][] similarity) implements Model {

    static final Set<Capability> CAPABILITIES = Set.of(Capability.FOLD_IN, Capability.SIMILAR_ITEMS);

    @Override
    public Set<Capability> capabilities() {
        return CAPABILITIES;
    }

    @Override
    public Query forUser(int user) {
        int[] items = new int[users.maxRowLength()];
        float[] weights = new float[items.length];
        int count = users.copyRow(Objects.checkIndex(user, users.rows()), items, weights);
        return scored(items, weights, count);
    }

    @Override
    public Query forHistory(History history) {
        return scored(history.items(), history.weights(), history.size());
    }

    @Override
    public Query forItem(int item) {
        return query(similarity[Objects.checkIndex(item, similarity.length)]);
    }

    /** The mean similarity to the given items, weighted. */
    private Query scored(int[] items, float[] weights, int count) {
        double[] sums = new double[similarity.length];
        double total = Double.MIN_NORMAL;
        for (int i = 0; i < count; i++) {
            float[] row = similarity[Objects.checkIndex(items[i], similarity.length)];
            for (int other = 0; other < sums.length; other++) {
                sums[other] += weights[i] * (double) row[other];
            }
            total += Math.abs(weights[i]);
        }
        float[] scores = new float[sums.length];
        for (int item = 0; item < scores.length; item++) {
            scores[item] = (float) (sums[item] / total);
        }
        return query(scores);
    }

    /** Borrows top-K from the model that gives everybody the same scores. */
    private Query query(float[] scores) {
        return ItemScoresModel.of(info, scores).forHistory(History.of());
    }
}
