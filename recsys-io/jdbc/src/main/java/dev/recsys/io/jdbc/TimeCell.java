package dev.recsys.io.jdbc;

import dev.recsys.event.EventRow;
import dev.recsys.event.RejectionReason;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Locale;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/** Reads the time of an event from one column. Not thread-safe. */
final class TimeCell {

    private static final BigDecimal MILLIS_PER_SECOND = BigDecimal.valueOf(1000);

    private final JdbcMapping.Part form;
    private final String label;
    private final int column;
    private final Calendar utc = Calendar.getInstance(TimeZone.getTimeZone("UTC"), Locale.ROOT);

    TimeCell(JdbcMapping.Part form, String label, int column) {
        this.form = form;
        this.label = label;
        this.column = column;
    }

    void read(ResultSet row, EventRow<?, ?> event) throws SQLException {
        Object value = row.getObject(column);
        if (value == null) {
            return;
        }
        try {
            event.setTime(form == JdbcMapping.Part.TIME ? timestamp(row, value) : number(value));
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            event.reject(RejectionReason.IMPOSSIBLE_TIME, label, "'" + value + "' is not " + expected());
        }
    }

    private String expected() {
        return switch (form) {
            case TIME_SECONDS -> "a number of seconds";
            case TIME_MILLIS -> "a number of milliseconds";
            default -> "a timestamp or an ISO date and time; for numbers use timeSeconds or timeMillis of the mapping";
        };
    }

    private long timestamp(ResultSet row, Object value) throws SQLException {
        Instant instant = instant(row, value);
        return instant == null ? TimeText.parse(textOf(value)) : instant.toEpochMilli();
    }

    private @Nullable Instant instant(ResultSet row, Object value) throws SQLException {
        if (value instanceof Timestamp inZoneOfJvm) { // read again, as UTC
            Timestamp time = row.getTimestamp(column, utc);
            return (time == null ? inZoneOfJvm : time).toInstant();
        }
        if (value instanceof Date date) {
            return date.toLocalDate().atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        if (value instanceof LocalDate date) {
            return date.atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        if (value instanceof LocalDateTime time) {
            return time.toInstant(ZoneOffset.UTC);
        }
        if (value instanceof OffsetDateTime time) {
            return time.toInstant();
        }
        return value instanceof ZonedDateTime time ? time.toInstant() : value instanceof Instant time ? time : null;
    }

    private static String textOf(Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new DateTimeException("neither a time nor text");
    }

    private long number(Object value) {
        if (!(value instanceof Number) && !(value instanceof String)) {
            throw new NumberFormatException("neither a number nor text");
        }
        BigDecimal number = new BigDecimal(value.toString().trim());
        BigDecimal millis = form == JdbcMapping.Part.TIME_SECONDS ? number.multiply(MILLIS_PER_SECOND) : number;
        return millis.setScale(0, java.math.RoundingMode.FLOOR).longValueExact();
    }
}
