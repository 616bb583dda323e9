package dev.recsys.io.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "1",
                "+1",
                "4.5",
                "-4.5",
                ".5",
                "5.",
                "0.1",
                "123456789012345",
                "1234567890123456789",
                "0.123456789012345",
                "0.1234567890123456789",
                "1e3",
                "1E-3",
                "-1.5e+10",
                "1e400",
                "-1e400",
                "1e-400",
                "00000000000000000000001"
            })
    void readsWhatDoubleReads(String text) {
        assertThat(NumberText.parse(text)).isEqualTo(Double.parseDouble(text));
    }

    @Test
    void readsRandomDecimalsToTheLastBit() {
        long seed = 7;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            String digits = Long.toString(random.nextLong(1, 1L << random.nextInt(1, 62)));
            int point = random.nextInt(digits.length() + 1);
            String text = digits.substring(0, point) + "." + digits.substring(point);
            assertThat(NumberText.parse(text)).as("%s, seed %d", text, seed).isEqualTo(Double.parseDouble(text));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nan", "NaN", "-NAN"})
    void knowsNotANumber(String text) {
        assertThat(NumberText.parse(text)).isNaN();
    }

    @Test
    void knowsInfinity() {
        assertThat(NumberText.parse("Infinity")).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(NumberText.parse("-inf")).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "-", ".", "-.", "e5", "1e", "1.2.3", "1,5", "1f", "2d", "0x10", "0x1p3", "1_000", "--1", "1-",
                "one", "1 2", "\u0661"
            })
    void refusesEverythingElse(String text) {
        assertThatThrownBy(() -> NumberText.parse(text)).isInstanceOf(NumberFormatException.class);
    }
}
