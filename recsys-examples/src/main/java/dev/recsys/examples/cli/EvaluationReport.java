package dev.recsys.examples.cli;

import dev.recsys.eval.EvaluationResult;
import dev.recsys.eval.Preset;
import dev.recsys.examples.report.TextTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An evaluation, as JSON for programs and as a table for people. */
record EvaluationReport(Plan plan, Preset preset, String data, EvaluationResult<?> result, double trainSeconds) {

    /** Writes the JSON to a file or, with {@code "-"}, to stdout; the table to stdout unless the JSON is there. */
    void write(@Nullable String json, Terminal terminal) {
        if ("-".equals(json)) {
            terminal.out().println(Json.text(toMap()));
            return;
        }
        if (json != null) {
            try {
                Files.writeString(Path.of(json), Json.text(toMap()) + "\n", StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        printTable(terminal);
    }

    private Map<String, Object> toMap() {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("algorithm", plan.algorithm());
        root.put("config", plan.config());
        root.put("preset", preset.name());
        root.put("users", result.users().size());
        root.put("metrics", result.values());
        root.put("trainSeconds", Math.round(trainSeconds * 1000) / 1000.0);
        root.put("data", data);
        root.put("sampled", preset.isSampled());
        root.put("excludedUsers", result.excludedUsers());
        root.put("usersWithoutList", result.usersWithoutList());
        root.put("relevantPairs", result.relevantPairs());
        root.put("unknownItemPairs", result.unknownItemPairs());
        root.put("seenPairs", result.seenPairs());
        root.put("tiedShare", result.tiedShare());
        return root;
    }

    private void printTable(Terminal terminal) {
        terminal.out().println("data     " + data);
        terminal.out().println("model    " + result.model());
        terminal.out().println(String.format(Locale.ROOT, "trained  in %.1f s", trainSeconds));
        terminal.out()
                .println(String.format(
                        Locale.ROOT,
                        "tested   %,d users with %,d relevant items (%,d users left out, %,d unknown to the model, %,d items"
                                + " unknown)",
                        result.users().size(),
                        result.relevantPairs(),
                        result.excludedUsers(),
                        result.usersWithoutList(),
                        result.unknownItemPairs()));
        String mark = result.watermark().map(text -> ", " + text).orElse("");
        terminal.out().println("preset   " + preset.name() + mark);
        TextTable table = TextTable.of("metric", "value");
        result.values().forEach((name, value) -> table.row(name, String.format(Locale.ROOT, "%.4f", value)));
        table.print(terminal.out(), "  ");
    }
}
