package dev.recsys.io.files;

import java.util.Locale;

/** Reads decimal numbers, the short ones without making an object. */
final class NumberText {

    private static final int EXACT_DIGITS = 15; // below 2^53
    private static final double[] POWERS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    private NumberText() {}

    /**
     * The nearest double; infinite if there is none. {@code nan}, {@code inf} and {@code infinity} count as numbers, in
     * any case, so that they can be refused for what they are.
     *
     * @throws NumberFormatException if the text is no number
     */
    static double parse(CharSequence text) {
        int at = text.length() > 0 && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
        boolean negative = at == 1 && text.charAt(0) == '-';
        long digits = 0;
        int count = 0;
        int decimals = 0;
        boolean point = false;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '.' && !point) {
                point = true;
            } else if (c >= '0' && c <= '9' && count < EXACT_DIGITS) {
                digits = digits * 10 + (c - '0');
                count++;
                decimals += point ? 1 : 0;
            } else {
                return parseLong(text);
            }
        }
        if (count == 0) {
            throw new NumberFormatException();
        }
        double value = digits / POWERS[decimals]; // both are exact, so the quotient is rounded once
        return negative ? -value : value;
    }

    private static double parseLong(CharSequence text) {
        String trimmed = text.toString().trim();
        return switch (trimmed.replaceFirst("^[+-]", "").toLowerCase(Locale.ROOT)) {
            case "nan" -> Double.NaN;
            case "inf", "infinity" -> trimmed.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
            default -> parseDecimal(trimmed);
        };
    }

    private static double parseDecimal(String text) {
        if (!isDecimal(text)) { // Java also takes 1f, 1d and 0x1p3
            throw new NumberFormatException();
        }
        return Double.parseDouble(text);
    }

    /** Whether the text has only characters of a decimal number, as opposed to a date. */
    static boolean isDecimal(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean exponentBefore = i > 0 && (text.charAt(i - 1) == 'e' || text.charAt(i - 1) == 'E');
            boolean sign = (c == '-' || c == '+') && (i == 0 || exponentBefore);
            boolean exponent = (c == 'e' || c == 'E') && i > 0;
            if (!sign && !exponent && c != '.' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return text.length() > 0;
    }
}
