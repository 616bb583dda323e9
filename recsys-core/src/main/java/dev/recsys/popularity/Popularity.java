package dev.recsys.popularity;

import dev.recsys.Stable;
import dev.recsys.data.DataShape;
import dev.recsys.data.SparseMatrix;
import dev.recsys.model.ItemScoresModel;
import dev.recsys.model.ModelInfo;
import dev.recsys.parameter.Parameter;
import dev.recsys.parameter.ParameterSpace;
import dev.recsys.train.Algorithm;
import dev.recsys.train.Trainer;
import dev.recsys.train.TrainingContext;
import dev.recsys.train.TrainingEstimate;
import dev.recsys.train.TrainingInput;

/**
 * Scores items by how many users have a positive weight for them, or by the sum of these weights. The baseline every other
 * algorithm must beat, and the usual fallback for unknown users.
 *
 * <p>Immutable, thread-safe. Cost O(entries).
 */
@Stable
public final class Popularity implements Trainer<ItemScoresModel> {

    /** What counts. */
    public enum Measure {
        /** The number of users with a positive weight. */
        USERS,
        /** The sum of the positive weights. */
        WEIGHT
    }

    /** The descriptor. */
    public static final Algorithm<Popularity, ItemScoresModel> ALGORITHM = new PopularityAlgorithm();

    static final String NAME = "popularity";

    private static final Popularity DEFAULTS = new Popularity(Measure.USERS);

    static final ParameterSpace<Popularity> PARAMETERS = ParameterSpace.of(
            DEFAULTS,
            Parameter.choice(
                    "measure", Measure.class, "what is counted", Popularity::measure, Popularity::withMeasure));

    private final Measure measure;

    private Popularity(Measure measure) {
        this.measure = measure;
    }

    /** Counts users. */
    public static Popularity byUsers() {
        return DEFAULTS;
    }

    /** A copy that counts something else. */
    public Popularity withMeasure(Measure newMeasure) {
        return new Popularity(newMeasure);
    }

    /** What counts. Default {@link Measure#USERS}. */
    public Measure measure() {
        return measure;
    }

    @Override
    public ItemScoresModel train(TrainingInput input, TrainingContext context) {
        context.cancellation().check(NAME);
        SparseMatrix interactions = input.interactions();
        double[] sums = new double[interactions.columns()];
        int[] items = new int[interactions.maxRowLength()];
        float[] weights = new float[items.length];
        for (int user = 0; user < interactions.rows(); user++) {
            int count = interactions.copyRow(user, items, weights);
            for (int i = 0; i < count; i++) {
                if (weights[i] > 0) {
                    sums[items[i]] += measure == Measure.USERS ? 1 : weights[i];
                }
            }
        }
        float[] scores = new float[sums.length];
        for (int item = 0; item < scores.length; item++) {
            scores[item] = (float) Math.min(Float.MAX_VALUE, sums[item]);
        }
        context.progress().step(NAME, 1, 1, "");
        return ItemScoresModel.of(ModelInfo.of(NAME, PARAMETERS.describe(this), input.shape()), scores);
    }

    @Override
    public TrainingEstimate estimate(DataShape shape, TrainingContext context) {
        return TrainingEstimate.of(16L * shape.items(), (double) shape.entries());
    }

    @Override
    public String toString() {
        return NAME + " " + PARAMETERS.describe(this);
    }
}
