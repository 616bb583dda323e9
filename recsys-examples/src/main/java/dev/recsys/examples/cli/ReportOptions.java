package dev.recsys.examples.cli;

import dev.recsys.eval.report.Report;
import dev.recsys.eval.report.ReportFormat;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which files a report is written to, each whole or not at all. */
final class ReportOptions {

    @Option(
            names = "--report",
            paramLabel = "OUT",
            description = "Writes the report as one page of HTML that needs nothing else.")
    private @Nullable Path html;

    @Option(names = "--json", paramLabel = "OUT", description = "Writes all numbers of the report as JSON.")
    private @Nullable Path json;

    @Option(names = "--csv", paramLabel = "OUT", description = "Writes a row for each system and metric.")
    private @Nullable Path csv;

    @Option(names = "--markdown", paramLabel = "OUT", description = "Writes verdict and table as Markdown.")
    private @Nullable Path markdown;

    @Option(names = "--latex", paramLabel = "OUT", description = "Writes the table for a paper.")
    private @Nullable Path latex;

    private Map<ReportFormat, Path> files() {
        Map<ReportFormat, Path> files = new LinkedHashMap<>();
        put(files, ReportFormat.HTML, html);
        put(files, ReportFormat.JSON, json);
        put(files, ReportFormat.CSV, csv);
        put(files, ReportFormat.MARKDOWN, markdown);
        put(files, ReportFormat.LATEX, latex);
        return files;
    }

    private static void put(Map<ReportFormat, Path> files, ReportFormat format, @Nullable Path file) {
        if (file != null) {
            files.put(format, file);
        }
    }

    /** Adds the files to those that are written. */
    void addTo(OutputFiles outputs) {
        files().forEach((format, file) -> outputs.written(option(format), file.toString()));
    }

    private static String option(ReportFormat format) {
        return format == ReportFormat.HTML ? "--report" : "--" + format.name().toLowerCase(Locale.ROOT);
    }

    void write(Report report, Terminal terminal) {
        files().forEach((format, file) -> {
            format.write(report, file);
            terminal.note("wrote " + file);
        });
    }
}
