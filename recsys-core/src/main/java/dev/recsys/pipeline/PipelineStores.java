package dev.recsys.pipeline;

import dev.recsys.Experimental;
import dev.recsys.store.ArtifactStore;
import dev.recsys.store.InMemoryArtifactStore;
import dev.recsys.store.InMemoryModelStore;
import dev.recsys.store.InMemoryRecommendationStore;
import dev.recsys.store.InMemoryRunLocks;
import dev.recsys.store.InMemoryRunStore;
import dev.recsys.store.ModelStore;
import dev.recsys.store.RecommendationStore;
import dev.recsys.store.RunLocks;
import dev.recsys.store.RunStore;

/**
 * Where a pipeline keeps things. Stages that run in processes of their own must be given stores over the same places.
 * Immutable, as thread-safe as the stores.
 *
 * @param <U> the Java type of user ids
 * @param <I> the Java type of item ids
 */
@Experimental
public final class PipelineStores<U, I> {

    private final ModelStore models;
    private final RecommendationStore<U, I> lists;
    private final RunStore runs;
    private final ArtifactStore artifacts;
    private final RunLocks locks;

    private PipelineStores(
            ModelStore models,
            RecommendationStore<U, I> lists,
            RunStore runs,
            ArtifactStore artifacts,
            RunLocks locks) {
        this.models = models;
        this.lists = lists;
        this.runs = runs;
        this.artifacts = artifacts;
        this.locks = locks;
    }

    /**
     * Stores of the host's choice.
     *
     * @param models the versions, and which one is live
     * @param lists what readers see
     * @param runs the manifests
     * @param artifacts what stages hand to each other
     * @param locks who is at work
     */
    public static <U, I> PipelineStores<U, I> of(
            ModelStore models,
            RecommendationStore<U, I> lists,
            RunStore runs,
            ArtifactStore artifacts,
            RunLocks locks) {
        return new PipelineStores<>(models, lists, runs, artifacts, locks);
    }

    /** New stores in memory: for tests, and for hosts that train at start-up. */
    public static <U, I> PipelineStores<U, I> inMemory() {
        return of(
                new InMemoryModelStore(),
                new InMemoryRecommendationStore<>(),
                new InMemoryRunStore(),
                new InMemoryArtifactStore(),
                new InMemoryRunLocks());
    }

    /** The versions, and which one is live. */
    public ModelStore models() {
        return models;
    }

    /** What readers see. */
    public RecommendationStore<U, I> lists() {
        return lists;
    }

    /** The manifests. */
    public RunStore runs() {
        return runs;
    }

    /** What stages hand to each other. */
    public ArtifactStore artifacts() {
        return artifacts;
    }

    /** Who is at work. */
    public RunLocks locks() {
        return locks;
    }

    @Override
    public String toString() {
        return models + ", " + lists + ", " + runs + ", " + artifacts;
    }
}
