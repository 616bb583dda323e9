package dev.recsys.examples.cli;

import dev.recsys.eval.EvaluationResult;
import dev.recsys.eval.Folds;
import dev.recsys.eval.Preset;
import dev.recsys.examples.report.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** An evaluation of one fold or several, as JSON for programs and as a table for people. Not thread-safe. */
final class EvaluationReport<U> {

    private final Plan plan;
    private final Preset preset;
    private final List<Fold<U>> folds = new ArrayList<>();

    private EvaluationReport(Plan plan, Preset preset) {
        this.plan = plan;
        this.preset = preset;
    }

    /** A report without results. */
    static <U> EvaluationReport<U> of(Plan plan, Preset preset) {
        return new EvaluationReport<>(plan, preset);
    }

    /** One training and its test. */
    record Fold<U>(String data, EvaluationResult<U> result, double trainSeconds) {}

    void add(Fold<U> fold) {
        folds.add(fold);
    }

    /** Writes the JSON to a file or, with {@code "-"}, to stdout; the table to stdout unless the JSON is there. */
    void write(@Nullable String json, Terminal terminal) {
        if (!"-".equals(json)) {
            printTable(terminal);
            terminal.out().flush();
        }
        OutputFiles.writeJson(json, toMap(), terminal);
    }

    private Folds<U> results() {
        return Folds.of(folds.stream().map(Fold::result).toList());
    }

    private long sum(ToLongFunction<EvaluationResult<U>> count) {
        return folds.stream().map(Fold::result).mapToLong(count).sum();
    }

    private double trainSeconds() {
        return folds.stream().mapToDouble(Fold::trainSeconds).sum();
    }

    private String data() {
        return folds.size() == 1
                ? folds.get(0).data()
                : folds.size() + " folds; the first: " + folds.get(0).data();
    }

    private Map<String, Object> toMap() {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("algorithm", plan.algorithm());
        root.put("config", plan.config());
        root.put("preset", preset.name());
        root.put("users", sum(result -> result.users().size()));
        root.put("metrics", numbers(results().values()));
        root.put("trainSeconds", rounded(trainSeconds()));
        root.put("data", data());
        root.put("sampled", preset.isSampled());
        root.put("excludedUsers", sum(EvaluationResult::excludedUsers));
        root.put("usersWithoutList", sum(EvaluationResult::usersWithoutList));
        root.put("relevantPairs", sum(EvaluationResult::relevantPairs));
        root.put("unknownItemPairs", sum(EvaluationResult::unknownItemPairs));
        root.put("seenPairs", sum(EvaluationResult::seenPairs));
        root.put(
                "tiedShare",
                folds.stream()
                        .mapToDouble(fold -> fold.result().tiedShare())
                        .average()
                        .orElse(0));
        if (preset.isOfRatings()) {
            root.put("unknownUserPairs", sum(EvaluationResult::unknownUserPairs));
            root.put("unpredictedPairs", sum(EvaluationResult::unpredictedPairs));
        }
        if (folds.size() > 1) {
            root.put("folds", folds.stream().map(EvaluationReport::foldMap).toList());
        }
        return root;
    }

    private static Map<String, Object> foldMap(Fold<?> fold) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("data", fold.data());
        map.put("users", fold.result().users().size());
        map.put("metrics", numbers(fold.result().values()));
        map.put("trainSeconds", rounded(fold.trainSeconds()));
        return map;
    }

    /** JSON has no NaN: a metric that no user has a value of is left out. */
    private static Map<String, Double> numbers(Map<String, Double> values) {
        Map<String, Double> numbers = new LinkedHashMap<>(values);
        numbers.values().removeIf(value -> !Double.isFinite(value));
        return numbers;
    }

    private static double rounded(double seconds) {
        return Math.round(seconds * 1000) / 1000.0;
    }

    private void printTable(Terminal terminal) {
        EvaluationResult<U> first = folds.get(0).result();
        printData(terminal);
        terminal.out().println("model    " + first.model().map(Object::toString).orElse(first.name()));
        terminal.out().println(String.format(Locale.ROOT, "trained  in %.1f s", trainSeconds()));
        terminal.out().println("tested   " + tested());
        String mark = first.watermark().map(text -> ", " + text).orElse("");
        terminal.out().println("preset   " + preset.name() + mark);
        metricTable().print(terminal.out(), "  ");
    }

    private void printData(Terminal terminal) {
        if (folds.size() == 1) {
            terminal.out().println("data     " + data());
            return;
        }
        terminal.out().println("data     " + folds.size() + " folds");
        for (int fold = 0; fold < folds.size(); fold++) {
            terminal.out()
                    .println("  fold " + (fold + 1) + " " + folds.get(fold).data());
        }
    }

    private String tested() {
        long users = sum(result -> result.users().size());
        long pairs = sum(EvaluationResult::relevantPairs);
        long unknownItems = sum(EvaluationResult::unknownItemPairs);
        if (preset.isOfRatings()) {
            return String.format(
                    Locale.ROOT,
                    "%,d users with %,d ratings (%,d of unknown users, %,d of unknown items, %,d not predicted)",
                    users,
                    pairs,
                    sum(EvaluationResult::unknownUserPairs),
                    unknownItems,
                    sum(EvaluationResult::unpredictedPairs));
        }
        return String.format(
                Locale.ROOT,
                "%,d users with %,d relevant items (%,d users left out, %,d unknown to the model, %,d items unknown)",
                users,
                pairs,
                sum(EvaluationResult::excludedUsers),
                sum(EvaluationResult::usersWithoutList),
                unknownItems);
    }

    private TextTable metricTable() {
        Folds<U> results = results();
        if (folds.size() == 1) {
            TextTable table = TextTable.of("metric", "value");
            results.values().forEach((name, value) -> table.row(name, decimal(value)));
            return table;
        }
        List<String> header = new ArrayList<>(List.of("metric", "mean", "deviation"));
        for (int fold = 1; fold <= folds.size(); fold++) {
            header.add("fold " + fold);
        }
        TextTable table = TextTable.of(header.toArray(String[]::new));
        results.values().forEach((name, value) -> {
            List<String> row = new ArrayList<>(List.of(name, decimal(value), decimal(results.deviation(name))));
            folds.forEach(fold -> row.add(decimal(fold.result().value(name))));
            table.row(row.toArray(String[]::new));
        });
        return table;
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
