package dev.recsys.io.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        assertThat(TimeText.parse(text)).isEqualTo(expected.toEpochMilli());
    }

    @Test
    void ignoresBlanksAround() {
        assertThat(TimeText.parse(" 2016-03-28 ")).isEqualTo(TimeText.parse("2016-03-28"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1459193988",
                "2016-03-28T",
                "2016-3-28",
                "28.03.2016",
                "2016-02-30",
                "2016-02-30T19:39:48Z",
                "2021-02-30 19:39:48",
                "2021-02-29 19:39:48",
                "2016-03-28T24:00:00Z",
                "2016-03-28T19:39:48 Z",
                "tomorrow",
            })
    void refusesEverythingElse(String text) {
        assertThatThrownBy(() -> TimeText.parse(text)).isInstanceOf(DateTimeException.class);
    }

    @Test
    void refusesWhatIsTooFarAwayForMilliseconds() {
        assertThatThrownBy(() -> TimeText.parse("+999999999-12-31T23:59:59Z")).isInstanceOf(ArithmeticException.class);
    }
}
