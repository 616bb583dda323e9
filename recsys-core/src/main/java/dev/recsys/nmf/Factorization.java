package dev.recsys.nmf;

import dev.recsys.TrainingException;
import dev.recsys.data.FactorMatrix;
import dev.recsys.data.FactorMatrixBuilder;
import dev.recsys.data.SparseMatrix;
import dev.recsys.internal.solve.NonNegativeSweep;
import dev.recsys.train.TrainingContext;
import java.util.Arrays;
import java.util.Locale;

/** One training: V (users x items) and the W and H under way, and the iterations over them. */
final class Factorization {

    private final Nmf config;
    private final TrainingContext context;
    private final SparseMatrix byUser;
    private final SparseMatrix byItem;
    private final RowTasks tasks;
    private final MatrixSums sums;
    private final FactorMatrixBuilder users;
    private final FactorMatrixBuilder items;

    Factorization(Nmf config, SparseMatrix byUser, TrainingContext context) {
        this.config = config;
        this.context = context;
        this.byUser = byUser;
        this.byItem = byUser.transpose();
        this.tasks = new RowTasks(context, config.factors(), Math.max(byUser.maxRowLength(), byItem.maxRowLength()));
        this.sums = MatrixSums.of(byUser);
        this.users = FactorMatrix.builder(byUser.rows(), config.factors());
        this.items = FactorMatrix.builder(byUser.columns(), config.factors());
    }

    void run() {
        if (sums.total() == 0) {
            return; // nothing to explain: every factor stays 0
        }
        start();
        double[][] itemGram = tasks.gram(items);
        Stopping stopping = new Stopping(config.solver(), config.tolerance());
        if (stopping.needsFirstError()) {
            stopping.firstError(ReconstructionError.of(byUser, users::copyRow, items::copyRow, config.factors()));
        }
        for (int iteration = 1; iteration <= config.iterations(); iteration++) {
            context.cancellation().check(Nmf.NAME + ", iteration " + iteration);
            Half first = update(byUser, users, items, finite(itemGram, iteration));
            double[][] userGram = tasks.gram(users);
            Half second = update(byItem, items, users, finite(userGram, iteration));
            itemGram = tasks.gram(items);
            finite(itemGram, iteration);
            double error = ReconstructionError.of(sums.squares(), second.agreement, userGram, itemGram);
            boolean stop = stopping.after(iteration, first.violation + second.violation, error);
            report(iteration, error, stop);
            if (stop) {
                return;
            }
        }
    }

    private void report(int iteration, double error, boolean stop) {
        String detail = String.format(Locale.ROOT, "reconstruction error %.4f", error);
        context.progress()
                .step(Nmf.NAME + " iteration", iteration, config.iterations(), stop ? detail + ", converged" : detail);
    }

    private void start() {
        double mean = sums.total() / ((double) byUser.rows() * byUser.columns());
        double scale = Math.sqrt(mean / config.factors());
        if (config.start() == Nmf.Start.RANDOM) {
            RandomStart.fill(users, RandomStart.Side.USERS, config.seed(), scale, tasks);
            RandomStart.fill(items, RandomStart.Side.ITEMS, config.seed(), scale, tasks);
            return;
        }
        float zero = config.start() == Nmf.Start.NNDSVDA ? (float) mean : 0f;
        try {
            TruncatedSvd svd = new TruncatedSvd(byUser, byItem, config.factors(), config.seed(), tasks);
            new Nndsvd(zero, scale, config.seed(), tasks).fill(svd, users, items);
        } catch (ArithmeticException e) {
            throw new TrainingException(overflow("the start: " + e.getMessage()), e);
        }
    }

    /** Replaces every row of one side, with the other side fixed. */
    private Half update(SparseMatrix matrix, FactorMatrixBuilder side, FactorMatrixBuilder fixed, float[][] gram) {
        int factors = config.factors();
        boolean descend = config.solver() == Nmf.Solver.COORDINATE_DESCENT;
        RowScratch.Rows source = fixed::copyRow;
        double[] violations = new double[RowTasks.count(matrix.rows())];
        double[] agreements = new double[violations.length];
        tasks.forEachRow(matrix.rows(), (mine, task, row) -> {
            int count = mine.gather(matrix, row);
            if (count == 0) { // nothing pulls the row away from zero
                Arrays.fill(mine.row, 0f);
            } else {
                side.copyRow(row, mine.row, 0);
                mine.weightedSum(source, count);
                if (descend) {
                    NonNegativeSweep.gradient(gram, mine.sum, mine.row, mine.gradient);
                    violations[task] += NonNegativeSweep.descend(gram, mine.row, mine.gradient, factors);
                } else {
                    NonNegativeSweep.multiply(gram, mine.sum, mine.row, mine.gradient);
                }
                agreements[task] += dot(mine.row, mine.sum);
            }
            side.setRow(row, mine.row, 0);
        });
        return new Half(
                Arrays.stream(violations).sum(), Arrays.stream(agreements).sum());
    }

    private static double dot(float[] x, float[] y) {
        double sum = 0;
        for (int f = 0; f < x.length; f++) {
            sum += (double) x[f] * y[f];
        }
        return sum;
    }

    /** A Gram matrix in floats. Its diagonal shows whether any factor overflowed. */
    private static float[][] finite(double[][] gram, int iteration) {
        float[][] floats = new float[gram.length][gram.length];
        for (int f = 0; f < gram.length; f++) {
            for (int g = 0; g < gram.length; g++) {
                floats[f][g] = (float) gram[f][g];
            }
            if (!Float.isFinite(floats[f][f])) {
                throw new TrainingException(
                        overflow("iteration " + iteration + ": the products of factor " + f + " are not finite"));
            }
        }
        return floats;
    }

    FactorMatrix users() {
        return build(users, "user ");
    }

    FactorMatrix items() {
        return build(items, "item ");
    }

    private static FactorMatrix build(FactorMatrixBuilder side, String what) {
        try {
            return side.build();
        } catch (IllegalArgumentException e) {
            throw new TrainingException(overflow(what + e.getMessage()), e);
        }
    }

    private static String overflow(String what) {
        return Nmf.NAME + ": " + what
                + "; the weights are too large or too uneven for 32-bit floats, scale them down or use weighting log";
    }

    /** What updating one side showed: how far it was from its minimum, and the sum of V * (W H^T) after it. */
    private record Half(double violation, double agreement) {}
}
