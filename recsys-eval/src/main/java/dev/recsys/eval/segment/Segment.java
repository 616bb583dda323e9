package dev.recsys.eval.segment;

import dev.recsys.Experimental;
import dev.recsys.eval.stats.Interval;
import dev.recsys.eval.stats.Sample;
import java.util.Locale;
import java.util.Optional;

/**
 * The value of one group: a mean over its users, how sure it is, and how many they are.
 *
 * <p>Immutable, thread-safe.
 */
@Experimental
public final class Segment {

    private static final double CONFIDENCE = 0.95;

    private final String name;
    private final int users;
    private final double mean;
    private final Optional<Interval> interval;

    private Segment(String name, int users, double mean, Optional<Interval> interval) {
        this.name = name;
        this.users = users;
        this.mean = mean;
        this.interval = interval;
    }

    /**
     * A group.
     *
     * @param values of its users; NaN for users without one, who do not count
     */
    static Segment of(String name, double[] values) {
        int users = 0;
        for (double value : values) {
            users += Double.isNaN(value) ? 0 : 1;
        }
        if (users == 0) {
            return new Segment(name, 0, Double.NaN, Optional.empty());
        }
        Sample sample = Sample.of(values);
        Optional<Interval> interval = users < 2 ? Optional.empty() : Optional.of(sample.interval(CONFIDENCE));
        return new Segment(name, users, sample.mean(), interval);
    }

    /** The name of the group. */
    public String name() {
        return name;
    }

    /** How many users have a value, n; may be 0. */
    public int users() {
        return users;
    }

    /** The mean over these users; NaN if there is none. */
    public double mean() {
        return mean;
    }

    /** The 95 % interval of the mean by Student's t; empty for fewer than two users. */
    public Optional<Interval> interval() {
        return interval;
    }

    /** For instance {@code "tail: 0.1204 [0.1011, 0.1397], n = 412"}. */
    @Override
    public String toString() {
        String range = interval.map(one -> String.format(Locale.ROOT, " [%.4f, %.4f]", one.low(), one.high()))
                .orElse("");
        return String.format(Locale.ROOT, "%s: %.4f%s, n = %,d", name, mean, range, users);
    }
}
