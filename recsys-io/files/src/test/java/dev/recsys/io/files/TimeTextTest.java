package dev.recsys.io.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TimeTextTest {

    @ParameterizedTest
    @CsvSource({
        "2016-03-28T19:39:48Z, 2016-03-28T19:39:48Z",
        "2016-03-28t19:39:48z, 2016-03-28T19:39:48Z",
        "2016-03-28T19:39:48.1239Z, 2016-03-28T19:39:48.123Z",
        "2016-03-28T21:39:48+02:00, 2016-03-28T19:39:48Z",
        "2016-03-28T21:39:48+0200, 2016-03-28T19:39:48Z",
        "2016-03-28T21:39:48+02, 2016-03-28T19:39:48Z",
        "2016-03-28 14:09:48.5-05:30, 2016-03-28T19:39:48.5Z",
        "2016-03-28T19:39:48, 2016-03-28T19:39:48Z",
        "2016-03-28 19:39:48, 2016-03-28T19:39:48Z",
        "2016-03-28 19:39, 2016-03-28T19:39:00Z",
        "2016-03-28, 2016-03-28T00:00:00Z",
        "2016-02-29, 2016-02-29T00:00:00Z",
        "1969-12-31T23:59:59.999Z, 1969-12-31T23:59:59.999Z",
    })
    void readsIso(String text, Instant expected) {
        assertThat(new TimeText(TimeFormat.ISO).parse(text)).isEqualTo(expected.toEpochMilli());
        assertThat(new TimeText(TimeFormat.AUTO).parse(text)).isEqualTo(expected.toEpochMilli());
    }

    @ParameterizedTest
    @CsvSource({
        "AUTO, 0, 0",
        "AUTO, 1459193988, 1459193988000",
        "AUTO, 1459193988000, 1459193988000",
        "AUTO, 1459193988.25, 1459193988250",
        "AUTO, 1.459193988E9, 1459193988000",
        "AUTO, 99999999999, 99999999999000",
        "AUTO, 100000000000, 100000000000",
        "AUTO, -5, -5000",
        "AUTO, -100000000000, -100000000000",
        "EPOCH_SECONDS, 200000000000, 200000000000000",
        "EPOCH_SECONDS, 9223372036854775807, 9223372036854775807",
        "EPOCH_MILLIS, 5, 5",
        "EPOCH_MILLIS, 1459193988000, 1459193988000",
    })
    void readsNumbers(TimeFormat format, String text, long millis) {
        assertThat(new TimeText(format).parse(text)).isEqualTo(millis);
    }

    @ParameterizedTest
    @CsvSource({
        "ISO, 1459193988",
        "ISO, 2016-03-28T",
        "ISO, 2016-3-28",
        "ISO, 28.03.2016",
        "ISO, 2016-02-30",
        "ISO, 2016-03-28T24:00:00Z",
        "ISO, 2016-03-28T19:39:48 Z",
        "ISO, +999999999-12-31T23:59:59Z",
        "EPOCH_SECONDS, 2016-03-28",
        "EPOCH_SECONDS, nan",
        "EPOCH_MILLIS, soon",
        "AUTO, tomorrow",
    })
    void refusesEverythingElse(TimeFormat format, String text) {
        assertThatThrownBy(() -> new TimeText(format).parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a time");
    }

    @ParameterizedTest
    @EnumSource(TimeFormat.class)
    void anEmptyTextIsNoTime(TimeFormat format) {
        assertThatThrownBy(() -> new TimeText(format).parse("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void secondsAreExactToTheMillisecond() {
        assertThat(new TimeText(TimeFormat.EPOCH_SECONDS).parse("1459193988.001"))
                .isEqualTo(1459193988001L);
    }
}
