/**
 * Reports: several systems over the same judgments, as one page for people and as files for programs.
 *
 * <pre>{@code
 * Report report = Study.of(judgments, List.of(oldRun, newRun)).withBackground(background).report();
 * ReportFormat.HTML.write(report, Path.of("report.html"));
 * }</pre>
 *
 * <p>All numbers are in the {@link dev.recsys.eval.report.Report}; the formats only write them down, so they agree.
 */
@NullMarked
package dev.recsys.eval.report;

import org.jspecify.annotations.NullMarked;
