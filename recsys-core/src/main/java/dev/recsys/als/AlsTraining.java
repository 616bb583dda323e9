package dev.recsys.als;

import dev.recsys.DataException;
import dev.recsys.TrainingException;
import dev.recsys.data.FactorMatrix;
import dev.recsys.data.FactorMatrixBuilder;
import dev.recsys.data.SparseMatrix;
import dev.recsys.event.IdIndex;
import dev.recsys.train.TrainingContext;
import dev.recsys.train.TrainingInput;
import dev.recsys.train.WarmStart;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** One training: the rows under way and the iterations over them. */
final class AlsTraining {

    private static final int ROWS_PER_TASK = 1024;

    private final AlsPlan plan;
    private final TrainingContext context;
    private final FactorMatrixBuilder users;
    private final FactorMatrixBuilder items;
    private final Sweep userSweep;
    private final Sweep itemSweep;
    private int[] userRows; // to be solved
    private int[] itemRows;
    private int iterations;

    AlsTraining(AlsPlan plan, TrainingInput input, TrainingContext context) {
        SparseMatrix byUser = input.interactions();
        this.plan = plan;
        this.context = context;
        this.users = FactorMatrix.builder(byUser.rows(), plan.users().width());
        this.items = FactorMatrix.builder(byUser.columns(), plan.items().width());
        this.userSweep = new Sweep("user", byUser, plan, plan.users(), context);
        this.itemSweep = new Sweep("item", byUser.transpose(), plan, plan.items(), context);
        this.userRows = where(users.rows(), row -> true);
        this.itemRows = where(items.rows(), row -> true);
        this.iterations = plan.iterations();
    }

    /** Refuses a parent of another algorithm. */
    static void requireParent(String name, WarmStart start) {
        String algorithm = start.parent().info().algorithm();
        if (!algorithm.equals(name)) {
            throw new DataException(
                    "warm start of " + name,
                    "the parent is a model of " + algorithm,
                    "start from a model of " + name + ", or train without a warm start");
        }
    }

    /** Refuses a parent that may be negative where the new model must not be. */
    static void requireSign(String name, boolean nonNegative, AlsFoldIn parent) {
        if (nonNegative && !parent.isNonNegative()) {
            throw new DataException(
                    "warm start of " + name,
                    "the parent was trained with nonNegative=false",
                    "train without a warm start once");
        }
    }

    private static int[] where(int rows, IntPredicate chosen) {
        return IntStream.range(0, rows).filter(chosen).toArray();
    }

    /** Starts from random rows. */
    AlsTraining startCold() {
        initialise(users, plan.users(), plan.seed());
        initialise(items, plan.items(), ~plan.seed()); // where steps start from
        return this;
    }

    /**
     * Starts from the rows of a parent. Rows without one are folded in, items first: from random users where those have
     * no parent either.
     */
    AlsTraining startWarm(WarmStart start, FactorMatrix parentUsers, FactorMatrix parentItems) {
        requireWidth(parentUsers.factors());
        startCold();
        copy(start::parentUser, parentUsers, users);
        copy(start::parentItem, parentItems, items);
        itemSweep.run(where(items.rows(), item -> start.parentItem(item) == IdIndex.ABSENT), items, users);
        userSweep.run(where(users.rows(), user -> start.parentUser(user) == IdIndex.ABSENT), users, items);
        OptionalInt sweeps = start.touchedOnlySweeps();
        if (sweeps.isPresent()) {
            userRows = where(users.rows(), start::isUserTouched);
            itemRows = where(items.rows(), start::isItemTouched);
            iterations = sweeps.getAsInt();
        }
        return this;
    }

    private void requireWidth(int parentWidth) {
        if (parentWidth != plan.users().width()) {
            int parentFactors = plan.factors() + parentWidth - plan.users().width();
            throw new DataException(
                    "warm start of " + plan.name(),
                    "the parent has " + parentFactors + " factors but " + plan.factors() + " are to be trained",
                    "train with factors=" + parentFactors + ", or without a warm start");
        }
    }

    private static void copy(IntUnaryOperator parentOf, FactorMatrix parent, FactorMatrixBuilder side) {
        float[] row = new float[side.factors()];
        for (int r = 0; r < side.rows(); r++) {
            int from = parentOf.applyAsInt(r);
            if (from != IdIndex.ABSENT) {
                parent.copyRow(from, row, 0);
                side.setRow(r, row, 0);
            }
        }
    }

    void run() {
        for (int iteration = 1; iteration <= iterations; iteration++) {
            context.cancellation().check(plan.name() + ", iteration " + iteration);
            itemSweep.run(itemRows, items, users);
            userSweep.run(userRows, users, items);
            context.progress().step(plan.name() + " iteration", iteration, iterations, "");
        }
    }

    /** Normal numbers, each row from a seed of its own; their absolute values if none may be negative. */
    private void initialise(FactorMatrixBuilder side, RowTerms terms, long seed) {
        int tasks = (int) (((long) side.rows() + ROWS_PER_TASK - 1) / ROWS_PER_TASK);
        context.parallelism().run(tasks, context.cancellation(), plan.name(), (worker, task) -> {
            int from = task * ROWS_PER_TASK;
            float[] x = new float[terms.unknowns()];
            for (int row = from; row < from + Math.min(ROWS_PER_TASK, side.rows() - from); row++) {
                SplittableRandom random = new SplittableRandom(seed * 0x9e3779b97f4a7c15L + row);
                for (int f = 0; f < x.length; f++) {
                    x[f] = f == terms.free() ? 0f : first(random.nextGaussian() * plan.deviation());
                }
                terms.store(x, side.block(side.blockOf(row)), side.offsetOf(row));
            }
        });
    }

    private float first(double normal) {
        return (float) (plan.method() == RowSolver.Method.NON_NEGATIVE ? Math.abs(normal) : normal);
    }

    FactorMatrix users() {
        return build(users, "user");
    }

    FactorMatrix items() {
        return build(items, "item");
    }

    private FactorMatrix build(FactorMatrixBuilder side, String what) {
        try {
            return side.build();
        } catch (IllegalArgumentException e) {
            throw new TrainingException(
                    plan.name() + ": the factors of " + what + "s overflowed: " + e.getMessage()
                            + "; raise regularization or " + plan.users().remedy(),
                    e);
        }
    }
}
