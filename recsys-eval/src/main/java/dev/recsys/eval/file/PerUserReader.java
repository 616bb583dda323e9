package dev.recsys.eval.file;

import dev.recsys.DataException;
import dev.recsys.event.IdIndex;
import dev.recsys.event.IdIndexBuilder;
import dev.recsys.event.IdType;
import it.unimi.dsi.fastutil.doubles.DoubleArrayList;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code measure TAB user TAB value}, as {@link PerUserValues} and {@code trec_eval -q} write it. */
final class PerUserReader<U> {

    private static final int MAX_MEASURES = 1000;
    private static final String RUN_ID = "runid"; // trec_eval writes the tag of the run there
    private static final byte[] ALL = PerUserValues.ALL.getBytes(StandardCharsets.UTF_8);

    private final ByteLines lines;
    private final Cells<U, String> cells; // what it calls items are measures here
    private final IdIndexBuilder<U> users;
    private final List<U> userIds = new ArrayList<>(); // by ordinal
    private final Map<String, Column> columns = new LinkedHashMap<>();
    private Optional<String> watermark = Optional.empty();

    PerUserReader(ByteLines lines, IdType<U> users) {
        this.lines = lines;
        this.cells = new Cells<>(new TextIds<>(users), new TextIds<>(IdType.STRING), lines);
        this.users = IdIndex.builder(users);
    }

    /** The values of one measure. */
    private static final class Column {

        private final DoubleArrayList values = new DoubleArrayList(); // by the user's ordinal
        private final BitSet given = new BitSet();
        private double all = Double.NaN;
        private boolean hasAll;

        /** Sets the value of a user; false if there is one. */
        boolean set(int ordinal, double value) {
            while (values.size() <= ordinal) {
                values.add(Double.NaN);
            }
            values.set(ordinal, value);
            boolean isNew = !given.get(ordinal);
            given.set(ordinal);
            return isNew;
        }

        boolean setAll(double value) {
            boolean isNew = !hasAll;
            all = value;
            hasAll = true;
            return isNew;
        }
    }

    PerUserValues<U> read() {
        while (lines.next()) {
            if (!lines.isBlank()) {
                readLine();
            }
        }
        if (columns.isEmpty()) {
            throw new DataException(
                    lines.name(), "there is no value", "check that it was written to its end, as measure TAB user TAB value");
        }
        IdIndex<U> index = users.build();
        int[] positions = userIds.stream().mapToInt(index::positionOf).toArray();
        Map<String, double[]> perUser = new LinkedHashMap<>();
        Map<String, Double> values = new LinkedHashMap<>();
        columns.forEach((measure, column) -> {
            if (!column.given.isEmpty()) {
                double[] own = new double[positions.length];
                Arrays.fill(own, Double.NaN);
                for (int ordinal = 0; ordinal < column.values.size(); ordinal++) {
                    own[positions[ordinal]] = column.values.getDouble(ordinal);
                }
                perUser.put(measure, own);
            }
            if (column.hasAll) {
                values.put(measure, column.all);
            }
        });
        return new PerUserValues<>(index, List.copyOf(columns.keySet()), perUser, values, watermark);
    }

    private void readLine() {
        byte[] bytes = lines.bytes();
        int first = tab(lines.from());
        int second = first < 0 ? -1 : tab(first + 1);
        if (second < 0 || tab(second + 1) >= 0) {
            throw new DataException(
                    lines.place(), "a row has three columns", "write measure, user and value, parted by tabs");
        }
        String measure = cells.item(bytes, lines.from(), trimmed(lines.from(), first), 1);
        int userEnd = trimmed(first + 1, second);
        boolean all = Arrays.equals(bytes, first + 1, userEnd, ALL, 0, ALL.length);
        int end = trimmed(second + 1, lines.to());
        if (measure.equals(RUN_ID)) {
            return;
        }
        if (measure.equals(PerUserValues.WATERMARK)) {
            watermark = Optional.of(new String(bytes, second + 1, end - second - 1, StandardCharsets.UTF_8));
            return;
        }
        double value = number(bytes, second + 1, end);
        Column column = column(measure);
        boolean isNew = all ? column.setAll(value) : column.set(ordinal(bytes, first + 1, userEnd), value);
        if (!isNew) {
            throw new DataException(
                    lines.place(), "the measure has a value of this user already", "write every value once");
        }
    }

    private int tab(int from) {
        for (int at = from; at < lines.to(); at++) {
            if (lines.bytes()[at] == '\t') {
                return at;
            }
        }
        return -1;
    }

    /** The end without white space before it, such as a carriage return. */
    private int trimmed(int from, int end) {
        int trimmed = end;
        while (trimmed > from && ByteLines.isSpace(lines.bytes()[trimmed - 1])) {
            trimmed--;
        }
        return trimmed;
    }

    private double number(byte[] bytes, int from, int to) {
        try {
            return DecimalBytes.parse(bytes, from, to);
        } catch (NumberFormatException e) {
            throw new DataException(
                    cells.place(3, "value"),
                    new Shown(Arrays.copyOfRange(bytes, from, to)) + " is not a number",
                    "write a decimal number, or nan where there is none",
                    e);
        }
    }

    private Column column(String measure) {
        Column known = columns.get(measure);
        if (known != null) {
            return known;
        }
        if (columns.size() == MAX_MEASURES) {
            throw new DataException(
                    lines.place(),
                    "there are more than " + MAX_MEASURES + " measures",
                    "check that the columns are measure, user and value");
        }
        Column made = new Column();
        columns.put(measure, made);
        return made;
    }

    private int ordinal(byte[] bytes, int from, int to) {
        U user = cells.user(bytes, from, to, 2);
        int ordinal = users.add(user);
        if (ordinal == userIds.size()) {
            userIds.add(user);
        }
        return ordinal;
    }
}
