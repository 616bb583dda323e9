package dev.recsys.examples.report;

import dev.recsys.Experimental;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Columns of text, lined up: a column whose cells are all numbers to the right, others to the left. Not thread-safe. */
@Experimental
public final class TextTable {

    private final List<List<String>> rows = new ArrayList<>();

    private TextTable(List<String> header) {
        rows.add(header);
    }

    /** A table with only a header. */
    public static TextTable of(String... header) {
        return new TextTable(List.of(header));
    }

    /** Adds a row with as many cells as the header has. */
    public TextTable row(String... cells) {
        if (cells.length != rows.get(0).size()) {
            throw new IllegalArgumentException(
                    "a row has " + rows.get(0).size() + " cells but this one has " + cells.length);
        }
        rows.add(List.of(cells));
        return this;
    }

    /** Prints it, every line after {@code indent}. */
    public void print(PrintWriter out, String indent) {
        int columns = rows.get(0).size();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(indent);
            for (int column = 0; column < columns; column++) {
                String cell = row.get(column);
                String padding = " ".repeat(width(column) - cell.length());
                line.append(isNumeric(column) ? padding + cell : cell + padding).append("  ");
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private boolean isNumeric(int column) {
        return rows.stream().skip(1).map(row -> row.get(column)).allMatch(cell -> cell.matches("[-+0-9.,]*[0-9] ?%?"));
    }
}
