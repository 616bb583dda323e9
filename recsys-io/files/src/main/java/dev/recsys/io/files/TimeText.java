package dev.recsys.io.files;

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

/** Reads times. */
final class TimeText {

    private static final double MILLIS_FROM = 1e11;
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
            .withResolverStyle(ResolverStyle.STRICT)
            .withChronology(IsoChronology.INSTANCE);

    private final TimeFormat format;

    TimeText(TimeFormat format) {
        this.format = format;
    }

    /**
     * The time in milliseconds since 1970; may lie outside the years that events accept.
     *
     * @throws IllegalArgumentException if the text is no time in this format; the message says what is
     */
    long parse(CharSequence text) {
        if (format == TimeFormat.ISO || (format == TimeFormat.AUTO && !NumberText.isDecimal(text))) {
            return parseIso(text);
        }
        double number;
        try {
            number = NumberText.parse(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(expected(), e);
        }
        boolean seconds =
                format == TimeFormat.EPOCH_SECONDS || (format == TimeFormat.AUTO && Math.abs(number) < MILLIS_FROM);
        double millis = seconds ? number * 1000 : number;
        if (Double.isNaN(millis)) {
            throw new IllegalArgumentException(expected());
        }
        return Math.round(millis); // too large a number stays too large: the ends of the range of long
    }

    private long parseIso(CharSequence text) {
        CharSequence iso = text;
        if (text.length() > DATE_LENGTH && text.charAt(DATE_LENGTH) == ' ') {
            iso = new StringBuilder(text).replace(DATE_LENGTH, DATE_LENGTH + 1, "T");
        }
        try {
            TemporalAccessor time = ISO.parseBest(iso, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
            if (time instanceof OffsetDateTime withOffset) {
                return withOffset.toInstant().toEpochMilli();
            }
            LocalDateTime local = time instanceof LocalDate date ? date.atStartOfDay() : LocalDateTime.from(time);
            return local.toInstant(ZoneOffset.UTC).toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(expected(), e);
        }
    }

    private String expected() {
        return switch (format) {
            case AUTO -> "a time (seconds or milliseconds since 1970, or ISO 8601 such as 2016-03-28T19:39:48Z)";
            case EPOCH_SECONDS -> "a time in seconds since 1970";
            case EPOCH_MILLIS -> "a time in milliseconds since 1970";
            case ISO -> "a time in ISO 8601, such as 2016-03-28T19:39:48Z";
        };
    }
}
