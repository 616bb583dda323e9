package dev.recsys.eval.report;

import dev.recsys.eval.EvaluationResult;
import dev.recsys.eval.Rules;
import dev.recsys.eval.metric.Direction;
import dev.recsys.eval.metric.Metric;
import dev.recsys.eval.report.Sections.Cell;
import dev.recsys.eval.report.Sections.Column;
import dev.recsys.eval.report.Sections.Estimate;
import dev.recsys.eval.report.Sections.Fact;
import dev.recsys.eval.report.Sections.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts the sections of a report together. */
final class Reporting {

    private Reporting() {}

    static <U, I> Report report(Study.Draft<U, I> study) {
        Measured<U, I> measured = Measured.of(study);
        Contrasts contrasts = Contrasts.of(measured);
        Verdicts verdicts = new Verdicts(measured, contrasts);
        String primary = measured.primary().name();
        return new Report(new Sections(
                study.title.isBlank() ? "Comparison on " + primary : study.title,
                new Sections.Roles(measured.baseline(), primary, measured.systems()),
                verdicts.verdict(),
                verdicts.caveats(),
                facts(measured),
                columns(measured),
                rows(measured, contrasts),
                Charts.curves(measured),
                Charts.deltas(measured, contrasts),
                Charts.tradeoffs(measured),
                new Segmented<>(measured).segments(),
                Exposures.of(measured),
                Exposures.calibration(measured),
                new Cases<>(measured).cases(),
                Notes.of(measured, contrasts)));
    }

    private static List<Column> columns(Measured<?, ?> measured) {
        return measured.metrics().stream()
                .map(metric -> new Column(metric.name(), metric.variant(), metric.direction()))
                .toList();
    }

    private static List<Row> rows(Measured<?, ?> measured, Contrasts contrasts) {
        List<Row> rows = new ArrayList<>();
        for (String system : measured.systems()) {
            EvaluationResult<?> result = measured.result(system);
            List<Cell> cells = new ArrayList<>();
            for (Metric metric : measured.metrics()) {
                Estimate estimate = Measured.estimate(result, metric.name());
                cells.add(new Cell(
                        estimate,
                        Measured.users(result, metric.name()),
                        isBest(measured, metric, estimate.value()),
                        contrasts.find(metric.name(), system)));
            }
            rows.add(new Row(system, measured.role(system), result.users().size(), List.copyOf(cells)));
        }
        return rows;
    }

    private static boolean isBest(Measured<?, ?> measured, Metric metric, double value) {
        if (Double.isNaN(value) || metric.direction() == Direction.NEUTRAL) {
            return false;
        }
        long sizes = measured.results().values().stream()
                .filter(other -> !Double.isNaN(other.value(metric.name())))
                .mapToInt(other -> Measured.users(other, metric.name()))
                .distinct()
                .count();
        if (sizes > 1) {
            return false; // means over different users do not say which is better
        }
        double sign = metric.direction() == Direction.LOWER_IS_BETTER ? -1 : 1;
        return measured.results().values().stream()
                .noneMatch(other -> sign * other.value(metric.name()) > sign * value);
    }

    private static List<Fact> facts(Measured<?, ?> measured) {
        Study.Draft<?, ?> study = measured.study();
        EvaluationResult<?> base = measured.result(measured.baseline());
        List<Fact> facts = new ArrayList<>(study.facts);
        String group = "Users and items";
        facts.add(new Fact(
                group,
                "Users and items judged",
                Numbers.count(study.judgments.users().size(), "user") + ", "
                        + Numbers.count(study.judgments.items().size(), "item")));
        facts.add(new Fact(group, "Users evaluated", Numbers.count(base.users().size())));
        facts.add(new Fact(
                group,
                "Users left out",
                Numbers.count(base.excludedUsers())
                        + (base.excludedUsers() > 0 ? ", as nothing is relevant to them" : "")));
        facts.add(new Fact(group, "Relevant pairs", Numbers.count(base.relevantPairs())));
        study.background.ifPresent(background -> {
            facts.add(new Fact(
                    group,
                    "Items in the catalogue",
                    Numbers.count(background.items().size())));
            facts.add(new Fact(
                    group,
                    "Relevant pairs of items not in training",
                    Numbers.count(base.unknownItemPairs()) + " ("
                            + Numbers.share((double) base.unknownItemPairs() / base.relevantPairs()) + ")"));
            facts.add(new Fact(group, "Users evaluated without history", Numbers.count(measured.newUsers())));
            facts.add(new Fact(
                    group,
                    "Judged pairs that were in training",
                    base.seenPairs() > 0 ? Numbers.count(base.seenPairs()) + ", not counted" : "0"));
        });
        for (String system : measured.systems()) {
            EvaluationResult<?> result = measured.result(system);
            facts.add(new Fact(
                    "Lists",
                    system,
                    "up to " + measured.run(system).depth() + " items; "
                            + Numbers.count(result.usersWithoutList(), "user") + " without a list; "
                            + Numbers.share(result.tiedShare()) + " of lists with equal scores"));
        }
        facts.addAll(rules(study.rules));
        facts.add(new Fact("Rules", "Seeds", seeds(study)));
        facts.removeIf(fact -> fact.value().isBlank());
        return facts;
    }

    /** Every rule in words, the usual ones too: who reads the report need not know them. */
    static List<Fact> rules(Rules rules) {
        String group = "Rules";
        return List.of(
                new Fact(
                        group,
                        "Users without a relevant item",
                        switch (rules.noRelevant()) {
                            case EXCLUDE -> "are left out";
                            case ZERO -> "count with 0";
                        }),
                new Fact(
                        group,
                        "Users without a list",
                        switch (rules.noList()) {
                            case ZERO -> "count with 0 in metrics of accuracy";
                            case INTERSECTION -> "are left out";
                        }),
                new Fact(
                        group,
                        "Items twice in a list",
                        switch (rules.duplicates()) {
                            case ERROR -> "are an error";
                            case KEEP_FIRST -> "count at their best place";
                        }),
                new Fact(
                        group,
                        "Items nobody judged",
                        switch (rules.unjudged()) {
                            case KEEP -> "are not relevant";
                            case REMOVE -> "are taken out before the cut";
                        }),
                new Fact(
                        group,
                        "Equal scores",
                        switch (rules.ties()) {
                            case AS_RANKED -> "stay in the order of the list";
                            case EXPECTED -> "have the value expected over all their orders";
                        }),
                new Fact(
                        group,
                        "Relevant items",
                        rules.level() == Double.MIN_VALUE
                                ? "have a gain above 0"
                                : "have a gain of at least " + rules.level()));
    }

    private static String seeds(Study.Draft<?, ?> study) {
        Optional<String> random = study.background.map(unused -> "random reference " + study.seed + "; ");
        return random.orElse("") + "bootstrap and sign-flip fixed";
    }
}
