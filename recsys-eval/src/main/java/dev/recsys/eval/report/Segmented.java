package dev.recsys.eval.report;

import dev.recsys.eval.Background;
import dev.recsys.eval.Evaluation;
import dev.recsys.eval.EvaluationResult;
import dev.recsys.eval.report.Sections.Estimate;
import dev.recsys.eval.segment.Breakdown;
import dev.recsys.eval.segment.Groups;
import dev.recsys.eval.segment.JudgmentParts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Differences to the baseline by groups of users, and by groups of the relevant items. */
final class Segmented<U, I> {

    private final Measured<U, I> measured;
    private final String metric;

    Segmented(Measured<U, I> measured) {
        this.measured = measured;
        this.metric = measured.primary().name();
    }

    /** For each break-down and group a row for each challenger. */
    List<Sections.Segment> segments() {
        List<Sections.Segment> found = new ArrayList<>();
        if (measured.challengers().isEmpty()
                || !measured.result(measured.baseline()).hasPerUser(metric)) {
            return found;
        }
        Study.Draft<U, I> study = measured.study();
        for (Groups<U> groups : userGroups(study)) {
            byUsers(groups, found);
        }
        for (Groups<I> groups : itemGroups(study)) {
            byItems(groups, found);
        }
        return found;
    }

    private static <U, I> List<Groups<U>> userGroups(Study.Draft<U, I> study) {
        List<Groups<U>> groups = new ArrayList<>();
        study.background.ifPresent(background -> groups.add(Groups.byActivity(background, 1, 10, 20, 50, 100, 200)));
        groups.addAll(study.userGroups);
        return groups;
    }

    private static <U, I> List<Groups<I>> itemGroups(Study.Draft<U, I> study) {
        List<Groups<I>> groups = new ArrayList<>();
        study.background.ifPresent(background -> groups.add(Groups.byPopularity(background)));
        groups.addAll(study.itemGroups);
        return groups;
    }

    private void byUsers(Groups<U> groups, List<Sections.Segment> found) {
        Map<String, Breakdown> bySystem = new LinkedHashMap<>();
        for (String system : measured.challengers()) {
            bySystem.put(
                    system,
                    Breakdown.ofDifference(
                            measured.result(system), measured.result(measured.baseline()), metric, groups));
        }
        add(groups.name(), bySystem, found);
    }

    private void byItems(Groups<I> groups, List<Sections.Segment> found) {
        JudgmentParts<U, I> parts = JudgmentParts.byItems(measured.study().judgments, groups);
        Map<String, EvaluationResult<U>> base = evaluate(parts, measured.baseline());
        Map<String, Breakdown> bySystem = new LinkedHashMap<>();
        for (String system : measured.challengers()) {
            bySystem.put(system, Breakdown.ofDifference(groups.name(), evaluate(parts, system), base, metric));
        }
        add("relevant items by " + groups.name(), bySystem, found);
    }

    private Map<String, EvaluationResult<U>> evaluate(JudgmentParts<U, I> parts, String system) {
        Evaluation evaluation = Evaluation.of(List.of(measured.primary()))
                .withRules(measured.study().rules)
                .withParallelism(measured.study().parallelism);
        Optional<Background<U, I>> background = measured.study().background;
        return background.isPresent()
                ? parts.evaluate(evaluation, measured.run(system), background.get())
                : parts.evaluate(evaluation, measured.run(system));
    }

    /** Group by group, in their order; those without any user are left out. */
    private static void add(String dimension, Map<String, Breakdown> bySystem, List<Sections.Segment> found) {
        int groups = bySystem.values().iterator().next().segments().size();
        for (int group = 0; group < groups; group++) {
            for (Map.Entry<String, Breakdown> one : bySystem.entrySet()) {
                var segment = one.getValue().segments().get(group);
                if (segment.users() > 0) {
                    found.add(new Sections.Segment(
                            dimension,
                            segment.name(),
                            one.getKey(),
                            segment.users(),
                            new Estimate(
                                    segment.mean(),
                                    segment.interval().map(range -> range.low()).orElse(Double.NaN),
                                    segment.interval()
                                            .map(range -> range.high())
                                            .orElse(Double.NaN))));
                }
            }
        }
    }
}
