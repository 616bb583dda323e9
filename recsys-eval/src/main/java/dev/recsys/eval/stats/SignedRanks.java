package dev.recsys.eval.stats;

/**
 * The ranks of differences by their size, split by their sign. Those without a difference are the smallest, so that the others
 * have their rank among themselves and an offset.
 */
final class SignedRanks {

    private final double plus;
    private final double minus;
    private final double variance;
    private final double[] moved; // the ranks among themselves of those with a difference
    private final int offset; // what is added to each
    private final double shared; // what zeros give to either side

    private SignedRanks(double plus, double minus, double variance, double[] moved, int offset, double shared) {
        this.plus = plus;
        this.minus = minus;
        this.variance = variance;
        this.moved = moved;
        this.offset = offset;
        this.shared = shared;
    }

    static SignedRanks of(PairedSample sample, WilcoxonTest.Zeros zeros) {
        double[] differences = moved(sample);
        double[] sizes = new double[differences.length];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = Math.abs(differences[i]);
        }
        double[] ranks = Ranks.ascending(sizes);
        int offset = zeros == WilcoxonTest.Zeros.WILCOX ? 0 : sample.ties();
        double plus = 0;
        double minus = 0;
        double squares = 0;
        for (int i = 0; i < ranks.length; i++) {
            double rank = ranks[i] + offset;
            squares += rank * rank;
            plus += differences[i] > 0 ? rank : 0;
            minus += differences[i] < 0 ? rank : 0;
        }
        double resting = zeros == WilcoxonTest.Zeros.SPLIT ? (offset + 1.0) / 2 : 0; // the rank of each zero
        double shared = offset * resting / 2;
        squares += offset * resting * resting;
        return new SignedRanks(plus + shared, minus + shared, squares / 4, ranks, offset, shared);
    }

    private static double[] moved(PairedSample sample) {
        double[] moved = new double[sample.wins() + sample.losses()];
        int count = 0;
        for (double value : sample.raw()) {
            double rounded = PairedSample.rounded(value);
            if (rounded != 0) {
                moved[count++] = rounded;
            }
        }
        return moved;
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
    long doubledPlus() {
        return Math.round(2 * (plus - shared));
    }

    /** What {@link #doubledPlus} is for a cell of {@link #chances}. */
    long doubledPlus(int row, int sum) {
        return 2L * offset * row + sum;
    }

    /**
     * The probability of each value of {@link #doubledPlus}, all signs being equally likely: by how many win, and by the sum of
     * twice their ranks among themselves. So the table does not grow with the offset; without one it is a single row.
     */
    double[][] chances() {
        int total = 0;
        for (double rank : moved) {
            total += doubled(rank);
        }
        double[][] chances = new double[offset == 0 ? 1 : moved.length + 1][total + 1];
        chances[0][0] = 1;
        int reached = 0;
        for (int seen = 0; seen < moved.length; seen++) {
            int step = doubled(moved[seen]);
            reached += step;
            for (int row = Math.min(seen + 1, chances.length - 1); row >= 0; row--) {
                add(chances, row, step, reached);
            }
        }
        return chances;
    }

    /** One more, who wins or does not. */
    private static void add(double[][] chances, int row, int step, int reached) {
        double[] own = chances[row];
        double[] fewer = chances.length == 1 ? own : row == 0 ? new double[0] : chances[row - 1];
        for (int sum = reached; sum >= 0; sum--) {
            int before = sum - step;
            own[sum] = (own[sum] + (before >= 0 && before < fewer.length ? fewer[before] : 0)) / 2;
        }
    }

    private static int doubled(double rank) {
        return (int) Math.round(2 * rank);
    }
}
