package dev.recsys.nmf;

import dev.recsys.data.FactorMatrix;
import dev.recsys.data.FactorMatrixBuilder;
import dev.recsys.data.SparseMatrix;
import dev.recsys.train.TrainingContext;
import dev.recsys.train.WarmStart;
import java.util.Arrays;
import java.util.Optional;

/** One training: V (users x items) and the W and H under way, and the iterations over them. */
final class Factorization {

    private final Nmf config;
    private final TrainingContext context;
    private final SparseMatrix byUser;
    private final SparseMatrix byItem;
    private final RowTasks tasks;
    private final MatrixSums sums;
    private final Criterion criterion;
    private final Fit fit;
    private final FactorMatrixBuilder users;
    private final FactorMatrixBuilder items;

    Factorization(Nmf config, Criterion criterion, SparseMatrix byUser, TrainingContext context) {
        this.config = config;
        this.context = context;
        this.byUser = byUser;
        this.byItem = byUser.transpose();
        this.sums = MatrixSums.of(byUser);
        int longest = Math.max(byUser.maxRowLength(), byItem.maxRowLength());
        this.tasks = new RowTasks(context, config.factors(), longest, sums.allPositive());
        this.criterion = criterion;
        this.fit = config.loss() == Nmf.Loss.KULLBACK_LEIBLER
                ? new KullbackLeiblerFit(criterion, byUser, sums, tasks)
                : new FrobeniusFit(criterion, config.solver(), byUser, sums, tasks);
        this.users = FactorMatrix.builder(byUser.rows(), config.factors());
        this.items = FactorMatrix.builder(byUser.columns(), config.factors());
    }

    /** The whole training: from an earlier model, if there is one, and of its touched rows only, if it says so. */
    void run(Optional<WarmStart> earlier) {
        earlier.ifPresentOrElse(this::runFrom, this::runCold);
    }

    private void runCold() {
        if (sums.total() > 0) { // else there is nothing to explain: every factor stays 0
            new ColdStart(config, sums, tasks).fill(byUser, byItem, users, items);
            iterate();
        }
    }

    private void runFrom(WarmStart earlier) {
        new CarriedStart(config, criterion, sums, tasks, earlier).fill(byUser, byItem, users, items);
        if (earlier.touchedOnlySweeps().isPresent()) {
            sweep(earlier, earlier.touchedOnlySweeps().getAsInt());
        } else {
            iterate();
        }
    }

    /** Updates touched rows alone. */
    private void sweep(WarmStart earlier, int sweeps) {
        RowSelection touchedUsers = RowSelection.of(users.rows(), earlier::isUserTouched);
        RowSelection touchedItems = RowSelection.of(items.rows(), earlier::isItemTouched);
        String detail = touchedUsers.size() + " users and " + touchedItems.size() + " items";
        for (int sweep = 1; sweep <= sweeps; sweep++) {
            String when = "sweep " + sweep;
            context.cancellation().check(Nmf.NAME + ", " + when);
            update(byUser, users, touchedUsers, fit.againstItems(items, when));
            update(byItem, items, touchedItems, fit.againstUsers(users, when));
            context.progress().step(Nmf.NAME + " sweep", sweep, sweeps, detail);
        }
    }

    private void iterate() {
        RowSelection allUsers = RowSelection.all(users.rows());
        RowSelection allItems = RowSelection.all(items.rows());
        Stopping stopping = new Stopping(config.solver(), config.tolerance());
        if (stopping.needsFirstError()) {
            stopping.firstError(fit.firstError(users, items));
        }
        RowStep userStep = fit.againstItems(items, "the start");
        for (int iteration = 1; iteration <= config.iterations(); iteration++) {
            String when = "iteration " + iteration;
            context.cancellation().check(Nmf.NAME + ", " + when);
            RowStep.Sums first = update(byUser, users, allUsers, userStep);
            RowStep.Sums second = update(byItem, items, allItems, fit.againstUsers(users, when));
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

    /** Replaces rows of one side. */
    private RowStep.Sums update(SparseMatrix matrix, FactorMatrixBuilder side, RowSelection rows, RowStep step) {
        RowStep.Sums[] shown = new RowStep.Sums[tasks.groupTasks(rows.size())];
        Arrays.setAll(shown, task -> new RowStep.Sums());
        tasks.forEachGroup(rows.size(), (mine, task, from, to) -> {
            int members = gather(mine, matrix, side, rows, from, to, step, shown[task]);
            if (members > 0) {
                step.improve(mine, members, shown[task]);
            }
            for (int member = 0; member < members; member++) {
                side.setRow(mine.members[member], mine.rows, member * config.factors());
            }
        });
        RowStep.Sums total = new RowStep.Sums();
        for (RowStep.Sums ofTask : shown) {
            total.add(ofTask);
        }
        return total;
    }

    /** Takes up the rows of a group that have entries; nothing pulls the others away from zero. */
    private int gather(
            GroupScratch mine,
            SparseMatrix matrix,
            FactorMatrixBuilder side,
            RowSelection rows,
            int from,
            int to,
            RowStep step,
            RowStep.Sums sums) {
        int factors = config.factors();
        int members = 0;
        for (int index = from; index < to; index++) {
            int row = rows.row(index);
            int count = tasks.gather(mine.entries, matrix, row);
            side.copyRow(row, mine.rows, members * factors);
            if (count == 0) {
                Arrays.fill(mine.rows, members * factors, (members + 1) * factors, 0f);
                side.setRow(row, mine.rows, members * factors);
            } else {
                step.gather(mine, members, count, sums);
                mine.members[members++] = row;
            }
        }
        return members;
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
