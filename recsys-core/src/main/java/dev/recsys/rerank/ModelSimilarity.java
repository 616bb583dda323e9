package dev.recsys.rerank;

import dev.recsys.event.IdIndex;
import dev.recsys.model.Capability;
import dev.recsys.model.Model;
import dev.recsys.model.ModelBundle;
import dev.recsys.recommend.Recommendation;
import java.util.Arrays;
import java.util.List;

/** Candidates are as similar as the model says; those it does not know are similar to none. */
final class ModelSimilarity implements Similarity {

    private final Model model;
    private final int[] positions; // by candidate, ABSENT for one the model does not know
    private final int[] known; // the positions of those it knows, in the order of candidates
    private final float[] scores;

    private ModelSimilarity(Model model, int[] positions) {
        this.model = model;
        this.positions = positions;
        this.known = Arrays.stream(positions)
                .filter(position -> position != IdIndex.ABSENT)
                .toArray();
        this.scores = new float[known.length];
    }

    static <I> ModelSimilarity of(List<Recommendation<I>> candidates, ModelBundle<?, I> bundle) {
        if (!bundle.model().capabilities().contains(Capability.SIMILAR_ITEMS)) {
            throw new UnsupportedOperationException(
                    "a model of " + bundle.info().algorithm()
                            + " cannot say how similar items are; use MaximalMarginalRelevance.byCategories");
        }
        return new ModelSimilarity(
                bundle.model(),
                candidates.stream()
                        .mapToInt(one -> bundle.items().positionOf(one.item()))
                        .toArray());
    }

    @Override
    public void toAll(int candidate, double[] out) {
        Arrays.fill(out, 0);
        if (positions[candidate] == IdIndex.ABSENT) {
            return;
        }
        model.forItem(positions[candidate]).scores(known, known.length, scores);
        for (int c = 0, k = 0; c < positions.length; c++) {
            if (positions[c] != IdIndex.ABSENT) {
                out[c] = scores[k++];
            }
        }
    }
}
