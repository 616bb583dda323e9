package dev.recsys.io.jdbc;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;

/** Reads ISO dates and times, with a blank or a T between the two; without an offset they are in UTC. */
final class TimeText {

    private static final DateTimeFormatter DATE_TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .optionalStart()
            .appendOffset("+HH:mm", "Z")
            .optionalEnd()
            .toFormatter(java.util.Locale.ROOT);

    private static final int DATE_LENGTH = 10;

    private TimeText() {}

    /**
     * Epoch milliseconds.
     *
     * @throws DateTimeException if the text is no such time
     * @throws ArithmeticException if it is too far away for milliseconds
     */
    static long parse(String text) {
        String trimmed = text.trim();
        if (trimmed.length() == DATE_LENGTH) {
            return LocalDate.parse(trimmed)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant()
                    .toEpochMilli();
        }
        String iso = trimmed.length() > DATE_LENGTH && trimmed.charAt(DATE_LENGTH) == ' '
                ? trimmed.substring(0, DATE_LENGTH) + 'T' + trimmed.substring(DATE_LENGTH + 1)
                : trimmed;
        TemporalAccessor time = DATE_TIME.parseBest(iso, OffsetDateTime::from, LocalDateTime::from);
        return time instanceof OffsetDateTime withOffset
                ? withOffset.toInstant().toEpochMilli()
                : ((LocalDateTime) time).toInstant(ZoneOffset.UTC).toEpochMilli();
    }
}
