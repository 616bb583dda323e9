package dev.recsys.nmf;

import dev.recsys.data.FactorMatrix;
import dev.recsys.data.FactorMatrixBuilder;
import dev.recsys.data.SparseMatrix;
import dev.recsys.internal.math.RowReader;
import dev.recsys.train.TrainingContext;
import java.util.Arrays;

/** One training: V (users x items) and the W and H under way, and the iterations over them. */
final class Factorization {

    private final Nmf config;
    private final TrainingContext context;
    private final SparseMatrix byUser;
    private final SparseMatrix byItem;
    private final RowTasks tasks;
    private final MatrixSums sums;
    private final Fit fit;
    private final FactorMatrixBuilder users;
    private final FactorMatrixBuilder items;

    Factorization(Nmf config, Criterion criterion, SparseMatrix byUser, TrainingContext context) {
        this.config = config;
        this.context = context;
        this.byUser = byUser;
        this.byItem = byUser.transpose();
        this.tasks = new RowTasks(context, config.factors(), Math.max(byUser.maxRowLength(), byItem.maxRowLength()));
        this.sums = MatrixSums.of(byUser);
        this.fit = config.loss() == Nmf.Loss.KULLBACK_LEIBLER
                ? new KullbackLeiblerFit(criterion, byUser, sums, tasks)
                : new FrobeniusFit(criterion, config.solver(), byUser, sums, tasks);
        this.users = FactorMatrix.builder(byUser.rows(), config.factors());
        this.items = FactorMatrix.builder(byUser.columns(), config.factors());
    }

    /** The first factors, as the configuration says. */
    void start() {
        if (sums.total() > 0) {
            new ColdStart(config, sums, tasks).fill(byUser, byItem, users, items);
        }
    }

    /** The first factors, given. */
    void startAt(RowReader firstUsers, RowReader firstItems) {
        copy(firstUsers, users);
        copy(firstItems, items);
    }

    private void copy(RowReader from, FactorMatrixBuilder to) {
        tasks.forEachRow(to.rows(), (mine, task, row) -> {
            from.copyRow(row, mine.row, 0);
            to.setRow(row, mine.row, 0);
        });
    }

    void iterate() {
        if (sums.total() == 0) {
            return; // nothing to explain: every factor stays 0
        }
        Stopping stopping = new Stopping(config.solver(), config.tolerance());
        if (stopping.needsFirstError()) {
            stopping.firstError(fit.firstError(users, items));
        }
        RowStep userStep = fit.againstItems(items, "the start");
        for (int iteration = 1; iteration <= config.iterations(); iteration++) {
            String when = "iteration " + iteration;
            context.cancellation().check(Nmf.NAME + ", " + when);
            RowStep.Sums first = update(byUser, users, userStep);
            RowStep.Sums second = update(byItem, items, fit.againstUsers(users, when));
            userStep = fit.againstItems(items, when);
            double error = fit.error(second.loss);
            boolean stop = stopping.after(iteration, first.violation + second.violation, error);
            report(iteration, error, stop);
            if (stop) {
                return;
            }
        }
    }

    private void report(int iteration, double error, boolean stop) {
        String detail = fit.describe(error);
        context.progress()
                .step(Nmf.NAME + " iteration", iteration, config.iterations(), stop ? detail + ", converged" : detail);
    }

    /** Replaces every row of one side. */
    private RowStep.Sums update(SparseMatrix matrix, FactorMatrixBuilder side, RowStep step) {
        RowStep.Sums[] sums = new RowStep.Sums[RowTasks.count(matrix.rows())];
        Arrays.setAll(sums, task -> new RowStep.Sums());
        tasks.forEachRow(matrix.rows(), (mine, task, row) -> {
            int count = mine.gather(matrix, row);
            if (count == 0) { // nothing pulls the row away from zero
                Arrays.fill(mine.row, 0f);
            } else {
                side.copyRow(row, mine.row, 0);
                step.run(mine, count, sums[task]);
            }
            side.setRow(row, mine.row, 0);
        });
        RowStep.Sums total = new RowStep.Sums();
        for (RowStep.Sums ofTask : sums) {
            total.add(ofTask);
        }
        return total;
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
            throw Fit.overflow(what + e.getMessage(), e);
        }
    }
}
