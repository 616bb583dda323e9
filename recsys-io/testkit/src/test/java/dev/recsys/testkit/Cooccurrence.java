package dev.recsys.testkit;

import dev.recsys.TrainingException;
import dev.recsys.data.DataShape;
import dev.recsys.data.SparseMatrix;
import dev.recsys.model.ModelInfo;
import dev.recsys.train.Trainer;
import dev.recsys.train.TrainingContext;
import dev.recsys.train.TrainingEstimate;
import dev.recsys.train.TrainingInput;

/**
 * A host's own algorithm, as small as it can be: items are similar when the same users have them, and a user gets what is
 * similar to what the user has. Similarity is the cosine of the items' weight columns, shrunk for rare items.
 *
 * @param shrinkage added to the denominator, 0 or more
 * @param binary whether weights count as 1 or -1
 */
record Cooccurrence(double shrinkage, boolean binary) implements Trainer<CooccurrenceModel> {

    static final Cooccurrence DEFAULTS = new Cooccurrence(0.5, false);

    private static final int BLOCK = 64;

    Cooccurrence withShrinkage(double newShrinkage) {
        return new Cooccurrence(newShrinkage, binary);
    }

    Cooccurrence withBinary(boolean newBinary) {
        return new Cooccurrence(shrinkage, newBinary);
    }

    @Override
    public CooccurrenceModel train(TrainingInput input, TrainingContext context) {
        SparseMatrix users = input.interactions();
        SparseMatrix items = users.transpose();
        int blocks = (items.rows() + BLOCK - 1) / BLOCK;
        float[][] similarity = new float[items.rows()][];
        double[] norms = norms(items);
        for (int block = 0; block < blocks; block++) {
            int first = block * BLOCK;
            context.parallelism()
                    .run(
                            Math.min(BLOCK, items.rows() - first),
                            context.cancellation(),
                            CooccurrenceAlgorithm.NAME,
                            (worker, task) -> similarity[first + task] = similarTo(first + task, users, items, norms));
            context.progress().step("block of items", block + 1L, blocks, "");
        }
        ModelInfo info = ModelInfo.of(
                CooccurrenceAlgorithm.NAME, CooccurrenceAlgorithm.PARAMETERS.describe(this), input.shape());
        return new CooccurrenceModel(info, users, similarity);
    }

    private double[] norms(SparseMatrix items) {
        double[] norms = new double[items.rows()];
        for (int item = 0; item < norms.length; item++) {
            for (int user : items.columnsOf(item)) {
                norms[item] += Math.pow(weight(items.value(item, user)), 2);
            }
            norms[item] = Math.sqrt(norms[item]);
        }
        return norms;
    }

    private float[] similarTo(int item, SparseMatrix users, SparseMatrix items, double[] norms) {
        double[] dots = new double[items.rows()];
        int[] others = new int[users.maxRowLength()];
        float[] weights = new float[others.length];
        for (int user : items.columnsOf(item)) {
            double mine = weight(items.value(item, user));
            int count = users.copyRow(user, others, weights);
            for (int i = 0; i < count; i++) {
                dots[others[i]] += mine * weight(weights[i]);
            }
        }
        float[] similarity = new float[dots.length];
        for (int other = 0; other < dots.length; other++) {
            double scale = norms[item] * norms[other];
            similarity[other] = scale == 0 ? 0 : (float) (dots[other] / scale * trust(item, other, items));
            if (!Float.isFinite(similarity[other])) {
                throw new TrainingException(CooccurrenceAlgorithm.NAME + ": items " + item + " and " + other
                        + " have no finite similarity; use binary=true or cap the weights");
            }
        }
        return similarity;
    }

    /** Below 1 where few users have one of two different items. */
    private double trust(int item, int other, SparseMatrix items) {
        double fewest = Math.min(items.rowLength(item), items.rowLength(other));
        return item == other ? 1 : fewest / (fewest + shrinkage);
    }

    private double weight(float value) {
        return binary ? Math.signum(value) : value;
    }

    @Override
    public TrainingEstimate estimate(DataShape shape, TrainingContext context) {
        double bytes = 4.0 * shape.items() * shape.items() + 16.0 * shape.entries() + 8.0 * shape.users();
        return TrainingEstimate.of((long) bytes, 2.0 * shape.entries() * shape.items());
    }
}
