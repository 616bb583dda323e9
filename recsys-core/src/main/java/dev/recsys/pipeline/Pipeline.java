package dev.recsys.pipeline;

import dev.recsys.DataException;
import dev.recsys.Experimental;
import dev.recsys.algorithm.Algorithms;
import dev.recsys.data.ItemCatalog;
import dev.recsys.event.EventSource;
import dev.recsys.model.ModelBundle;
import dev.recsys.recommend.ItemRule;
import dev.recsys.recommend.ModelRecommender;
import dev.recsys.recommend.Recommender;
import dev.recsys.store.ModelVersion;
import dev.recsys.store.RunLock;
import dev.recsys.store.RunManifest;
import dev.recsys.train.Trainer;
import dev.recsys.train.TrainingContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * From events to published lists. A run goes through the {@link Stage}s in order; each leaves a record in the run's
 * manifest with its settings, the artifacts it made with their checksums, counts and timings. A stage that is recorded is
 * not done again, so a run that died goes on where it stopped and ends with the same bits; a stage whose settings or inputs
 * are no longer those of its record is an error that names both.
 *
 * <pre>{@code
 * Pipeline<Long, Long> pipeline = Pipeline.of(
 *                 PipelineConfig.of("films", "ials"), events, Algorithms.builtIn(), stores)
 *         .withEvaluator(evaluator);
 * pipeline.run();
 * }</pre>
 *
 * <p>Stages may run in processes of their own, under any scheduler: {@link #run(Stage, String)}. Runs of one pipeline take
 * turns by a lock; should two work at once all the same, the one that started later wins at publication.
 *
 * <p>Immutable, thread-safe. Memory: that of the largest stage; lists are streamed.
 *
 * @param <U> the Java type of user ids
 * @param <I> the Java type of item ids
 */
@Experimental
public final class Pipeline<U, I> {

    private static final String CONFIGURED_GATE = "";

    private final PipelineConfig config;
    private final EventSource<U, I> source;
    private final Algorithms algorithms;
    private final PipelineStores<U, I> stores;
    private final Supplier<ItemCatalog<I>> catalog;
    private final Optional<Evaluator> evaluator;
    private final QualityGate gate;
    private final String gateName;
    private final String recommenderName;
    private final BiFunction<ModelBundle<U, I>, Instant, ModelRecommender<U, I>> recommender;
    private final MetricsSink metrics;
    private final TrainingContext context;
    private final Clock clock;

    private Pipeline(Draft<U, I> draft) {
        this.config = draft.config;
        this.source = draft.source;
        this.algorithms = draft.algorithms;
        this.stores = draft.stores;
        this.catalog = draft.catalog;
        this.evaluator = draft.evaluator;
        this.gate = draft.gate;
        this.gateName = draft.gateName;
        this.recommenderName = draft.recommenderName;
        this.recommender = draft.recommender;
        this.metrics = draft.metrics;
        this.context = draft.context;
        this.clock = draft.clock;
    }

    /** A pipeline while a wither changes one part. */
    private static final class Draft<U, I> {
        private final PipelineConfig config;
        private final EventSource<U, I> source;
        private final Algorithms algorithms;
        private final PipelineStores<U, I> stores;
        private Supplier<ItemCatalog<I>> catalog;
        private Optional<Evaluator> evaluator = Optional.empty();
        private QualityGate gate;
        private String gateName = CONFIGURED_GATE;
        private String recommenderName = "model";
        private BiFunction<ModelBundle<U, I>, Instant, ModelRecommender<U, I>> recommender =
                (bundle, startedAt) -> Recommender.of(bundle).withValidAt(startedAt);
        private MetricsSink metrics = (pipeline, runId, numbers) -> {};
        private TrainingContext context = TrainingContext.defaults();
        private Clock clock = Clock.systemUTC();

        Draft(PipelineConfig config, EventSource<U, I> source, Algorithms algorithms, PipelineStores<U, I> stores) {
            this.config = config;
            this.source = source;
            this.algorithms = algorithms;
            this.stores = stores;
            this.catalog = () -> ItemCatalog.empty(source.items());
            this.gate = QualityGate.of(config.gate());
        }
    }

    private Draft<U, I> draft() {
        Draft<U, I> draft = new Draft<>(config, source, algorithms, stores);
        draft.catalog = catalog;
        draft.evaluator = evaluator;
        draft.gate = gate;
        draft.gateName = gateName;
        draft.recommenderName = recommenderName;
        draft.recommender = recommender;
        draft.metrics = metrics;
        draft.context = context;
        draft.clock = clock;
        return draft;
    }

    /**
     * A pipeline without catalogue and without evaluation, on the calling thread.
     *
     * @param source where the events are read from, once per run
     * @param algorithms what the configuration's algorithm, and that of earlier versions, are found in
     * @throws dev.recsys.DataException if there is no such algorithm, or a setting of it is unknown or invalid
     */
    public static <U, I> Pipeline<U, I> of(
            PipelineConfig config, EventSource<U, I> source, Algorithms algorithms, PipelineStores<U, I> stores) {
        Trainer<?> trainer = algorithms.named(config.algorithm()).trainer(config.parameters());
        if (config.trainMode() != TrainMode.FULL && !trainer.canWarmStart()) {
            throw new DataException(
                    "trainMode",
                    "is not 'full' but '" + config.algorithm() + "' cannot start from an earlier model",
                    "write full, or choose another algorithm");
        }
        return new Pipeline<>(new Draft<>(config, source, algorithms, stores));
    }

    /** A copy that reads titles, categories and validity of items, once per run, together with the events. */
    public Pipeline<U, I> withCatalog(Supplier<ItemCatalog<I>> newCatalog) {
        Draft<U, I> draft = draft();
        draft.catalog = newCatalog;
        return new Pipeline<>(draft);
    }

    /** A copy that measures before it publishes. Without an evaluator every model is published. */
    public Pipeline<U, I> withEvaluator(Evaluator newEvaluator) {
        Draft<U, I> draft = draft();
        draft.evaluator = Optional.of(newEvaluator);
        return new Pipeline<>(draft);
    }

    /**
     * A copy with a gate of the host's own instead of the configured one. It is asked only with an evaluator.
     *
     * @param name stands for its rules; a verdict of a gate with another name is not taken over
     */
    public Pipeline<U, I> withGate(String name, QualityGate newGate) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("the name of a gate must not be empty");
        }
        Draft<U, I> draft = draft();
        draft.gateName = name;
        draft.gate = newGate;
        return new Pipeline<>(draft);
    }

    /**
     * A copy that recommends otherwise than the model alone, for instance with filters and fallbacks. Without it the model
     * recommends what the catalogue allows to be shown when the run started. {@link PipelineConfig#where} holds for any.
     *
     * @param name stands for what it does; a run that was begun with another name is not continued
     * @param newRecommender makes it for a model and the moment the run started, for
     *     {@link ModelRecommender#withValidAt}; its {@link ModelRecommender#withClock} is set to that moment. The same
     *     model and moment must give the same lists
     */
    public Pipeline<U, I> withRecommender(
            String name, BiFunction<ModelBundle<U, I>, Instant, ModelRecommender<U, I>> newRecommender) {
        Draft<U, I> draft = draft();
        draft.recommenderName = name;
        draft.recommender = newRecommender;
        return new Pipeline<>(draft);
    }

    /** A copy that hands its numbers to the host's monitoring. */
    public Pipeline<U, I> withMetrics(MetricsSink sink) {
        Draft<U, I> draft = draft();
        draft.metrics = sink;
        return new Pipeline<>(draft);
    }

    /** A copy that runs otherwise: threads, progress, cancellation. Never changes the results. */
    public Pipeline<U, I> withContext(TrainingContext newContext) {
        Draft<U, I> draft = draft();
        draft.context = newContext;
        return new Pipeline<>(draft);
    }

    /** A copy with another clock. Ages of events count from the moment the run started. */
    public Pipeline<U, I> withClock(Clock newClock) {
        Draft<U, I> draft = draft();
        draft.clock = newClock;
        return new Pipeline<>(draft);
    }

    /**
     * Starts a new run and goes through all stages.
     *
     * @return its manifest, with status {@code SUCCEEDED}
     * @throws dev.recsys.LockedException if another process is at work; nothing changed
     * @throws dev.recsys.GateException if the gate refuses the model; the version that was live stays live
     * @throws dev.recsys.RecsysException if a stage fails; the manifest says which and why, and {@link #resume} goes on
     */
    public RunManifest run() {
        return run(newRunId());
    }

    /**
     * Goes through all stages of a run that are not finished, starting it if there is none with this id: calling it again
     * after any failure, or after success, is safe.
     *
     * @param runId chosen by the caller, for instance the day; see {@link ModelVersion#name()}
     * @throws dev.recsys.RecsysException as {@link #run()}
     */
    public RunManifest run(String runId) {
        return work(runId, List.of(Stage.values()), false);
    }

    /**
     * Runs one stage of a run, unless it is finished.
     *
     * @param runId a new one for {@link Stage#EXTRACT}, else one whose stages up to this one are finished
     * @throws dev.recsys.DataException if an earlier stage is not finished
     * @throws dev.recsys.RecsysException as {@link #run()}
     */
    public RunManifest run(Stage stage, String runId) {
        return work(runId, List.of(stage), stage != Stage.EXTRACT);
    }

    /**
     * Runs one stage of the latest run, or begins a run with {@link Stage#EXTRACT}.
     *
     * @throws DataException if there is no run, or an earlier stage is not finished
     * @throws dev.recsys.RecsysException as {@link #run()}
     */
    public RunManifest run(Stage stage) {
        if (stage == Stage.EXTRACT) {
            return run(stage, newRunId());
        }
        return run(
                stage,
                latest().orElseThrow(() -> new DataException(
                                "pipeline '" + config.name() + "'",
                                "there is no run yet",
                                "begin one with stage extract"))
                        .runId());
    }

    /**
     * Goes on with the latest run if it has not succeeded.
     *
     * @return its manifest; empty if there is no run, or the latest has succeeded
     * @throws dev.recsys.RecsysException as {@link #run()}; a run that the gate refused is refused again
     */
    public Optional<RunManifest> resume() {
        return latest().filter(run -> run.status() != RunManifest.Status.SUCCEEDED)
                .map(run -> run(run.runId()));
    }

    /** The manifest of the run that started last. */
    public Optional<RunManifest> latest() {
        List<RunManifest> runs = stores.runs().list(config.name());
        return runs.isEmpty() ? Optional.empty() : Optional.of(runs.get(runs.size() - 1));
    }

    /**
     * Goes back to the version that was live before: publishes its lists again - those kept from its run, else newly made
     * by its model - and then makes it live. If it fails in between, call it again.
     *
     * @return the version that is live now
     * @throws dev.recsys.StoreException if there is none to go back to; nothing changes
     * @throws dev.recsys.LockedException if a run is at work; nothing changes
     */
    public ModelVersion rollback() {
        String runId = newRunId();
        try (RunLock lock = stores.locks().acquire(config.name(), runId, config.lockMaxAge())) {
            return new Rollback<>(this, lock).run();
        }
    }

    private RunManifest work(String runId, List<Stage> stages, boolean mustExist) {
        ModelVersion.checkName(runId);
        try (RunLock lock = stores.locks().acquire(config.name(), runId, config.lockMaxAge())) {
            return new Run<>(this, lock, runId, mustExist).execute(stages);
        }
    }

    /** An id of its own from the time, for instance {@code 20260101t020000.123z}. */
    private String newRunId() {
        String first = clock.instant().toString().replaceAll("[-:]", "").toLowerCase(Locale.ROOT);
        String id = first;
        for (int n = 2; stores.runs().find(id).isPresent(); n++) {
            id = first + "-" + n;
        }
        return id;
    }

    /** What it does. */
    public PipelineConfig config() {
        return config;
    }

    /** Where it keeps things. */
    public PipelineStores<U, I> stores() {
        return stores;
    }

    EventSource<U, I> source() {
        return source;
    }

    Algorithms algorithms() {
        return algorithms;
    }

    Supplier<ItemCatalog<I>> catalog() {
        return catalog;
    }

    Optional<Evaluator> evaluator() {
        return evaluator;
    }

    QualityGate gate() {
        return gate;
    }

    /** Stands for the rules of the gate; empty for the configured one. */
    String gateName() {
        return gateName;
    }

    String recommenderName() {
        return recommenderName;
    }

    /** What recommends at a moment, whatever the clock says by now. */
    ModelRecommender<U, I> recommenderOf(ModelBundle<U, I> bundle, Instant at) {
        ModelRecommender<U, I> made = recommender.apply(bundle, at).withClock(() -> at);
        return config.where().isEmpty() ? made : made.withRule(ItemRule.parse(config.where()));
    }

    MetricsSink metrics() {
        return metrics;
    }

    TrainingContext context() {
        return context;
    }

    Clock clock() {
        return clock;
    }

    @Override
    public String toString() {
        return "pipeline " + config.name();
    }
}
