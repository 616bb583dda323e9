package dev.recsys.io.jdbc;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/** Reads ISO dates and times, with a blank or a T between the two; without an offset they are in UTC. */
final class TimeText {

    private static final int DATE_LENGTH = 10;

    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffset("+HH:MM:ss", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHmm", "Z") // without colon, or without minutes
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT) // February 30 is an error, not the end of February
            .withChronology(IsoChronology.INSTANCE);

    private TimeText() {}

    /**
     * Epoch milliseconds.
     *
     * @throws DateTimeException if the text is no such time
     * @throws ArithmeticException if it is too far away for milliseconds
     */
    static long parse(String text) {
        String trimmed = text.trim();
        String iso = trimmed.length() > DATE_LENGTH && trimmed.charAt(DATE_LENGTH) == ' '
                ? trimmed.substring(0, DATE_LENGTH) + 'T' + trimmed.substring(DATE_LENGTH + 1)
                : trimmed;
        TemporalAccessor time = ISO.parseBest(iso, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
        if (time instanceof OffsetDateTime withOffset) {
            return withOffset.toInstant().toEpochMilli();
        }
        LocalDateTime local = time instanceof LocalDate date ? date.atStartOfDay() : LocalDateTime.from(time);
        return local.toInstant(ZoneOffset.UTC).toEpochMilli();
    }
}
