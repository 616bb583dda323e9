package dev.recsys.train;

import dev.recsys.Stable;
import dev.recsys.data.DataShape;
import dev.recsys.data.Dataset;
import dev.recsys.data.SparseMatrix;

/**
 * What a trainer learns from, by position: a users x items matrix of weights, negative where a user dislikes an item.
 * Grows over time: attributes and a warm start will be optional parts of it.
 *
 * <p>Immutable, thread-safe.
 */
@Stable
public final class TrainingInput {

    private final SparseMatrix interactions;

    private TrainingInput(SparseMatrix interactions) {
        this.interactions = interactions;
    }

    /** The matrix of a data set. */
    public static TrainingInput of(Dataset<?, ?> data) {
        return new TrainingInput(data.interactions());
    }

    /** A matrix without ids. */
    public static TrainingInput of(SparseMatrix interactions) {
        return new TrainingInput(interactions);
    }

    /** The weights, users x items. */
    public SparseMatrix interactions() {
        return interactions;
    }

    /** How large the matrix is. */
    public DataShape shape() {
        return DataShape.of(interactions.rows(), interactions.columns(), interactions.entries());
    }
}
