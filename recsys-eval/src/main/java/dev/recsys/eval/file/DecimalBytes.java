package dev.recsys.eval.file;

import com.fasterxml.jackson.core.io.NumberInput;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads decimal numbers from bytes, the short ones without making an object. */
final class DecimalBytes {

    private static final int EXACT_DIGITS = 15; // below 2^53
    private static final double[] POWERS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    private DecimalBytes() {}

    /**
     * The nearest double; infinite if there is none. {@code nan}, {@code inf} and {@code infinity} count as numbers, in any case,
     * so that they can be refused for what they are.
     *
     * @throws NumberFormatException if it is no number
     */
    static double parse(byte[] bytes, int from, int to) {
        boolean negative = from < to && bytes[from] == '-';
        int at = from < to && (negative || bytes[from] == '+') ? from + 1 : from;
        long digits = 0;
        int count = 0;
        int decimals = 0;
        boolean point = false;
        for (; at < to; at++) {
            byte b = bytes[at];
            if (b == '.' && !point) {
                point = true;
            } else if (b >= '0' && b <= '9' && count < EXACT_DIGITS) {
                digits = digits * 10 + (b - '0');
                count++;
                decimals += point ? 1 : 0;
            } else {
                return parse(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
            }
        }
        if (count == 0) {
            throw new NumberFormatException();
        }
        double value = digits / POWERS[decimals]; // both are exact, so the quotient is rounded once
        return negative ? -value : value;
    }

    /** As {@link #parse(byte[], int, int)}, of any text. */
    static double parse(String text) {
        if (text.length() <= 9 && text.chars().anyMatch(c -> c == 'n' || c == 'N')) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "nan", "+nan", "-nan" -> Double.NaN;
                case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
                case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
                default -> throw new NumberFormatException();
            };
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean decimal = (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
            if (!decimal) { // Java also takes 1f, 1d, 0x1p3 and white space
                throw new NumberFormatException();
            }
        }
        return NumberInput.parseDouble(text, true); // the same double, several times as fast
    }
}
