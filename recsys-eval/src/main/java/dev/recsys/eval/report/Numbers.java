package dev.recsys.eval.report;

import java.util.Locale;

/** How numbers look, the same everywhere a person reads them. */
final class Numbers {

    /** A number that does not exist. */
    static final String NONE = "\u2013";

    private static final String MINUS = "\u2212";

    private Numbers() {}

    /** Four decimals, as {@code 0.1234} and {@code 12.3400}. */
    static String value(double value) {
        return Double.isFinite(value) ? minus(String.format(Locale.ROOT, "%,.4f", positiveZero(value, 1e-4))) : NONE;
    }

    /** Four decimals with a sign, as {@code +0.0123}. */
    static String signed(double value) {
        return Double.isFinite(value) ? minus(String.format(Locale.ROOT, "%+,.4f", positiveZero(value, 1e-4))) : NONE;
    }

    /** As {@code [0.1000, 0.1400]}, or a dash. */
    static String interval(Sections.Estimate estimate) {
        return estimate.hasInterval() ? "[" + value(estimate.low()) + ", " + value(estimate.high()) + "]" : NONE;
    }

    /** As {@code +0.0123 [+0.0087, +0.0160]}. */
    static String difference(Sections.Estimate estimate) {
        return signed(estimate.value())
                + (estimate.hasInterval()
                        ? " [" + signed(estimate.low()) + ", " + signed(estimate.high()) + "]"
                        : "");
    }

    /** As {@code p = .0123}; very small ones as a bound. */
    static String p(double p) {
        if (Double.isNaN(p)) {
            return "p " + NONE;
        }
        return p < 0.0001 ? "p < .0001" : String.format(Locale.ROOT, "p = %.4f", p).replace("= 0.", "= .");
    }

    /** As {@code +12.3 %}. */
    static String percent(double share) {
        return Double.isFinite(share) ? minus(String.format(Locale.ROOT, "%+.1f %%", 100 * share)) : NONE;
    }

    /** As {@code 12.3 %}. */
    static String share(double share) {
        return Double.isFinite(share) ? String.format(Locale.ROOT, "%.1f %%", 100 * share) : NONE;
    }

    /** With thousands apart, as {@code 1,234}. */
    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** As {@code 1 user}, {@code 1,234 users}. */
    static String count(long count, String noun) {
        return count(count) + " " + noun + (count == 1 ? "" : "s");
    }

    private static double positiveZero(double value, double unit) {
        return Math.abs(value) < unit / 2 ? 0 : value;
    }

    private static String minus(String text) {
        return text.replace("-", MINUS);
    }
}
