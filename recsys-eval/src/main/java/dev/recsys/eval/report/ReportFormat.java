package dev.recsys.eval.report;

import dev.recsys.Experimental;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.ByteBuffer;
import java.util.function.Function;

/**
 * How a report is written. The same report gives the same text.
 *
 * <p>What comes from data - ids, titles, names - is escaped in every format.
 */
@Experimental
public enum ReportFormat {
    /** One page for people, with charts: no scripts, nothing fetched, readable in dark and light, on a phone and on paper. */
    HTML(report -> HtmlReport.of(report.sections())),
    /** Everything, for programs; a number that does not exist is {@code null}. */
    JSON(report -> JsonReport.of(report.sections())),
    /** One row for each system and metric, with a header. */
    CSV(report -> TableReports.csv(report.sections())),
    /** Verdict and table for a pull request or a wiki. */
    MARKDOWN(report -> TableReports.markdown(report.sections())),
    /** A {@code table} environment for a paper; needs the package booktabs. */
    LATEX(report -> TableReports.latex(report.sections()));

    private final Function<Report, String> writer;

    ReportFormat(Function<Report, String> writer) {
        this.writer = writer;
    }

    /** The text of a report, with line ends {@code \n}. */
    public String text(Report report) {
        return writer.apply(report);
    }

    /**
     * Writes a report to a file as UTF-8: whole or not at all, in place of what was there.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    public void write(Report report, Path file) {
        byte[] bytes = text(report).getBytes(StandardCharsets.UTF_8);
        Path target = file.toAbsolutePath();
        try {
            Path unfinished = target.resolveSibling(target.getFileName() + ".tmp");
            try (FileChannel channel = FileChannel.open(
                    unfinished,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
