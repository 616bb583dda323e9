package dev.recsys.pipeline;

import dev.recsys.algorithm.Algorithms;
import dev.recsys.feature.FeatureConfig;
import dev.recsys.model.ModelBundle;
import dev.recsys.store.ModelVersion;
import dev.recsys.train.Trainer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Measures the algorithm and settings of this run against popularity and against those of the live version, all trained on
 * one part of the events and tested on the other, and asks the gate. The models compared are not those that serve: both of
 * those have seen the test events.
 */
final class EvaluateStage<U, I> implements StageWork<U, I> {

    @Override
    public Map<String, String> config(Run<U, I> run) {
        Map<String, String> config = new LinkedHashMap<>();
        run.pipeline()
                .evaluator()
                .ifPresentOrElse(
                        evaluator -> {
                            evaluator.config().forEach((key, value) -> config.put("evaluator." + key, value));
                            config.putAll(gate(run));
                            config.put(
                                    "live",
                                    run.manifest()
                                            .base()
                                            .map(ModelVersion::toString)
                                            .orElse("none"));
                        },
                        () -> config.put("evaluator", "none"));
        return config;
    }

    private Map<String, String> gate(Run<U, I> run) {
        if (!run.pipeline().gateName().isEmpty()) {
            return Map.of("gate", run.pipeline().gateName());
        }
        Map<String, String> rules = new LinkedHashMap<>();
        GateConfig.parameters()
                .describe(run.pipeline().config().gate())
                .forEach((key, value) -> rules.put("gate." + key, value));
        return rules;
    }

    @Override
    public StageResult run(Run<U, I> run) {
        Optional<Evaluator> evaluator = run.pipeline().evaluator();
        if (evaluator.isEmpty()) {
            return new StageResult().output("verdict", "not asked");
        }
        Optional<Contender> live = liveContender(run);
        Contender candidate = candidate(run);
        List<Contender> contenders = new ArrayList<>(List.of(
                candidate,
                Contender.of(
                        Contender.POPULARITY,
                        candidate.features(),
                        Algorithms.builtIn().named("popularity").trainer(Map.of()))));
        live.ifPresent(contenders::add);
        Measurements measured = evaluator.get().measure(FeaturesStage.events(run), contenders, run.context());
        if (live.isEmpty() && run.manifest().base().isPresent()) { // the same settings give the same numbers
            measured = measured.with(Contender.LIVE, measured.metrics(Contender.CANDIDATE));
        }
        return result(measured, run.pipeline().gate().judge(measured));
    }

    private StageResult result(Measurements measured, Verdict verdict) {
        StageResult result = new StageResult().count("users", measured.users());
        for (String contender : measured.contenders()) {
            measured.metrics(contender).forEach((metric, value) -> result.number(contender + "." + metric, value));
        }
        return result.output("verdict", verdict.isPassed() ? "passed" : "rejected")
                .rejected(verdict.objections());
    }

    private Contender candidate(Run<U, I> run) {
        PipelineConfig config = run.pipeline().config();
        Trainer<?> trainer =
                run.pipeline().algorithms().named(config.algorithm()).trainer(config.parameters());
        return Contender.of(Contender.CANDIDATE, config.features(), trainer);
    }

    /** The algorithm and settings of the version that was live when the run began, if they are not those of this run. */
    private Optional<Contender> liveContender(Run<U, I> run) {
        Optional<ModelVersion> base = run.manifest().base();
        if (base.isEmpty()) {
            return Optional.empty();
        }
        ModelBundle<U, I> live = run.pipeline()
                .stores()
                .models()
                .load(
                        base.get(),
                        run.pipeline().source().users(),
                        run.pipeline().source().items());
        FeatureConfig features = FeatureConfig.parameters().parse(live.lineage().featureConfig());
        ModelBundle<U, I> ours = TrainStage.bundle(run);
        boolean same = live.info().algorithm().equals(ours.info().algorithm())
                && live.info().config().equals(ours.info().config())
                && features.equals(run.pipeline().config().features());
        Trainer<?> trainer = run.pipeline()
                .algorithms()
                .named(live.info().algorithm())
                .trainer(live.info().config());
        return same ? Optional.empty() : Optional.of(Contender.of(Contender.LIVE, features, trainer));
    }
}
