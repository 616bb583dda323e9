package dev.recsys.eval.stats;

import java.util.Arrays;

/** The ranks of differences by their size, split by their sign. */
final class SignedRanks {

    private final double plus;
    private final double minus;
    private final double variance;
    private final double[] moved; // the ranks of those with a difference
    private final double shared; // what zeros give to either side

    private SignedRanks(double plus, double minus, double variance, double[] moved, double shared) {
        this.plus = plus;
        this.minus = minus;
        this.variance = variance;
        this.moved = moved;
        this.shared = shared;
    }

    static SignedRanks of(PairedSample sample, WilcoxonTest.Zeros zeros) {
        double[] differences = rounded(sample.raw(), zeros == WilcoxonTest.Zeros.WILCOX);
        double[] sizes = new double[differences.length];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = Math.abs(differences[i]);
        }
        double[] ranks = Ranks.ascending(sizes);
        double[] moved = new double[sample.wins() + sample.losses()];
        double plus = 0;
        double minus = 0;
        double resting = 0;
        double squares = 0;
        int count = 0;
        for (int i = 0; i < ranks.length; i++) {
            if (differences[i] == 0) {
                resting += ranks[i];
                squares += zeros == WilcoxonTest.Zeros.SPLIT ? ranks[i] * ranks[i] : 0;
                continue;
            }
            moved[count++] = ranks[i];
            squares += ranks[i] * ranks[i];
            plus += differences[i] > 0 ? ranks[i] : 0;
            minus += differences[i] < 0 ? ranks[i] : 0;
        }
        double shared = zeros == WilcoxonTest.Zeros.SPLIT ? resting / 2 : 0;
        return new SignedRanks(plus + shared, minus + shared, squares / 4, moved, shared);
    }

    private static double[] rounded(double[] values, boolean withoutZeros) {
        double[] result = new double[values.length];
        int count = 0;
        for (double value : values) {
            double rounded = PairedSample.rounded(value);
            if (rounded != 0 || !withoutZeros) {
                result[count++] = rounded;
            }
        }
        return Arrays.copyOf(result, count);
    }

    double plus() {
        return plus;
    }

    double minus() {
        return minus;
    }

    /** What {@link #plus} is on average over all signs. */
    double mean() {
        return (plus + minus) / 2;
    }

    /** The variance of {@link #plus} over all signs; with shared zeros as if these had signs too, as is customary. */
    double variance() {
        return variance;
    }

    /** How many have a difference. */
    int moved() {
        return moved.length;
    }

    /** Twice {@link #plus} without what zeros share: a whole number, as ranks are halves. */
    int doubledPlus() {
        return (int) Math.round(2 * (plus - shared));
    }

    /** The probability of each value of {@link #doubledPlus}, all signs being equally likely. */
    double[] chances() {
        int total = 0;
        for (double rank : moved) {
            total += (int) Math.round(2 * rank);
        }
        double[] chances = new double[total + 1];
        chances[0] = 1;
        int reached = 0;
        for (double rank : moved) {
            int step = (int) Math.round(2 * rank);
            reached += step;
            for (int sum = reached; sum >= 0; sum--) {
                chances[sum] = (chances[sum] + (sum >= step ? chances[sum - step] : 0)) / 2;
            }
        }
        return chances;
    }
}
