package dev.recsys.eval.stats;

import dev.recsys.Experimental;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Adjusts the p of several tests that are looked at together - a family - for their number: of 20 comparisons of equal models one
 * has p &lt; .05 by chance. An adjusted p is compared with alpha as if it were the only one.
 *
 * <p>{@link #BENJAMINI_HOCHBERG} and {@link #BENJAMINI_YEKUTIELI} keep the false discovery rate: of the claims, on average at most
 * the share alpha is false. All others but {@link #NONE} keep the family-wise rate: the chance of even one false claim is at most
 * alpha.
 *
 * <p>Source: Holm, Scandinavian Journal of Statistics 6(2), 1979; Šidák, JASA 62, 1967; Hochberg, Biometrika 75(4), 1988;
 * Benjamini and Hochberg, JRSS B 57(1), 1995; Benjamini and Yekutieli, Annals of Statistics 29(4), 2001.
 */
@Experimental
public enum Correction {
    /** None: p as it is. Right for one comparison that was chosen before looking. */
    NONE(false) {
        @Override
        double adjusted(double p, int rank, int tests) {
            return p;
        }
    },
    /** p times the number of tests. Holm is never worse. */
    BONFERRONI(false) {
        @Override
        double adjusted(double p, int rank, int tests) {
            return p * tests;
        }
    },
    /** 1 - (1 - p)^tests: exact for independent tests. */
    SIDAK(false) {
        @Override
        double adjusted(double p, int rank, int tests) {
            return power(p, tests);
        }
    },
    /** Step-down Bonferroni: the smallest p times all, the next times one less. Holds whatever the dependence; the default. */
    HOLM(false) {
        @Override
        double adjusted(double p, int rank, int tests) {
            return p * (tests - rank);
        }
    },
    /** Step-down Šidák, for tests that are independent or positively dependent. */
    HOLM_SIDAK(false) {
        @Override
        double adjusted(double p, int rank, int tests) {
            return power(p, tests - rank);
        }
    },
    /** Holm's factors step-up, from the greatest p; for tests that are independent or positively dependent. */
    HOCHBERG(true) {
        @Override
        double adjusted(double p, int rank, int tests) {
            return p * (tests - rank);
        }
    },
    /** The false discovery rate, for tests that are independent or positively dependent. */
    BENJAMINI_HOCHBERG(true) {
        @Override
        double adjusted(double p, int rank, int tests) {
            return p * tests / (rank + 1);
        }
    },
    /** The false discovery rate whatever the dependence. */
    BENJAMINI_YEKUTIELI(true) {
        @Override
        double adjusted(double p, int rank, int tests) {
            double sum = 0;
            for (int i = 1; i <= tests; i++) {
                sum += 1.0 / i;
            }
            return p * tests * sum / (rank + 1);
        }
    };

    private final boolean fromGreatest;

    Correction(boolean fromGreatest) {
        this.fromGreatest = fromGreatest;
    }

    /** The p at a rank, 0 being the smallest, before it is made to rise with the ranks. */
    abstract double adjusted(double p, int rank, int tests);

    /** 1 - (1 - p)^n without losing small p. */
    private static double power(double p, int n) {
        return -Math.expm1(n * Math.log1p(-p));
    }

    /**
     * The adjusted p of a family.
     *
     * @param p of each test, 0 to 1; not modified
     * @return as many, in the same order, each not below its p and at most 1
     */
    public double[] adjust(double... p) {
        for (double one : p) {
            if (!(one >= 0 && one <= 1)) {
                throw new IllegalArgumentException("p must be between 0 and 1 but was " + one);
            }
        }
        int[] order = IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(test -> p[test]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] result = new double[p.length];
        if (this == NONE) {
            return Arrays.copyOf(p, p.length);
        }
        double bound = fromGreatest ? 1 : 0;
        for (int step = 0; step < order.length; step++) {
            int rank = fromGreatest ? order.length - 1 - step : step;
            double adjusted = Math.min(1, adjusted(p[order[rank]], rank, p.length));
            bound = fromGreatest ? Math.min(bound, adjusted) : Math.max(bound, adjusted);
            result[order[rank]] = bound;
        }
        return result;
    }

    /** For instance {@code "Benjamini-Hochberg"}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (String word : name().split("_", -1)) {
            text.append(text.length() == 0 ? "" : "-")
                    .append(word.charAt(0))
                    .append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return text.toString();
    }
}
