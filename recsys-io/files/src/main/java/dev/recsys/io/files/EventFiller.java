package dev.recsys.io.files;

import dev.recsys.event.EventRow;
import dev.recsys.event.IdCell;
import dev.recsys.event.Interaction;
import dev.recsys.event.RejectionReason;
import java.util.ArrayList;
import java.util.List;

/** Puts the text of fields into an event row, and marks the row where the text breaks a rule. Not thread-safe. */
final class EventFiller {

    private static final int REMEMBERED_TYPES = 16;

    private final EventRow<?, ?> row;
    private final TimeText times;
    private final String defaultType;
    private final List<String> types = new ArrayList<>(); // seen lately, so that a row needs no string

    EventFiller(EventRow<?, ?> row, TimeFormat format, String defaultType) {
        this.row = row;
        this.times = new TimeText(format);
        this.defaultType = defaultType;
    }

    /** Empties the row for the event on this line. */
    void start(long line) {
        row.start(line);
        if (!defaultType.equals(Interaction.DEFAULT_TYPE)) {
            row.setType(defaultType);
        }
    }

    /**
     * Sets one field.
     *
     * @param text trimmed
     * @param place which field of the file it is, for messages
     */
    void set(EventField field, CharSequence text, String place) {
        switch (field) {
            case USER -> setId(row.user(), RejectionReason.MISSING_USER, "user", text, place);
            case ITEM -> setId(row.item(), RejectionReason.MISSING_ITEM, "item", text, place);
            case WEIGHT -> setWeight(text, place);
            case TYPE -> setType(text);
            case TIME -> setTime(text, place);
            case ID -> row.setEventId(text.toString());
        }
    }

    private void setId(IdCell<?> cell, RejectionReason missing, String what, CharSequence text, String place) {
        if (text.isEmpty()) {
            row.reject(missing, place, "the " + what + " id is missing");
            return;
        }
        try {
            cell.setText(text);
        } catch (IllegalArgumentException e) {
            row.reject(RejectionReason.INVALID_ID, place, Quoted.of(text) + " is not an id of type " + cell.type());
        }
    }

    private void setWeight(CharSequence text, String place) {
        if (text.isEmpty()) {
            row.reject(RejectionReason.NOT_A_NUMBER, place, "the weight is missing");
            return;
        }
        try {
            double weight = NumberText.parse(text);
            if (!Float.isFinite((float) weight)) {
                row.reject(RejectionReason.NOT_FINITE, place, Quoted.of(text) + " is not a finite float");
            }
            row.setWeight(weight);
        } catch (NumberFormatException e) {
            row.reject(RejectionReason.NOT_A_NUMBER, place, Quoted.of(text) + " is not a number");
        }
    }

    private void setType(CharSequence text) {
        if (text.isEmpty()) {
            return;
        }
        for (int i = 0; i < types.size(); i++) {
            if (types.get(i).contentEquals(text)) {
                row.setType(types.get(i));
                return;
            }
        }
        String type = text.toString();
        if (types.size() < REMEMBERED_TYPES) {
            types.add(type);
        }
        row.setType(type);
    }

    /** An empty time is no time: whether that is a fault depends on the other rows. */
    private void setTime(CharSequence text, String place) {
        if (text.isEmpty()) {
            return;
        }
        try {
            long time = times.parse(text);
            if (time < EventRow.MIN_TIME || time >= EventRow.MAX_TIME) {
                row.reject(
                        RejectionReason.IMPOSSIBLE_TIME, place, Quoted.of(text) + " is not in the years 1900 to 2199");
            }
            row.setTime(time);
        } catch (IllegalArgumentException e) {
            row.reject(RejectionReason.IMPOSSIBLE_TIME, place, Quoted.of(text) + " is not " + e.getMessage());
        }
    }
}
