package dev.recsys.knn;

import dev.recsys.data.DataShape;
import dev.recsys.data.SparseMatrix;
import dev.recsys.model.Capability;
import dev.recsys.model.ModelInfo;
import dev.recsys.train.TrainingContext;
import java.util.Set;

/** Items are compared by the users who have them. */
final class ItemSide implements Side<ItemKnnModel> {

    @Override
    public String name() {
        return "item-knn";
    }

    @Override
    public String description() {
        return "Items similar to what the user has, by the users they share: fast to train, easy to explain.";
    }

    @Override
    public Set<Capability> capabilities() {
        return ItemKnnModel.CAPABILITIES;
    }

    @Override
    public int vectors(DataShape shape) {
        return shape.items();
    }

    @Override
    public ItemKnnModel train(
            Knn<ItemKnnModel> config, ModelInfo info, SparseMatrix interactions, TrainingContext context) {
        SparseMatrix items = interactions.transpose();
        VectorIndex index = VectorIndex.of(items, config);
        return new ItemKnnModel(info, interactions, Neighbours.of(items, index, false, name(), context));
    }

    @Override
    public ItemKnnModel restored(
            Knn<ItemKnnModel> config, ModelInfo info, SparseMatrix interactions, SparseMatrix neighbours) {
        Neighbours.check(neighbours, info.items());
        return new ItemKnnModel(info, interactions, neighbours);
    }

    @Override
    public SparseMatrix interactions(ItemKnnModel model) {
        return model.interactions();
    }

    @Override
    public SparseMatrix neighbours(ItemKnnModel model) {
        return model.neighbours();
    }
}
