package dev.recsys.io.files;

import dev.recsys.DataException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Where the fields of an event stand in the rows of one file, found out from its first row. */
final class CsvLayout {

    private static final List<EventField> USUAL_ORDER =
            List.of(EventField.USER, EventField.ITEM, EventField.WEIGHT, EventField.TIME);

    private final EventField[] fields;
    private final int[] positions;
    private final String[] places;
    private final int headerFields; // 0 without header
    private final int neededFields;

    private CsvLayout(Map<EventField, Integer> positionByField, int headerFields) {
        int size = positionByField.size();
        this.fields = new EventField[size];
        this.positions = new int[size];
        this.places = new String[size];
        this.headerFields = headerFields;
        int i = 0;
        int last = 0;
        for (Map.Entry<EventField, Integer> entry : positionByField.entrySet()) {
            fields[i] = entry.getKey();
            positions[i] = entry.getValue();
            places[i] =
                    "column " + (entry.getValue() + 1) + " (" + entry.getKey().key() + ")";
            last = Math.max(last, entry.getValue());
            i++;
        }
        this.neededFields = last + 1;
    }

    /** The layout the columns' names in the header suggest. */
    static CsvLayout ofHeader(CsvRecords header, String file) {
        List<String> names = names(header);
        Map<EventField, Integer> found = new EnumMap<>(EventField.class);
        for (int i = 0; i < names.size(); i++) {
            int position = i;
            EventField.usuallyNamed(names.get(i)).ifPresent(field -> {
                Integer earlier = found.put(field, position);
                if (earlier != null) {
                    throw ambiguous(field, names.get(earlier), names.get(position), place(header, file));
                }
            });
        }
        requireUsual(EventField.USER, found, names, place(header, file));
        requireUsual(EventField.ITEM, found, names, place(header, file));
        return new CsvLayout(found, names.size());
    }

    /** The layout the host names for a file with a header. */
    static CsvLayout ofHeader(CsvColumns columns, CsvRecords header, String file) {
        List<String> names = names(header);
        Map<EventField, Integer> found = new EnumMap<>(EventField.class);
        columns.byField().forEach((field, column) -> {
            if (!column.isNamed() && column.position() >= names.size()) {
                throw new DataException(
                        place(header, file),
                        "column " + (column.position() + 1) + " is named as the " + field.key() + " but the header has "
                                + names.size() + " columns" + list(names),
                        "correct the columns, which count from 0, or the separator");
            }
            found.put(field, column.isNamed() ? indexOf(column.name(), names, place(header, file)) : column.position());
        });
        return new CsvLayout(found, names.size());
    }

    /** User, item, weight and time, as many as the first row has. */
    static CsvLayout ofFirstRow(CsvRecords first, String file) {
        if (first.fields() < 2) {
            throw new DataException(
                    place(first, file),
                    "a row needs a user and an item but has one field, " + Quoted.of(first.field(0)),
                    "name the separator of the file");
        }
        Map<EventField, Integer> found = new EnumMap<>(EventField.class);
        for (int i = 0; i < Math.min(first.fields(), USUAL_ORDER.size()); i++) {
            found.put(USUAL_ORDER.get(i), i);
        }
        return new CsvLayout(found, 0);
    }

    /** The layout the host names for a file without a header. */
    static CsvLayout ofPositions(CsvColumns columns, String file) {
        Map<EventField, Integer> found = new EnumMap<>(EventField.class);
        columns.byField().forEach((field, column) -> {
            if (column.isNamed()) {
                throw new DataException(
                        file,
                        "column " + Quoted.of(column.name()) + " is named as the " + field.key()
                                + " but the file is read without a header",
                        "give its position from 0, or read the file with a header");
            }
            found.put(field, column.position());
        });
        return new CsvLayout(found, 0);
    }

    /** How many event fields have a column. */
    int size() {
        return fields.length;
    }

    /** The {@code i}-th event field that has a column. */
    EventField field(int i) {
        return fields[i];
    }

    /** Its column, from 0. */
    int position(int i) {
        return positions[i];
    }

    /** Its column for messages. */
    String place(int i) {
        return places[i];
    }

    /** How many fields the header has; 0 if there is none. */
    int headerFields() {
        return headerFields;
    }

    /** How many fields a row must have. */
    int neededFields() {
        return neededFields;
    }

    private static List<String> names(CsvRecords header) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < header.fields(); i++) {
            names.add(header.field(i).trim().toString());
        }
        return names;
    }

    private static int indexOf(String name, List<String> names, String place) {
        int exact = names.indexOf(name);
        if (exact >= 0) {
            return exact;
        }
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name.trim())) {
                return i;
            }
        }
        throw new DataException(
                place,
                "there is no column " + Quoted.of(name) + " in the header" + list(names),
                "correct the name or the separator");
    }

    private static void requireUsual(
            EventField field, Map<EventField, Integer> found, List<String> names, String place) {
        if (!found.containsKey(field)) {
            throw new DataException(
                    place,
                    "no column of the header" + list(names) + " has one of the usual names of the " + field.key() + ": "
                            + field.usualNames(),
                    "name the columns, correct the separator, or read the file without a header");
        }
    }

    private static DataException ambiguous(EventField field, String one, String other, String place) {
        return new DataException(
                place,
                "columns " + Quoted.of(one) + " and " + Quoted.of(other) + " could both be the " + field.key(),
                "name the columns");
    }

    private static String list(List<String> names) {
        return " (" + String.join(", ", names.stream().map(Quoted::of).toList()) + ")";
    }

    private static String place(CsvRecords at, String file) {
        return file + ":" + at.line();
    }
}
