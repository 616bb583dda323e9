package dev.recsys.eval.report;

import dev.recsys.eval.report.Sections.Cell;
import dev.recsys.eval.report.Sections.Column;
import dev.recsys.eval.report.Sections.Contrast;
import dev.recsys.eval.report.Sections.Outcome;
import dev.recsys.eval.report.Sections.Role;
import dev.recsys.eval.report.Sections.Row;
import dev.recsys.eval.report.Sections.Segment;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The tables of the page. Wide ones scroll in a box of their own. */
final class HtmlTables {

    private HtmlTables() {}

    static Markup metrics(Sections report, Map<String, Series> series) {
        Markup part = scroll("Systems and metrics").open("table", "class", "metrics", "id", "systems");
        part.open("thead").open("tr").element("th", "system", "scope", "col");
        report.columns().forEach(column -> part.add(head(column, report)));
        part.close("tr").close("thead").newline().open("tbody").newline();
        for (Row row : report.rows()) {
            part.open("tr", "class", row.role() == Role.REFERENCE ? "reference" : "system");
            part.open("th", "scope", "row")
                    .add(key(Series.find(series, row.system())))
                    .text(" " + row.system());
            if (row.role() == Role.BASELINE) {
                part.element("span", "baseline", "class", "role");
            } else if (row.role() == Role.REFERENCE) {
                part.element("span", "reference", "class", "role");
            }
            part.close("th");
            row.cells().forEach(cell -> part.add(cell(cell, row.users(), report)));
            part.close("tr").newline();
        }
        return part.close("tbody")
                .close("table")
                .close("div")
                .element(
                        "p",
                        "Means over users with 95 % intervals; n: users with a value, where it is not all; bold: the best value, unless the"
                                + " values of a column are of different users. Against "
                                + report.roles().baseline()
                                + ": \u25b2 better, \u25bc worse, \u2191 higher, \u2193 lower, with p at most .05 after adjustment for the"
                                + " number of comparisons. Only "
                                + report.roles().primary()
                                + " was chosen beforehand; take the other columns as hints.",
                        "class",
                        "muted");
    }

    private static Markup head(Column column, Sections report) {
        Markup part = new Markup().open("th", "scope", "col").text(column.metric());
        if (column.metric().equals(report.roles().primary())) {
            part.element("span", "primary", "class", "role");
        } else {
            String word = switch (column.direction()) {
                case HIGHER_IS_BETTER -> "";
                case LOWER_IS_BETTER -> "less is better";
                case NEUTRAL -> "neither is better";
            };
            if (!word.isEmpty()) {
                part.element("span", word, "class", "role");
            }
        }
        return part.close("th");
    }

    private static Markup cell(Cell cell, int users, Sections report) {
        Markup part = new Markup().open("td");
        String value = Numbers.value(cell.estimate().value());
        part.element(cell.best() ? "b" : "span", value);
        Outcome outcome = cell.contrast().map(Contrast::outcome).orElse(Outcome.UNDECIDED);
        Optional<Contrast> contrast = cell.contrast();
        if (contrast.isPresent()) {
            String words = outcome == Outcome.UNDECIDED
                    ? "no difference to " + report.roles().baseline() + " was shown"
                    : outcome.word() + " than " + report.roles().baseline();
            String hint = words + ": " + Numbers.difference(contrast.get().difference()) + ", "
                    + Numbers.p(contrast.get().tests().adjustedP()) + " adjusted, "
                    + Numbers.count(contrast.get().counts().users(), "user") + " with both values";
            part.open("span", "class", "mark-" + outcome.name().toLowerCase(Locale.ROOT), "title", hint);
            part.element("span", outcome == Outcome.UNDECIDED ? "\u2007" : outcome.mark(), "aria-hidden", "true");
            part.element("span", hint, "class", "sr").close("span");
        } else {
            part.element("span", "\u2007", "class", "mark-undecided", "aria-hidden", "true");
        }
        if (cell.estimate().hasInterval()) {
            part.element("span", Numbers.interval(cell.estimate()), "class", "ci-text");
        }
        if (cell.users() != users && !Double.isNaN(cell.estimate().value())) {
            part.element("span", "n = " + Numbers.count(cell.users()), "class", "ci-text");
        }
        return part.close("td");
    }

    /** The mark of a system, as in the pictures. */
    private static Markup key(Series series) {
        return new Markup()
                .open(
                        "svg",
                        "class",
                        "key",
                        "viewBox",
                        "0 0 16 16",
                        "width",
                        "14",
                        "height",
                        "14",
                        "aria-hidden",
                        "true")
                .empty("path", "d", series.shape(8, 8), "class", "mark " + series.style())
                .close("svg");
    }

    /** Which mark is whose; of all systems, or of those that are compared with the baseline. */
    static Markup legend(Sections report, Map<String, Series> series, boolean all) {
        Markup part = new Markup().open("p", "class", "legend");
        for (Row row : report.rows()) {
            if (all || row.role() == Role.CHALLENGER) {
                part.open("span")
                        .add(key(Series.find(series, row.system())))
                        .text(" " + row.system())
                        .close("span")
                        .text(" ");
            }
        }
        return part.close("p");
    }

    static Markup segments(List<Segment> segments) {
        Markup part = scroll("Groups of users").open("table");
        part.open("thead").open("tr");
        for (String head : List.of("group", "users", "system", "difference", "95 % interval")) {
            part.element("th", head, "scope", "col");
        }
        part.close("tr").close("thead").open("tbody");
        for (Segment one : segments) {
            part.open("tr").element("th", one.group(), "scope", "row");
            part.element("td", Numbers.count(one.users())).element("td", one.system());
            part.element("td", Numbers.signed(one.difference().value()));
            part.element(
                    "td",
                    one.difference().hasInterval()
                            ? "[" + Numbers.signed(one.difference().low()) + ", "
                                    + Numbers.signed(one.difference().high()) + "]"
                            : Numbers.NONE);
            part.close("tr").newline();
        }
        return part.close("tbody").close("table").close("div");
    }

    /** A box that scrolls sideways, with the keyboard too. */
    private static Markup scroll(String name) {
        return new Markup().open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", name);
    }
}
