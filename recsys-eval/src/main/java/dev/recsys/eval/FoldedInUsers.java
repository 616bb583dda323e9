package dev.recsys.eval;

import dev.recsys.Experimental;
import dev.recsys.event.EventLog;
import dev.recsys.feature.FeatureBuilder;
import dev.recsys.feature.FeatureConfig;
import dev.recsys.model.ModelBundle;
import dev.recsys.recommend.Recommendation;
import dev.recsys.recommend.Recommender;
import dev.recsys.recommend.Request;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A model that is shown what users did when they ask: their events become strengths as those of training did, and are folded in.
 * What strong generalisation is tested with ({@link dev.recsys.eval.split.Split#foldIn()}); users without events are answered as
 * the model answers anybody it does not know.
 *
 * <pre>{@code
 * Split<String, Integer> split = StrongGeneralization.of(0.1, 42).split(log);
 * ModelBundle<String, Integer> model = trainer.train(split.train());
 * FoldedInUsers<String, Integer> shown = FoldedInUsers.of(model, split.foldIn().orElseThrow());
 * EvaluationResult<String> result = evaluation.evaluate(shown, Background.of(model), split.test());
 * }</pre>
 *
 * <p>Immutable, thread-safe. Keeps the strengths of all users of the events.
 *
 * @param <U> the Java type of user ids
 * @param <I> the Java type of item ids
 */
@Experimental
public final class FoldedInUsers<U, I> implements Recommender<U, I> {

    private final ModelBundle<U, I> model;
    private final Recommender<U, I> recommender;
    private final Map<U, Map<I, Float>> histories;

    private FoldedInUsers(ModelBundle<U, I> model, Map<U, Map<I, Float>> histories) {
        this.model = model;
        this.recommender = Recommender.of(model);
        this.histories = histories;
    }

    /**
     * A model and what to show it.
     *
     * @param model one that remembers how its features were built, as every trained one does
     * @param events of users the model does not know
     * @throws dev.recsys.DataException if the features need times and the events have none
     */
    public static <U, I> FoldedInUsers<U, I> of(ModelBundle<U, I> model, EventLog<U, I> events) {
        FeatureConfig features =
                FeatureConfig.parameters().parse(model.lineage().featureConfig());
        Instant now = model.lineage().asOf().orElse(Instant.EPOCH);
        return new FoldedInUsers<>(model, FeatureBuilder.strengths(events, features, now));
    }

    @Override
    public List<Recommendation<I>> recommend(Request<U, I> request) {
        Map<I, Float> history = request.user().map(user -> histories.getOrDefault(user, Map.of())).orElse(Map.of());
        boolean hasOwn = history.isEmpty() || !request.history().isEmpty();
        return recommender.recommend(hasOwn ? request : request.withHistory(history));
    }

    @Override
    public String toString() {
        return model.info() + " with users folded in";
    }
}
