package dev.recsys.eval.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** From numbers to places on an axis, with ticks at round numbers. */
final class Scale {

    private final double low;
    private final double high;
    private final double from;
    private final double to;

    private Scale(double low, double high, double from, double to) {
        this.low = low;
        this.high = high;
        this.from = from;
        this.to = to;
    }

    /** From exactly low to exactly high; if they are the same, somewhat around them. */
    static Scale of(double low, double high, double from, double to) {
        if (!(high > low)) {
            double room = low == 0 ? 1 : Math.abs(low) / 2;
            return new Scale(low - room, high + room, from, to);
        }
        return new Scale(low, high, from, to);
    }

    /** With both ends at round numbers. */
    static Scale rounded(double low, double high, double from, double to, int ticks) {
        Scale exact = of(low, high, from, to);
        double step = step(exact.low, exact.high, ticks);
        return new Scale(
                Math.floor(exact.low / step + 1e-9) * step, Math.ceil(exact.high / step - 1e-9) * step, from, to);
    }

    double at(double value) {
        return from + (value - low) / (high - low) * (to - from);
    }

    double low() {
        return low;
    }

    double high() {
        return high;
    }

    /** About as many round numbers between the ends. */
    List<Double> ticks(int about) {
        double step = step(low, high, about);
        List<Double> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    /** The text of a tick, with as many decimals as the steps need. */
    String label(double tick, int about) {
        double step = step(low, high, about);
        int decimals = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
        return String.format(Locale.ROOT, "%,." + decimals + "f", tick == 0 ? 0.0 : tick).replace("-", "\u2212");
    }

    private static double step(double low, double high, int about) {
        double raw = (high - low) / Math.max(1, about);
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double share = raw / power;
        return power * (share <= 1 + 1e-9 ? 1 : share <= 2 ? 2 : share <= 5 ? 5 : 10);
    }
}
