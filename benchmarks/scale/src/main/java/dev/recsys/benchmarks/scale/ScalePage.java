package dev.recsys.benchmarks.scale;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Puts tables of what was measured between the markers of a Markdown page, and a plot beside it. */
final class ScalePage {

    private static final String START = "<!-- measured: start -->";
    private static final String END = "<!-- measured: end -->";

    private final Map<String, Map<String, Measured>> runs = new LinkedHashMap<>(); // by run, then by stage

    /**
     * A page of runs.
     *
     * @param measured of a stage that was measured several times with one setting, the last counts
     */
    ScalePage(List<Measured> measured) {
        List<Measured> sorted = new ArrayList<>(measured);
        sorted.sort((a, b) -> Long.compare(a.events(), b.events())); // stable
        for (Measured one : sorted) {
            runs.computeIfAbsent(
                            (one.events() == 0 ? "" : count(one.events()) + " events, ") + one.setting(),
                            run -> new LinkedHashMap<>())
                    .put(one.stage(), one);
        }
    }

    /** Replaces what is between the markers, and writes the plot next to the page. */
    void write(Path page) throws IOException {
        Path plot = page.resolveSibling(String.valueOf(page.getFileName()).replaceFirst("\\.md$", "") + ".svg");
        String text = Files.readString(page, StandardCharsets.UTF_8);
        int start = text.indexOf(START);
        int end = text.indexOf(END);
        if (start < 0 || end < start) {
            throw new IllegalArgumentException(page + " must have the lines " + START + " and " + END);
        }
        Files.writeString(
                page,
                text.substring(0, start + START.length()) + "\n\n" + tables() + "![Processor seconds by size]("
                        + plot.getFileName() + ")\n\n" + text.substring(end),
                StandardCharsets.UTF_8);
        Files.writeString(plot, new GrowthPlot(largestSetting()).toSvg(), StandardCharsets.UTF_8);
    }

    /** A table per run, as Markdown. */
    String tables() {
        StringBuilder text = new StringBuilder();
        runs.forEach((title, stages) -> {
            text.append("### ").append(title).append("\n\n");
            text.append(
                    "| stage | seconds | processor seconds | per second | live heap after, MiB | peak RSS, MiB |\n");
            text.append("|---|---|---|---|---|---|\n");
            double seconds = 0;
            double processorSeconds = 0;
            long peak = 0;
            for (Measured stage : stages.values()) {
                text.append(row(stage));
                seconds += stage.seconds();
                processorSeconds += stage.processorSeconds();
                peak = Math.max(peak, stage.peakMiB());
            }
            text.append(String.format(
                    Locale.ROOT,
                    "| **all** | **%s** | **%s** | | | **%,d** |%n%n",
                    seconds(seconds),
                    seconds(processorSeconds),
                    peak));
        });
        return text.toString();
    }

    private static String row(Measured stage) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s %s | %,d | %,d |%n",
                stage.stage(),
                seconds(stage.seconds()),
                seconds(stage.processorSeconds()),
                count(Math.round(stage.count() / stage.seconds())),
                stage.unit(),
                stage.heapMiB(),
                stage.peakMiB());
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, seconds < 10 ? "%.2f" : "%.1f", seconds);
    }

    private static String count(long count) {
        if (count >= 1_000_000) {
            return String.format(Locale.ROOT, count % 1_000_000 == 0 ? "%.0fM" : "%.1fM", count / 1e6);
        }
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** What was measured with the setting that most sizes were measured with. */
    private List<Measured> largestSetting() {
        Map<String, List<Measured>> bySetting = new LinkedHashMap<>();
        runs.values()
                .forEach(stages -> stages.values().stream()
                        .filter(one -> one.events() > 0)
                        .forEach(one -> bySetting
                                .computeIfAbsent(one.setting(), setting -> new ArrayList<>())
                                .add(one)));
        List<Measured> most = List.of();
        for (List<Measured> candidate : bySetting.values()) {
            most = sizes(candidate) > sizes(most) ? candidate : most;
        }
        return most;
    }

    private static long sizes(List<Measured> measured) {
        return measured.stream().mapToLong(Measured::events).distinct().count();
    }
}
