package dev.recsys.examples.cli;

import dev.recsys.eval.EvaluationResult;
import dev.recsys.eval.Preset;
import dev.recsys.eval.Rules;
import dev.recsys.eval.file.PerUserValues;
import dev.recsys.examples.report.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the scoring of run files found, as JSON for programs and as a table for people. Not thread-safe. */
final class RunReport {

    private final String qrels;
    private final Preset preset;
    private final Rules rules;
    private final List<Scored> scored = new ArrayList<>();

    RunReport(String qrels, Preset preset, Rules rules) {
        this.qrels = qrels;
        this.preset = preset;
        this.rules = rules;
    }

    /** One run. */
    private record Scored(String file, EvaluationResult<?> result, PerUserValues<?> values, int usersNotJudged) {}

    void add(String file, EvaluationResult<?> result, PerUserValues<?> values, int usersNotJudged) {
        scored.add(new Scored(file, result, values, usersNotJudged));
    }

    /** Writes the JSON to a file or, with {@code "-"}, to stdout; the table to stdout unless the JSON is there. */
    void write(@Nullable String json, Terminal terminal) {
        if (!"-".equals(json)) {
            printTable(terminal);
            terminal.out().flush();
        }
        OutputFiles.writeJson(json, toMap(), terminal);
    }

    private Map<String, Object> toMap() {
        if (scored.size() == 1) {
            return toMap(scored.get(0));
        }
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("preset", preset.name());
        root.put("rules", rules.toString());
        root.put("qrels", qrels);
        root.put("runs", scored.stream().map(this::toMap).toList());
        return root;
    }

    private Map<String, Object> toMap(Scored one) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("run", one.result().name());
        root.put("file", one.file());
        root.put("preset", preset.name());
        root.put("rules", rules.toString());
        root.put("qrels", qrels);
        root.put("users", one.result().users().size());
        Map<String, Double> numbers = new LinkedHashMap<>(one.values().values());
        numbers.values().removeIf(value -> !Double.isFinite(value)); // JSON has no NaN
        root.put("metrics", numbers);
        root.put("sampled", preset.isSampled());
        root.put("excludedUsers", one.result().excludedUsers());
        root.put("usersWithoutList", one.result().usersWithoutList());
        root.put("usersNotJudged", one.usersNotJudged());
        root.put("relevantPairs", one.result().relevantPairs());
        root.put("tiedShare", one.result().tiedShare());
        return root;
    }

    private void printTable(Terminal terminal) {
        EvaluationResult<?> first = scored.get(0).result();
        terminal.out()
                .println(String.format(
                        Locale.ROOT,
                        "judged   %s: %,d users with %,d relevant items, %,d users left out",
                        qrels,
                        first.users().size(),
                        first.relevantPairs(),
                        first.excludedUsers()));
        for (Scored one : scored) {
            terminal.out()
                    .println(String.format(
                            Locale.ROOT,
                            "run      %s: %s, %,d users without a list, %.1f %% of lists with ties",
                            one.result().name(),
                            one.file(),
                            one.result().usersWithoutList(),
                            100 * one.result().tiedShare()));
            if (one.usersNotJudged() > 0) {
                terminal.out()
                        .println(String.format(
                                Locale.ROOT,
                                "         %,d users of the run are not judged, left out",
                                one.usersNotJudged()));
            }
        }
        terminal.out().println("preset   " + preset.name() + "; " + rules);
        metricTable().print(terminal.out(), "  ");
    }

    private TextTable metricTable() {
        List<String> header = new ArrayList<>(List.of("metric"));
        scored.forEach(
                one -> header.add(scored.size() == 1 ? "value" : one.result().name()));
        TextTable table = TextTable.of(header.toArray(String[]::new));
        for (String measure : scored.get(0).values().values().keySet()) {
            List<String> row = new ArrayList<>(List.of(measure));
            scored.forEach(one -> row.add(decimal(one.values().value(measure))));
            table.row(row.toArray(String[]::new));
        }
        return table;
    }

    /** Counts without a point, as trec_eval prints them. */
    private static String decimal(double value) {
        return String.format(Locale.ROOT, value == Math.rint(value) && value > 1 ? "%.0f" : "%.4f", value);
    }
}
