package dev.recsys.eval.report;

import dev.recsys.eval.metric.Direction;
import dev.recsys.eval.report.Sections.Cell;
import dev.recsys.eval.report.Sections.Column;
import dev.recsys.eval.report.Sections.Contrast;
import dev.recsys.eval.report.Sections.Outcome;
import dev.recsys.eval.report.Sections.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The table of systems and metrics as CSV, Markdown and LaTeX. */
final class TableReports {

    private TableReports() {}

    /** Columns lined up; marks as in the other tables. */
    static String plain(Sections report) {
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("system"));
        report.columns().forEach(column -> head.add(column.metric() + "  "));
        rows.add(head);
        for (Row row : report.rows()) {
            List<String> cells = new ArrayList<>(List.of(row.system()));
            row.cells().forEach(cell -> {
                String mark = mark(cell);
                cells.add(Numbers.value(cell.estimate().value()) + (mark.isEmpty() ? "  " : mark));
            });
            rows.add(cells);
        }
        int[] widths = new int[head.size()];
        rows.forEach(row -> {
            for (int c = 0; c < widths.length; c++) {
                widths[c] = Math.max(widths[c], row.get(c).length());
            }
        });
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < widths.length; c++) {
                String padding = " ".repeat(widths[c] - row.get(c).length());
                line.append(c == 0 ? row.get(c) + padding : " " + padding + row.get(c));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    /** Numbers in full, as in JSON; a cell is empty where there is none. */
    static String csv(Sections report) {
        StringBuilder text = new StringBuilder("system,role,metric,variant,value,low,high,users,baseline,difference,"
                + "difference_low,difference_high,wins,ties,losses,p,p_adjusted,effect_size,outcome\n");
        for (Row row : report.rows()) {
            for (int column = 0; column < row.cells().size(); column++) {
                text.append(String.join(
                                ",",
                                csvCells(
                                        row,
                                        report.columns().get(column),
                                        row.cells().get(column),
                                        report)))
                        .append('\n');
            }
        }
        return text.toString();
    }

    private static List<String> csvCells(Row row, Column column, Cell cell, Sections report) {
        List<String> cells = new ArrayList<>(List.of(
                csvText(row.system()),
                row.role().name().toLowerCase(Locale.ROOT),
                csvText(column.metric()),
                csvText(column.variant()),
                number(cell.estimate().value()),
                number(cell.estimate().low()),
                number(cell.estimate().high()),
                String.valueOf(cell.users())));
        Optional<Contrast> contrast = cell.contrast();
        if (contrast.isEmpty()) {
            for (int empty = 0; empty < 11; empty++) {
                cells.add("");
            }
            return cells;
        }
        Contrast one = contrast.get();
        cells.addAll(List.of(
                csvText(report.roles().baseline()),
                number(one.difference().value()),
                number(one.difference().low()),
                number(one.difference().high()),
                String.valueOf(one.counts().wins()),
                String.valueOf(one.counts().ties()),
                String.valueOf(one.counts().losses()),
                number(one.tests().p()),
                number(one.tests().adjustedP()),
                number(one.tests().effect()),
                one.outcome().name().toLowerCase(Locale.ROOT)));
        return cells;
    }

    private static String number(double value) {
        return Double.isFinite(value) ? Double.toString(value) : "";
    }

    /** Quoted where needed; a text a spreadsheet would take for a formula gets an apostrophe before it. */
    static String csvText(String text) {
        String safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        boolean quoted = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }

    static String markdown(Sections report) {
        StringBuilder text =
                new StringBuilder("# ").append(markdownText(report.title())).append("\n\n");
        report.verdict().forEach(line -> text.append(markdownText(line)).append("\n\n"));
        report.caveats()
                .forEach(line -> text.append("> **Caution:** ")
                        .append(markdownText(line))
                        .append("\n\n"));
        text.append("| system |");
        report.columns()
                .forEach(column ->
                        text.append(' ').append(markdownText(heading(column))).append(" |"));
        text.append("\n|---|").append("---:|".repeat(report.columns().size())).append('\n');
        for (Row row : report.rows()) {
            text.append("| ").append(markdownText(row.system())).append(" |");
            for (Cell cell : row.cells()) {
                String value = Numbers.value(cell.estimate().value());
                text.append(' ')
                        .append(cell.best() ? "**" + value + "**" : value)
                        .append(mark(cell))
                        .append(" |");
            }
            text.append('\n');
        }
        String intervals = report.rows().stream()
                .filter(row -> !row.cells().isEmpty())
                .map(row -> markdownText(row.system()) + " "
                        + Numbers.interval(row.cells().get(0).estimate()))
                .collect(Collectors.joining("; "));
        return text.append("\nIntervals of ")
                .append(markdownText(report.roles().primary()))
                .append(", 95 %: ")
                .append(intervals)
                .append(". Baseline: ")
                .append(markdownText(report.roles().baseline()))
                .append(
                        ". \u25b2 better, \u25bc worse, \u2191 higher, \u2193 lower than the baseline (adjusted p at most .05).\n")
                .toString();
    }

    static String heading(Column column) {
        return column.metric()
                + switch (column.direction()) {
                    case HIGHER_IS_BETTER, NEUTRAL -> "";
                    case LOWER_IS_BETTER -> " (less is better)";
                };
    }

    private static String mark(Cell cell) {
        return cell.contrast()
                .map(Contrast::outcome)
                .filter(outcome -> outcome != Outcome.UNDECIDED)
                .map(outcome -> " " + outcome.mark())
                .orElse("");
    }

    /** On one line, with what Markdown and HTML would take for themselves as plain characters. */
    static String markdownText(String text) {
        StringBuilder safe = new StringBuilder();
        for (char c : text.replaceAll("\\s*\\R\\s*", " ").toCharArray()) {
            switch (c) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '\\', '`', '*', '_', '[', ']', '|', '#', '~', '!' ->
                    safe.append('\\').append(c);
                default -> safe.append(c);
            }
        }
        return safe.toString();
    }

    static String latex(Sections report) {
        StringBuilder text = new StringBuilder(
                        "% needs \\usepackage{booktabs}\n\\begin{table}\n\\centering\n\\begin{tabular}{l")
                .append("r".repeat(report.columns().size()))
                .append("}\n\\toprule\nsystem");
        report.columns()
                .forEach(column ->
                        text.append(" & ").append(latexText(column.metric())).append(arrow(column.direction())));
        text.append(" \\\\\n\\midrule\n");
        for (Row row : report.rows()) {
            text.append(latexText(row.system()));
            for (Cell cell : row.cells()) {
                text.append(" & ").append(latexCell(cell));
            }
            text.append(" \\\\\n");
        }
        return text.append("\\bottomrule\n\\end{tabular}\n\\caption{")
                .append(latexText(report.title()))
                .append(". Baseline: ")
                .append(latexText(report.roles().baseline()))
                .append(
                        ". $\\blacktriangle$ better, $\\blacktriangledown$ worse, $\\uparrow$ higher, $\\downarrow$ lower than the")
                .append(
                        " baseline: paired t test, Holm, adjusted p at most .05 (symbols need amssymb).}\n\\end{table}\n")
                .toString();
    }

    private static String arrow(Direction direction) {
        return direction == Direction.LOWER_IS_BETTER ? " $\\downarrow$" : "";
    }

    private static String latexCell(Cell cell) {
        double value = cell.estimate().value();
        String number = latexNumber(value);
        String bold = cell.best() ? "\\textbf{" + number + "}" : number;
        Outcome outcome = cell.contrast().map(Contrast::outcome).orElse(Outcome.UNDECIDED);
        return bold
                + switch (outcome) {
                    case BETTER -> "$^{\\blacktriangle}$";
                    case WORSE -> "$^{\\blacktriangledown}$";
                    case HIGHER -> "$^{\\uparrow}$";
                    case LOWER -> "$^{\\downarrow}$";
                    case UNDECIDED -> "";
                };
    }

    private static String latexNumber(double value) {
        return Numbers.value(value).replace("\u2212", "$-$").replace(Numbers.NONE, "--");
    }

    static String latexText(String text) {
        StringBuilder safe = new StringBuilder();
        for (char c : text.replaceAll("\\s*\\R\\s*", " ").toCharArray()) {
            switch (c) {
                case '\\' -> safe.append("\\textbackslash{}");
                case '~' -> safe.append("\\textasciitilde{}");
                case '^' -> safe.append("\\textasciicircum{}");
                case '<' -> safe.append("\\textless{}");
                case '>' -> safe.append("\\textgreater{}");
                case '|' -> safe.append("\\textbar{}");
                case '"' -> safe.append("\\textquotedbl{}");
                case '&', '%', '$', '#', '_', '{', '}' -> safe.append('\\').append(c);
                default -> safe.append(c);
            }
        }
        return safe.toString();
    }
}
