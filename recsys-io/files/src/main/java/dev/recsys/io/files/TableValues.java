package dev.recsys.io.files;

import dev.recsys.event.IdType;
import dev.recsys.event.RejectionReason;
import java.time.Instant;
import java.util.Optional;

/** Reads the values of a table's fields; what is wrong breaks the row. */
final class TableValues {

    private final TimeText times;

    TableValues(TimeFormat format) {
        this.times = new TimeText(format);
    }

    /** An id, which must be there. */
    <T> T id(TableRow row, TableField field, IdType<T> type, RejectionReason missing) {
        String text = row.text(field);
        if (text.isEmpty()) {
            throw row.broken(missing, field, "the " + field + " id is missing");
        }
        try {
            T id = type.parse(text);
            type.toBytes(id);
            return id;
        } catch (IllegalArgumentException e) {
            throw row.broken(RejectionReason.INVALID_ID, field, Quoted.of(text) + " is not an id of type " + type);
        }
    }

    /** A time; empty if the field is. */
    Optional<Instant> time(TableRow row, TableField field) {
        String text = row.text(field);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.ofEpochMilli(times.parse(text)));
        } catch (IllegalArgumentException e) {
            throw row.broken(RejectionReason.IMPOSSIBLE_TIME, field, Quoted.of(text) + " is not " + e.getMessage());
        }
    }

    /** A finite number, which must be there. */
    double number(TableRow row, TableField field) {
        String text = row.text(field);
        if (text.isEmpty()) {
            throw row.broken(RejectionReason.NOT_A_NUMBER, field, "the " + field + " is missing");
        }
        double number;
        try {
            number = NumberText.parse(text);
        } catch (NumberFormatException e) {
            throw row.broken(RejectionReason.NOT_A_NUMBER, field, Quoted.of(text) + " is not a number");
        }
        if (!Double.isFinite(number)) {
            throw row.broken(RejectionReason.NOT_FINITE, field, Quoted.of(text) + " is not finite");
        }
        return number;
    }
}
