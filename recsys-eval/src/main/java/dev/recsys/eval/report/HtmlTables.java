package dev.recsys.eval.report;

import dev.recsys.eval.report.Sections.Calibrated;
import dev.recsys.eval.report.Sections.Cell;
import dev.recsys.eval.report.Sections.Column;
import dev.recsys.eval.report.Sections.Contrast;
import dev.recsys.eval.report.Sections.Outcome;
import dev.recsys.eval.report.Sections.Role;
import dev.recsys.eval.report.Sections.Row;
import dev.recsys.eval.report.Sections.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tables of the page. Wide ones scroll in a box of their own. */
final class HtmlTables {

    private static final int COLUMNS = 6;
    private static final Set<String> BEYOND = Set.of(
            "coverage",
            "user_coverage",
            "gini",
            "gini_diversity",
            "entropy",
            "simpson",
            "herfindahl",
            "intra_list_diversity",
            "intra_list_diversity_factors",
            "calibration",
            "serendipity",
            "novelty",
            "epc",
            "popularity",
            "popularity_percentile",
            "short_head",
            "long_tail",
            "long_tail_count");

    private HtmlTables() {}

    static Markup metrics(Sections report, Map<String, Series> series) {
        Markup part = new Markup();
        List<List<Integer>> blocks = blocks(report.columns());
        for (int block = 0; block < blocks.size(); block++) {
            String id = block == 0 ? "systems" : "systems-" + (block + 1);
            part.add(block(report, series, blocks.get(block), id));
        }
        return part.element(
                "p",
                "Means over users with 95 % intervals; n: users with a value, where it is not all; bold: the best value, unless the"
                        + " values of a column are of different users. Against "
                        + report.roles().baseline()
                        + ": \u25b2 better, \u25bc worse, \u2191 higher, \u2193 lower, with p at most .05 after adjustment for the"
                        + " number of comparisons. Only " + report.roles().primary()
                        + " was chosen beforehand; take the other columns as hints.",
                "class",
                "muted");
    }

    /** The columns of each table: so few that it fits a screen and paper; what lists consist of apart from accuracy. */
    static List<List<Integer>> blocks(List<Column> columns) {
        List<Integer> accuracy = new ArrayList<>();
        List<Integer> beyond = new ArrayList<>();
        for (int column = 0; column < columns.size(); column++) {
            String key = columns.get(column).metric().replaceFirst("[@:].*", "");
            (columns.size() > COLUMNS && BEYOND.contains(key) ? beyond : accuracy).add(column);
        }
        List<List<Integer>> blocks = new ArrayList<>();
        for (List<Integer> group : List.of(accuracy, beyond)) {
            for (int from = 0; from < group.size(); from += COLUMNS) {
                blocks.add(List.copyOf(group.subList(from, Math.min(group.size(), from + COLUMNS))));
            }
        }
        return blocks;
    }

    private static Markup block(Sections report, Map<String, Series> series, List<Integer> columns, String id) {
        Markup part = scroll("Systems and metrics").open("table", "class", "metrics", "id", id);
        part.open("thead").open("tr").element("th", "system", "scope", "col");
        columns.forEach(column -> part.add(head(report.columns().get(column), report)));
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
            columns.forEach(column -> part.add(cell(row.cells().get(column), row.users(), report)));
            part.close("tr").newline();
        }
        return part.close("tbody").close("table").close("div").newline();
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

    /** Means with intervals; a sentence where there is nothing to calibrate by. */
    static Markup calibration(List<Calibrated> calibration) {
        Markup part = new Markup().element("h3", "Calibration");
        if (calibration.isEmpty()) {
            return part.element("p", "Not known: the items have no categories.", "class", "muted");
        }
        part.add(scroll("Calibration"))
                .open("table", "id", "calibration")
                .open("thead")
                .open("tr");
        for (String head : List.of("system", "divergence", "95 % interval", "users")) {
            part.element("th", head, "scope", "col");
        }
        part.close("tr").close("thead").open("tbody");
        for (Calibrated one : calibration) {
            part.open("tr").element("th", one.system(), "scope", "row");
            part.element("td", Numbers.value(one.estimate().value()));
            part.element("td", Numbers.interval(one.estimate())).element("td", Numbers.count(one.users()));
            part.close("tr").newline();
        }
        return part.close("tbody")
                .close("table")
                .close("div")
                .element(
                        "p",
                        "How far the categories of a list are from those of the user's history; less is better, 0 is alike. Of"
                                + " users with a list and a history only.",
                        "class",
                        "muted");
    }

    /** A box that scrolls sideways, with the keyboard too. */
    private static Markup scroll(String name) {
        return new Markup().open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", name);
    }
}
