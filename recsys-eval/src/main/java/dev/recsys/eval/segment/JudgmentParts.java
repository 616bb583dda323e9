package dev.recsys.eval.segment;

import dev.recsys.DataException;
import dev.recsys.Experimental;
import dev.recsys.eval.Background;
import dev.recsys.eval.Evaluation;
import dev.recsys.eval.EvaluationResult;
import dev.recsys.eval.Judgments;
import dev.recsys.eval.Relevance;
import dev.recsys.eval.Run;
import dev.recsys.event.EventLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Judgments in parts, to see which items, or which times, a model does well on: the same lists are held against each part, as if
 * nothing else were relevant. So the recall of a part is the recall of its items; a precision tells how many places of the list
 * the part fills. Parts in which nobody has a relevant item are left out: of the parts those with no gain above 0, of an
 * evaluation those with no gain from the level of its rules up.
 *
 * <p>Immutable, thread-safe.
 *
 * @param <U> the Java type of user ids
 * @param <I> the Java type of item ids
 */
@Experimental
public final class JudgmentParts<U, I> {

    private final String by;
    private final Map<String, Judgments<U, I>> parts;

    private JudgmentParts(String by, Map<String, Judgments<U, I>> parts) {
        this.by = by;
        this.parts = Collections.unmodifiableMap(parts);
    }

    /** By groups of items. */
    public static <U, I> JudgmentParts<U, I> byItems(Judgments<U, I> judgments, Groups<I> groups) {
        Map<String, Judgments<U, I>> parts = new LinkedHashMap<>();
        for (String name : groups.names()) {
            Judgments<U, I> part = judgments.whereItem(item -> groups.of(item).contains(name));
            if (part.hasRelevant()) {
                parts.put(name, part);
            }
        }
        return new JudgmentParts<>(groups.name(), parts);
    }

    /**
     * By windows of time of about as many events each; events at the same time stay together.
     *
     * @param windows at least 1
     * @param background what was known when training ended: pairs seen in training are not relevant
     * @throws DataException if the log has no times
     */
    public static <U, I> JudgmentParts<U, I> byTime(
            EventLog<U, I> test, Relevance relevance, Background<U, I> background, int windows) {
        if (windows < 1) {
            throw new IllegalArgumentException("windows must be at least 1 but was " + windows);
        }
        test.requireTime("a breakdown by time");
        long[] times = new long[test.size()];
        for (int row = 0; row < times.length; row++) {
            times[row] = test.time(row);
        }
        Arrays.sort(times);
        List<Long> starts = new ArrayList<>();
        for (int window = 0; window < windows && times.length > 0; window++) {
            long start = times[(int) ((long) window * times.length / windows)];
            if (starts.isEmpty() || start > starts.get(starts.size() - 1)) {
                starts.add(start);
            }
        }
        Map<String, Judgments<U, I>> parts = new LinkedHashMap<>();
        for (int window = 0; window < starts.size(); window++) {
            long from = starts.get(window);
            long end = window + 1 < starts.size() ? starts.get(window + 1) : Long.MAX_VALUE;
            EventLog<U, I> own = test.where(row -> test.time(row) >= from && test.time(row) < end);
            Judgments<U, I> part = Judgments.of(own, relevance, background);
            if (part.hasRelevant()) {
                parts.put("from " + Instant.ofEpochMilli(from), part);
            }
        }
        return new JudgmentParts<>("time", parts);
    }

    /** What the parts are by. */
    public String by() {
        return by;
    }

    /** The parts by name, in their order. */
    public Map<String, Judgments<U, I>> parts() {
        return parts;
    }

    /** Evaluates one run against each part. */
    public Map<String, EvaluationResult<U>> evaluate(Evaluation evaluation, Run<U, I> run) {
        return each(evaluation, part -> evaluation.evaluate(run, part));
    }

    /** Evaluates one run against each part, with metrics of what lists consist of. */
    public Map<String, EvaluationResult<U>> evaluate(
            Evaluation evaluation, Run<U, I> run, Background<U, I> background) {
        return each(evaluation, part -> evaluation.evaluate(run, part, background));
    }

    private Map<String, EvaluationResult<U>> each(
            Evaluation evaluation, Function<Judgments<U, I>, EvaluationResult<U>> evaluate) {
        Map<String, EvaluationResult<U>> results = new LinkedHashMap<>();
        parts.forEach((name, part) -> {
            if (part.hasRelevant(evaluation.rules().level())) {
                results.put(name, evaluate.apply(part));
            }
        });
        return results;
    }

    @Override
    public String toString() {
        return "judgments by " + by + ": " + String.join(", ", parts.keySet());
    }
}
