package dev.recsys.train;

import dev.recsys.Stable;
import dev.recsys.data.DataShape;
import dev.recsys.data.Dataset;
import dev.recsys.data.SparseMatrix;
import java.util.Optional;

/**
 * What a trainer learns from, by position: a users x items matrix of weights, negative where a user dislikes an item, and
 * an earlier model to start from, if there is one.
 *
 * <p>Immutable, thread-safe.
 */
@Stable
public final class TrainingInput {

    private final SparseMatrix interactions;
    private final Optional<WarmStart> warmStart;

    private TrainingInput(SparseMatrix interactions, Optional<WarmStart> warmStart) {
        this.interactions = interactions;
        this.warmStart = warmStart;
    }

    /** The matrix of a data set. */
    public static TrainingInput of(Dataset<?, ?> data) {
        return of(data.interactions());
    }

    /** A matrix without ids. */
    public static TrainingInput of(SparseMatrix interactions) {
        return new TrainingInput(interactions, Optional.empty());
    }

    /** A copy with an earlier model to start from; for trainers that {@linkplain Trainer#canWarmStart can}. */
    public TrainingInput withWarmStart(WarmStart start) {
        return new TrainingInput(interactions, Optional.of(start));
    }

    /** The earlier model to start from, if there is one. */
    public Optional<WarmStart> warmStart() {
        return warmStart;
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
