package dev.recsys.eval.report;

import dev.recsys.Experimental;
import dev.recsys.eval.output.WholeFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * How a report is written. The same report gives the same text.
 *
 * <p>What comes from data - ids, titles, names - is escaped in every format.
 */
@Experimental
public enum ReportFormat {
    /** One page for people, with charts: no scripts, nothing fetched, readable in dark and light, on a phone and on paper. */
    HTML,
    /** Everything, for programs; a number that does not exist is {@code null}. */
    JSON,
    /** One row for each system and metric, with a header. */
    CSV,
    /** Verdict and table for a pull request or a wiki. */
    MARKDOWN,
    /** A {@code table} environment for a paper; needs the package booktabs. */
    LATEX;

    /** The text of a report, with line ends {@code \n}. */
    public String text(Report report) {
        return switch (this) {
            case HTML -> HtmlReport.of(report.sections());
            case JSON -> JsonReport.of(report.sections());
            case CSV -> TableReports.csv(report.sections());
            case MARKDOWN -> TableReports.markdown(report.sections());
            case LATEX -> TableReports.latex(report.sections());
        };
    }

    /**
     * Writes a report to a file as UTF-8: whole or not at all, in place of what was there.
     *
     * @throws dev.recsys.StoreException if it cannot be written
     */
    public void write(Report report, Path file) {
        byte[] bytes = text(report).getBytes(StandardCharsets.UTF_8);
        WholeFile.writePlain(file, out -> out.write(bytes));
    }
}
