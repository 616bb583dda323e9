package dev.recsys.testkit;

import dev.recsys.parameter.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Texts that a parameter must accept or refuse, by its kind. */
final class ParameterTexts {

    private ParameterTexts() {}

    /** All words of a choice or a flag; none for other kinds. */
    static List<String> words(Parameter<?, ?> parameter) {
        return switch (parameter.kind()) {
            case CHOICE, FLAG -> Arrays.asList(parameter.range().split(" \\| ", -1));
            case INTEGER, LONG, DECIMAL, TEXT -> List.of();
        };
    }

    /** Texts inside the range, its ends among them; none for structured text. */
    static List<String> valid(Parameter<?, ?> parameter) {
        return switch (parameter.kind()) {
            case CHOICE, FLAG -> words(parameter);
            case LONG -> List.of("0", "-1", String.valueOf(Long.MIN_VALUE), String.valueOf(Long.MAX_VALUE));
            case INTEGER -> List.of(integer(parameter, 0, 0), integer(parameter, 1, 0));
            case DECIMAL -> List.of(decimal(bound(parameter, 0)), decimal(bound(parameter, 1)));
            case TEXT -> List.of();
        };
    }

    /** Texts outside the range; none for structured text. */
    static List<String> invalid(Parameter<?, ?> parameter) {
        return switch (parameter.kind()) {
            case CHOICE, FLAG -> List.of("", "no-such-word");
            case LONG -> List.of("", "1.5", "many", "9223372036854775808");
            case INTEGER ->
                List.of("", "1.5", "many", "99999999999", integer(parameter, 0, -1), integer(parameter, 1, 1));
            case DECIMAL -> invalidDecimals(parameter);
            case TEXT -> List.of();
        };
    }

    private static List<String> invalidDecimals(Parameter<?, ?> parameter) {
        List<String> texts = new ArrayList<>(List.of("", "many", "NaN", "Infinity", "-Infinity"));
        texts.add(decimal(Math.nextDown(bound(parameter, 0))));
        texts.add(decimal(Math.nextUp(bound(parameter, 1))));
        return texts;
    }

    private static double bound(Parameter<?, ?> parameter, int end) {
        return parameter.bounds().orElseThrow()[end];
    }

    private static String integer(Parameter<?, ?> parameter, int end, int step) {
        return String.valueOf((long) bound(parameter, end) + step);
    }

    private static String decimal(double value) {
        return String.valueOf(value);
    }
}
