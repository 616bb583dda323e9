package dev.recsys.eval.report;

import dev.recsys.Experimental;
import java.util.List;

/**
 * What a {@link Study} found: all numbers of a report, computed once. {@link ReportFormat} writes it down.
 *
 * <p>Immutable, thread-safe. The same study gives the same report, to the byte in every format.
 */
@Experimental
public final class Report {

    private final Sections sections;

    Report(Sections sections) {
        this.sections = sections;
    }

    /** What the report is called. */
    public String title() {
        return sections.title();
    }

    /** What can be said of each system by the primary metric, one sentence each; a summary first. */
    public List<String> verdict() {
        return sections.verdict();
    }

    /** What a reader must know before believing the numbers, one sentence each; often none. */
    public List<String> caveats() {
        return sections.caveats();
    }

    /** The name of the system that all others are compared with. */
    public String baseline() {
        return sections.roles().baseline();
    }

    /** The name of the metric that decides. */
    public String primaryMetric() {
        return sections.roles().primary();
    }

    /** The names of the systems in the order of the rows: the runs given, then references that were added. */
    public List<String> systems() {
        return sections.roles().systems();
    }

    Sections sections() {
        return sections;
    }

    /** The verdict and the caveats, a line each. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        verdict().forEach(line -> text.append(line).append('\n'));
        caveats().forEach(line -> text.append("caution: ").append(line).append('\n'));
        return text.toString();
    }
}
