package dev.recsys.eval;

import dev.recsys.DataException;
import dev.recsys.eval.metric.CatalogueMetric;
import dev.recsys.eval.metric.Metric;
import dev.recsys.event.IdIndex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Puts the results of disjoint parts of the users together, in the order of users. */
final class ResultMerge<U> {

    private final List<EvaluationResult<U>> parts; // in the order of their first users
    private final EvaluationResult<U> first;
    private final IdIndex<U> users;

    ResultMerge(List<EvaluationResult<U>> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("there must be at least one part");
        }
        List<U> ids = new ArrayList<>();
        for (EvaluationResult<U> part : parts) {
            parts.get(0)
                    .protocol()
                    .requireAlike(
                            part.protocol(), "results to merge", parts.get(0).name(), part.name());
            requireSameSplit(parts.get(0), part);
            for (int user = 0; user < part.users().size(); user++) {
                ids.add(part.users().id(user));
            }
        }
        this.first = parts.get(0);
        this.users = IdIndex.of(first.users().type(), ids);
        if (users.size() < ids.size()) {
            throw new DataException(
                    "results to merge",
                    ids.size() - users.size() + " users are in more than one part",
                    "give every user to one part only");
        }
        this.parts = parts.stream()
                .sorted(Comparator.comparingInt(part -> part.users().size() == 0
                        ? 0
                        : users.positionOf(part.users().id(0))))
                .toList();
    }

    private static void requireSameSplit(EvaluationResult<?> one, EvaluationResult<?> other) {
        if (!one.split().map(TestedSplit::fingerprint).equals(other.split().map(TestedSplit::fingerprint))) {
            throw new DataException(
                    "results to merge",
                    "one was measured on split "
                            + one.split().map(TestedSplit::toString).orElse("unknown") + ", one on "
                            + other.split().map(TestedSplit::toString).orElse("unknown"),
                    "merge parts of one test");
        }
    }

    private static ResultState state(EvaluationResult<?> part) {
        return part.state()
                .orElseThrow(() -> new DataException(
                        "results to merge",
                        "one is of predicted ratings, whose values over all pairs do not follow from those of parts",
                        "evaluate all ratings together"));
    }

    EvaluationResult<U> merged() {
        List<CatalogueMetric> ofCatalogue = first.metrics().stream()
                .filter(CatalogueMetric.class::isInstance)
                .map(CatalogueMetric.class::cast)
                .toList();
        ResultState state =
                ResultState.merged(parts.stream().map(ResultMerge::state).toList(), ofCatalogue);
        Map<String, double[]> perUser = new LinkedHashMap<>();
        Map<String, Double> values = new LinkedHashMap<>();
        for (Metric metric : first.metrics()) {
            CatalogueMetric.Accumulator all = state.accumulators().get(metric.name());
            if (all != null) {
                values.put(metric.name(), all.value());
            } else {
                double[] gathered = gathered(metric.name());
                perUser.put(metric.name(), gathered);
                values.put(metric.name(), EvaluationRun.mean(gathered));
            }
        }
        EvaluationResult.Counts counts = new EvaluationResult.Counts(
                Math.toIntExact(sum(EvaluationResult::excludedUsers)),
                Math.toIntExact(sum(EvaluationResult::usersWithoutList)),
                sum(EvaluationResult::relevantPairs),
                sum(EvaluationResult::unknownItemPairs),
                sum(EvaluationResult::seenPairs),
                state.tiedShare(),
                0,
                0,
                sum(EvaluationResult::clippedGains));
        return new EvaluationResult<>(first.subject(), first.protocol(), values, perUser, users, counts, new double[0])
                .withState(state)
                .withSplit(first.split());
    }

    private double[] gathered(String metric) {
        double[] values = new double[users.size()];
        for (EvaluationResult<U> part : parts) {
            double[] own = part.perUser(metric);
            int[] places = part.users().positionsIn(users);
            for (int user = 0; user < own.length; user++) {
                values[places[user]] = own[user];
            }
        }
        return values;
    }

    private long sum(ToLongFunction<EvaluationResult<U>> count) {
        return parts.stream().mapToLong(count).sum();
    }
}
