package dev.recsys.knn;

import dev.recsys.data.DataShape;
import dev.recsys.data.SparseMatrix;
import dev.recsys.model.Capability;
import dev.recsys.model.Model;
import dev.recsys.model.ModelInfo;
import dev.recsys.train.TrainingContext;
import java.util.Set;

/** What differs between neighbours of items and of users. Stateless. */
interface Side<M extends Model> {

    String name();

    String description();

    Set<Capability> capabilities();

    /** How many vectors are compared. */
    int vectors(DataShape shape);

    M train(Knn<M> config, ModelInfo info, SparseMatrix interactions, TrainingContext context);

    /**
     * A model from its parts.
     *
     * @throws IllegalArgumentException if they do not fit
     */
    M restored(Knn<M> config, ModelInfo info, SparseMatrix interactions, SparseMatrix neighbours);

    SparseMatrix interactions(M model);

    SparseMatrix neighbours(M model);
}
