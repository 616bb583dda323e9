package dev.recsys.nmf;

import dev.recsys.data.FactorMatrixBuilder;
import dev.recsys.data.SparseMatrix;

/** The first factors of a training that knows of no model before it. */
final class ColdStart {

    private final Nmf config;
    private final MatrixSums sums;
    private final RowTasks tasks;

    ColdStart(Nmf config, MatrixSums sums, RowTasks tasks) {
        this.config = config;
        this.sums = sums;
        this.tasks = tasks;
    }

    void fill(SparseMatrix byUser, SparseMatrix byItem, FactorMatrixBuilder users, FactorMatrixBuilder items) {
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
            throw Fit.overflow("the start: " + e.getMessage(), e);
        }
    }
}
