package dev.recsys.train;

import dev.recsys.Stable;
import dev.recsys.data.DataShape;
import dev.recsys.data.Dataset;
import dev.recsys.event.EventLog;
import dev.recsys.feature.FeatureBuilder;
import dev.recsys.feature.FeatureConfig;
import dev.recsys.model.Model;
import dev.recsys.model.ModelBundle;

/**
 * Learns a model. A trainer is an immutable description of what to compute - algorithm, parameters, seed - and may be used
 * by many threads at once. Implementations need {@link #train(TrainingInput, TrainingContext)} and {@link #estimate} only.
 *
 * @param <M> the model it makes
 */
@Stable
public interface Trainer<M extends Model> {

    /**
     * Learns a model.
     *
     * @param input what to learn from; not modified
     * @param context how to run; never changes the result
     * @return a model whose information names the algorithm and every parameter
     * @throws dev.recsys.CancelledException if the context cancelled it
     * @throws dev.recsys.TrainingException if no usable model came out
     */
    M train(TrainingInput input, TrainingContext context);

    /**
     * Whether it starts from the earlier model of {@link TrainingInput#warmStart}; one that cannot, such as a closed form,
     * leaves it out. The result depends on the start.
     */
    default boolean canWarmStart() {
        return false;
    }

    /** What training on data of this shape, run like this, will need: scratch memory grows with the workers. */
    TrainingEstimate estimate(DataShape shape, TrainingContext context);

    /** Trains on a data set and bundles the model with all that serving needs. */
    default <U, I> ModelBundle<U, I> train(Dataset<U, I> data, TrainingContext context) {
        return ModelBundle.of(train(TrainingInput.of(data), context), data);
    }

    /**
     * Trains on a data set from an earlier model. The lineage of the bundle names the earlier one.
     *
     * @throws IllegalArgumentException if this trainer cannot start from a model
     */
    default <U, I> ModelBundle<U, I> train(Dataset<U, I> data, WarmStart start, TrainingContext context) {
        if (!canWarmStart()) {
            throw new IllegalArgumentException(
                    getClass().getSimpleName() + " cannot start from an earlier model; train without a warm start");
        }
        M model = train(TrainingInput.of(data).withWarmStart(start), context);
        ModelBundle<U, I> bundle = ModelBundle.of(model, data);
        return start.parentName()
                .map(name -> bundle.withLineage(bundle.lineage().withParent(name)))
                .orElse(bundle);
    }

    /** Trains on a data set, on the calling thread. */
    default <U, I> ModelBundle<U, I> train(Dataset<U, I> data) {
        return train(data, TrainingContext.defaults());
    }

    /** Trains on an event log with the default feature configuration, on the calling thread. */
    default <U, I> ModelBundle<U, I> train(EventLog<U, I> log) {
        return train(FeatureBuilder.build(log, FeatureConfig.defaults()));
    }
}
