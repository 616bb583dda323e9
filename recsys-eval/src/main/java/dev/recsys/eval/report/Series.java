package dev.recsys.eval.report;

import dev.recsys.eval.report.Sections.Role;
import dev.recsys.eval.report.Sections.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a system looks in all pictures: a colour and a shape of its own, so that colour is never all there is. */
final class Series {

    private static final int COLOURS = 7;
    private static final List<String> DASHES = List.of("", " d1", " d2", " d3");
    private static final int SHAPES = 6;

    private final Role role;
    private final int number;

    private Series(Role role, int number) {
        this.role = role;
        this.number = number;
    }

    /** The baseline and references are grey; challengers have colours in their order. */
    static Map<String, Series> of(List<Row> rows) {
        Map<String, Series> all = new LinkedHashMap<>();
        int challengers = 0;
        int references = 0;
        for (Row row : rows) {
            int number = switch (row.role()) {
                case BASELINE -> 0;
                case CHALLENGER -> challengers++;
                case REFERENCE -> references++;
            };
            all.put(row.system(), new Series(row.role(), number));
        }
        return all;
    }

    /** The look of one of the systems. */
    static Series find(Map<String, Series> all, String system) {
        Series found = all.get(system);
        if (found == null) {
            throw new IllegalArgumentException("there is no system " + system);
        }
        return found;
    }

    /** The classes of its colour and, where colours come again, of its dashes. */
    String style() {
        return switch (role) {
            case BASELINE -> "base";
            case CHALLENGER -> "s" + (number % COLOURS + 1) + DASHES.get(number / COLOURS % DASHES.size());
            case REFERENCE -> "ref";
        };
    }

    /** The outline of its mark around a place. */
    String shape(double x, double y) {
        int shape = switch (role) {
            case BASELINE -> 0;
            case CHALLENGER -> 1 + number % (SHAPES - 1);
            case REFERENCE -> number == 0 ? 6 : 7;
        };
        return switch (shape) {
            case 0 -> polygon(x, y, -4, -4, 4, -4, 4, 4, -4, 4);
            case 1 -> "M" + Picture.n(x - 4.5) + " " + Picture.n(y) + "a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0Z";
            case 2 -> polygon(x, y, 0, -5.5, 5, 4, -5, 4);
            case 3 -> polygon(x, y, 0, -6, 5.5, 0, 0, 6, -5.5, 0);
            case 4 -> polygon(x, y, 0, 5.5, 5, -4, -5, -4);
            case 5 -> polygon(x, y, -6, 0, -2, -5, 6, 0, -2, 5);
            case 6 ->
                polygon(
                        x, y, -1.5, -5, 1.5, -5, 1.5, -1.5, 5, -1.5, 5, 1.5, 1.5, 1.5, 1.5, 5, -1.5, 5, -1.5, 1.5, -5,
                        1.5, -5, -1.5, -1.5, -1.5);
            default ->
                polygon(
                        x, y, -4.5, -2.5, -2.5, -4.5, 0, -2, 2.5, -4.5, 4.5, -2.5, 2, 0, 4.5, 2.5, 2.5, 4.5, 0, 2, -2.5,
                        4.5, -4.5, 2.5, -2, 0);
        };
    }

    private static String polygon(double x, double y, double... offsets) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < offsets.length; i += 2) {
            path.append(Picture.step(i == 0, x + offsets[i], y + offsets[i + 1]));
        }
        return path.append('Z').toString();
    }
}
