package dev.recsys.knn;

import dev.recsys.data.DataShape;
import dev.recsys.data.SparseMatrix;
import dev.recsys.model.Capability;
import dev.recsys.model.ModelInfo;
import dev.recsys.train.TrainingContext;
import java.util.Set;

/** Users are compared by the items they have. */
final class UserSide implements Side<UserKnnModel> {

    @Override
    public String name() {
        return "user-knn";
    }

    @Override
    public String description() {
        return "What the most similar users have: for data with fewer users than items, and for finding similar users.";
    }

    @Override
    public Set<Capability> capabilities() {
        return UserKnnModel.CAPABILITIES;
    }

    @Override
    public int vectors(DataShape shape) {
        return shape.users();
    }

    @Override
    public UserKnnModel train(
            Knn<UserKnnModel> config, ModelInfo info, SparseMatrix interactions, TrainingContext context) {
        VectorIndex index = VectorIndex.of(interactions, config);
        SparseMatrix neighbours = Neighbours.of(interactions, index, true, name(), context);
        return new UserKnnModel(info, interactions, index, neighbours);
    }

    @Override
    public UserKnnModel restored(
            Knn<UserKnnModel> config, ModelInfo info, SparseMatrix interactions, SparseMatrix neighbours) {
        Neighbours.check(neighbours, info.users());
        return new UserKnnModel(info, interactions, VectorIndex.of(interactions, config), neighbours);
    }

    @Override
    public SparseMatrix interactions(UserKnnModel model) {
        return model.interactions();
    }

    @Override
    public SparseMatrix neighbours(UserKnnModel model) {
        return model.neighbours();
    }
}
