package dev.recsys.model;

import dev.recsys.Stable;
import dev.recsys.data.DataShape;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A model that gives every user the same scores, for instance popularity. Immutable, thread-safe; a query costs O(items).
 */
@Stable
public final class ItemScoresModel implements Model {

    private final ModelInfo info;
    private final float[] scores;
    private final Query query = new ScoresQuery();

    private ItemScoresModel(ModelInfo info, float[] scores) {
        this.info = info;
        this.scores = scores;
    }

    /**
     * A model of the given scores.
     *
     * @param scores finite, one for each item; copied
     */
    public static ItemScoresModel of(ModelInfo info, float[] scores) {
        if (scores.length != info.items()) {
            throw new IllegalArgumentException("there are " + info.items() + " items but " + scores.length + " scores");
        }
        float[] copy = scores.clone();
        for (int item = 0; item < copy.length; item++) {
            if (!Float.isFinite(copy[item])) {
                throw new IllegalArgumentException("item " + item + ": the score must be finite but is " + copy[item]);
            }
            copy[item] += 0f; // turns -0 into 0, as a list of the best items does
        }
        return new ItemScoresModel(info, copy);
    }

    /** A model of the given scores, without parameters. */
    public static ItemScoresModel of(String algorithm, DataShape shape, float[] scores) {
        return of(ModelInfo.of(algorithm, Map.of(), shape), scores);
    }

    @Override
    public ModelInfo info() {
        return info;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.NON_PERSONALIZED, Capability.EXPLANATIONS);
    }

    /** The scores by item, a copy. */
    public float[] scores() {
        return scores.clone();
    }

    @Override
    public Query forUser(int user) {
        Objects.checkIndex(user, info.users());
        return query;
    }

    @Override
    public Query forHistory(History history) {
        return query;
    }

    /** {@inheritDoc} Here the base is all there is. */
    @Override
    public Contributions explain(History history, int item) {
        return Contributions.of(scores[Objects.checkIndex(item, info.items())], new int[0], new double[0]);
    }

    /** Equal scores, and equal information. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ItemScoresModel that && info.equals(that.info) && Arrays.equals(scores, that.scores);
    }

    @Override
    public int hashCode() {
        return info.hashCode();
    }

    private final class ScoresQuery implements Query {

        @Override
        public TopK topK(int k, ItemMask allowed) {
            return TopKScan.ofScores(scores, k, allowed);
        }

        @Override
        public void scores(int[] items, int count, float[] out) {
            for (int i = 0; i < count; i++) {
                out[i] = scores[items[i]];
            }
        }
    }
}
