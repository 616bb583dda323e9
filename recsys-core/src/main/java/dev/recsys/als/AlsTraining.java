package dev.recsys.als;

import dev.recsys.TrainingException;
import dev.recsys.data.FactorMatrix;
import dev.recsys.data.FactorMatrixBuilder;
import dev.recsys.data.SparseMatrix;
import dev.recsys.train.TrainingContext;
import java.util.SplittableRandom;

/** One training: the factors under way and the iterations over them. */
final class AlsTraining {

    private static final int ROWS_PER_TASK = 1024;

    private final ImplicitAls config;
    private final TrainingContext context;
    private final FactorMatrixBuilder users;
    private final FactorMatrixBuilder items;
    private final Sweep userSweep;
    private final Sweep itemSweep;

    AlsTraining(ImplicitAls config, SparseMatrix byUser, TrainingContext context) {
        this.config = config;
        this.context = context;
        this.users = FactorMatrix.builder(byUser.rows(), config.factors());
        this.items = FactorMatrix.builder(byUser.columns(), config.factors());
        this.userSweep = new Sweep("user", byUser, config, context);
        this.itemSweep = new Sweep("item", byUser.transpose(), config, context);
    }

    void run() {
        initialise(users, config.seed());
        if (config.solver() == ImplicitAls.Solver.CONJUGATE_GRADIENT) {
            initialise(items, ~config.seed()); // the first guess its steps start from
        }
        for (int iteration = 1; iteration <= config.iterations(); iteration++) {
            context.cancellation().check(ImplicitAls.NAME + ", iteration " + iteration);
            itemSweep.run(items, users);
            userSweep.run(users, items);
            context.progress().step("ials iteration", iteration, config.iterations(), "");
        }
    }

    /** Normal numbers, each row from a seed of its own. */
    private void initialise(FactorMatrixBuilder side, long seed) {
        double deviation = config.initialDeviation() / Math.sqrt(config.factors());
        int tasks = (int) (((long) side.rows() + ROWS_PER_TASK - 1) / ROWS_PER_TASK);
        context.parallelism().run(tasks, context.cancellation(), ImplicitAls.NAME, (worker, task) -> {
            int from = task * ROWS_PER_TASK;
            initialise(side, seed, deviation, from, from + Math.min(ROWS_PER_TASK, side.rows() - from));
        });
    }

    private static void initialise(FactorMatrixBuilder side, long seed, double deviation, int from, int to) {
        float[] row = new float[side.factors()];
        for (int r = from; r < to; r++) {
            SplittableRandom random = new SplittableRandom(seed * 0x9e3779b97f4a7c15L + r);
            for (int f = 0; f < row.length; f++) {
                row[f] = (float) (random.nextGaussian() * deviation);
            }
            side.setRow(r, row, 0);
        }
    }

    FactorMatrix users() {
        return build(users, "user");
    }

    FactorMatrix items() {
        return build(items, "item");
    }

    private static FactorMatrix build(FactorMatrixBuilder side, String what) {
        try {
            return side.build();
        } catch (IllegalArgumentException e) {
            throw new TrainingException(
                    ImplicitAls.NAME + ": the factors of " + what + "s overflowed: " + e.getMessage()
                            + "; raise regularization or lower alpha or the weights",
                    e);
        }
    }
}
