package dev.recsys.eval.report;

import dev.recsys.DataException;
import dev.recsys.eval.Evaluation;
import dev.recsys.eval.EvaluationResult;
import dev.recsys.eval.PairedDifference;
import dev.recsys.eval.Run;
import dev.recsys.eval.metric.Metric;
import dev.recsys.eval.metric.Metrics;
import dev.recsys.eval.stats.Sample;
import dev.recsys.event.IdIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All runs of a study, references among them, with the values of its metrics. */
final class Measured<U, I> {

    static final double CONFIDENCE = 0.95;

    private final Study.Draft<U, I> study;
    private final List<Run<U, I>> runs;
    private final List<Metric> metrics;
    private final String baseline;
    private final Map<String, EvaluationResult<U>> results;

    private Measured(Study.Draft<U, I> study, List<Run<U, I>> runs, List<Metric> metrics, String baseline) {
        this.study = study;
        this.runs = runs;
        this.metrics = metrics;
        this.baseline = baseline;
        this.results = measure(metrics);
    }

    static <U, I> Measured<U, I> of(Study.Draft<U, I> study) {
        List<Metric> metrics = study.metrics.isEmpty() ? usualMetrics(study) : study.metrics;
        List<Run<U, I>> runs = withReferences(study, Cutoffs.deepest(metrics));
        String baseline = study.baseline.orElse(runs.get(0).name());
        if (runs.stream().noneMatch(run -> run.name().equals(baseline))) {
            throw new DataException(
                    "baseline '" + baseline + "'",
                    "is not among the systems",
                    "name one of "
                            + String.join(", ", runs.stream().map(Run::name).toList()));
        }
        return new Measured<>(study, runs, metrics, baseline);
    }

    private static List<Metric> usualMetrics(Study.Draft<?, ?> study) {
        List<String> names = new ArrayList<>(List.of("ndcg@10", "recall@10", "map@10", "mrr@10", "hit_rate@10"));
        study.background.ifPresent(background -> {
            names.addAll(List.of("coverage@10", "gini@10", "novelty@10"));
            if (!background.facts().categories().isEmpty()) {
                names.addAll(List.of("intra_list_diversity@10", "calibration@10"));
            }
        });
        return Metrics.parseAll(names.toArray(String[]::new));
    }

    private static <U, I> List<Run<U, I>> withReferences(Study.Draft<U, I> study, int cutoff) {
        List<Run<U, I>> runs = new ArrayList<>(study.runs);
        study.background.ifPresent(background -> {
            int depth =
                    Math.max(cutoff, runs.stream().mapToInt(Run::depth).max().orElse(0));
            References<U, I> references = new References<>(study.judgments, background, depth);
            if (runs.stream().noneMatch(run -> run.name().equals(References.POPULARITY))) {
                runs.add(references.popularity());
            }
            if (runs.stream().noneMatch(run -> run.name().equals(References.RANDOM))) {
                runs.add(references.random(study.seed));
            }
        });
        return List.copyOf(runs);
    }

    /** The values of metrics for every run, by name. */
    Map<String, EvaluationResult<U>> measure(List<Metric> wanted) {
        Evaluation evaluation = Evaluation.of(wanted).withRules(study.rules).withParallelism(study.parallelism);
        Map<String, EvaluationResult<U>> found = new LinkedHashMap<>();
        for (Run<U, I> run : runs) {
            found.put(
                    run.name(),
                    study.background.isPresent()
                            ? evaluation.evaluate(run, study.judgments, study.background.get())
                            : evaluation.evaluate(run, study.judgments));
        }
        return found;
    }

    Study.Draft<U, I> study() {
        return study;
    }

    List<Run<U, I>> runs() {
        return runs;
    }

    Run<U, I> run(String name) {
        return runs.stream().filter(run -> run.name().equals(name)).findFirst().orElseThrow();
    }

    List<Metric> metrics() {
        return metrics;
    }

    Metric primary() {
        return metrics.get(0);
    }

    String baseline() {
        return baseline;
    }

    Map<String, EvaluationResult<U>> results() {
        return results;
    }

    EvaluationResult<U> result(String system) {
        EvaluationResult<U> found = results.get(system);
        if (found == null) {
            throw new IllegalArgumentException("there is no system " + system);
        }
        return found;
    }

    List<String> systems() {
        return List.copyOf(results.keySet());
    }

    Sections.Role role(String system) {
        if (system.equals(baseline)) {
            return Sections.Role.BASELINE;
        }
        boolean given = study.runs.stream().anyMatch(run -> run.name().equals(system));
        return given ? Sections.Role.CHALLENGER : Sections.Role.REFERENCE;
    }

    /** How many users have nothing in training; 0 if that is not known. */
    int newUsers() {
        int fresh = 0;
        if (study.background.isPresent()) {
            IdIndex<U> users = result(baseline).users();
            for (int user = 0; user < users.size(); user++) {
                fresh += study.background.get().history(users.id(user)).size() == 0 ? 1 : 0;
            }
        }
        return fresh;
    }

    /** The systems that are there to be compared with the baseline, in the order of the rows. */
    List<String> challengers() {
        return systems().stream()
                .filter(system -> role(system) == Sections.Role.CHALLENGER)
                .toList();
    }

    /** The difference of a system and the baseline; none if no user has both values. */
    Optional<PairedDifference> difference(String metric, String system) {
        EvaluationResult<U> one = result(system);
        EvaluationResult<U> other = result(baseline);
        if (!one.hasPerUser(metric) || !other.hasPerUser(metric)) {
            return Optional.empty();
        }
        double[] values = one.perUser(metric);
        double[] base = other.perUser(metric);
        for (int user = 0; user < values.length; user++) {
            if (!Double.isNaN(values[user]) && !Double.isNaN(base[user])) {
                return Optional.of(PairedDifference.of(values, base));
            }
        }
        return Optional.empty();
    }

    /** The differences user by user, in the order of the result's users; NaN for none. */
    double[] deltas(String system) {
        double[] values = result(system).perUser(primary().name());
        double[] base = result(baseline).perUser(primary().name());
        for (int user = 0; user < values.length; user++) {
            values[user] -= base[user];
        }
        return values;
    }

    /** How many users a value is of; all that are evaluated if the metric has no value per user. */
    static int users(EvaluationResult<?> result, String metric) {
        return result.hasPerUser(metric)
                ? (int) Arrays.stream(result.perUser(metric))
                        .filter(value -> !Double.isNaN(value))
                        .count()
                : result.users().size();
    }

    /** A mean with its interval over users, where there are values per user. */
    static Sections.Estimate estimate(EvaluationResult<?> result, String metric) {
        double value = result.value(metric);
        if (!result.hasPerUser(metric) || Double.isNaN(value)) {
            return Sections.Estimate.of(value);
        }
        return mean(value, result.perUser(metric));
    }

    /** The interval of a mean by Student's t. */
    static Sections.Estimate mean(double value, double[] values) {
        var interval = Sample.of(values).interval(CONFIDENCE);
        return new Sections.Estimate(value, interval.low(), interval.high());
    }
}
