package dev.recsys.benchmarks.peers;

import dev.recsys.als.Als;
import dev.recsys.als.ImplicitAls;
import dev.recsys.data.Dataset;
import dev.recsys.data.SparseMatrix;
import dev.recsys.event.IdIndex;
import dev.recsys.event.IdType;
import dev.recsys.execution.Parallelism;
import dev.recsys.model.FactorModel;
import dev.recsys.model.ModelBundle;
import dev.recsys.train.TrainingContext;
import dev.recsys.train.TrainingInput;
import dev.recsys.train.WarmStart;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Iterations of implicit ALS in the formulation of Hu, Koren and Volinsky, confidence 1 + alpha * weight and a constant
 * penalty, all from the same start: the factors after one iteration.
 */
final class AlsWork {

    private Optional<Dataset<Integer, Integer>> data = Optional.empty();
    private Optional<FactorModel> start = Optional.empty();
    private Optional<FactorModel> result = Optional.empty();

    /** Reads the matrix. */
    Reply load(Arguments arguments) throws IOException {
        SparseMatrix matrix = MatrixFiles.readSparse(arguments.text("matrix"), arguments.number("items"));
        data = Optional.of(Dataset.of(ids(matrix.rows()), ids(matrix.columns()), matrix));
        start = Optional.empty();
        result = Optional.empty();
        return Reply.ok().with("entries", matrix.entries());
    }

    private static IdIndex<Integer> ids(int count) {
        return IdIndex.of(IdType.INT, () -> IntStream.range(0, count).iterator());
    }

    /** Trains the start. */
    Reply start(Arguments arguments) {
        start = Optional.of(
                trainer(arguments).withIterations(1).train(TrainingInput.of(data.orElseThrow()), context(arguments)));
        result = start;
        return Reply.ok();
    }

    /** Some iterations from the start. */
    Reply run(Arguments arguments) {
        WarmStart warm = WarmStart.of(ModelBundle.of(start.orElseThrow(), data.orElseThrow()), data.orElseThrow());
        IterationTimes times = new IterationTimes();
        TrainingInput input = TrainingInput.of(data.orElseThrow()).withWarmStart(warm);
        TrainingContext context = context(arguments).withProgress(times);
        ImplicitAls trainer = trainer(arguments).withIterations(arguments.number("iterations"));
        Timing whole = Timing.of(() -> result = Optional.of(trainer.train(input, context)));
        return Reply.ok().with(times.perIteration()).with("whole", whole.seconds());
    }

    /** Iterations from random factors; for peers that cannot start from given ones. */
    Reply cold(Arguments arguments) {
        IterationTimes times = new IterationTimes();
        ImplicitAls trainer = trainer(arguments).withIterations(arguments.number("iterations"));
        TrainingContext context = context(arguments).withProgress(times);
        Timing whole =
                Timing.of(() -> result = Optional.of(trainer.train(TrainingInput.of(data.orElseThrow()), context)));
        return Reply.ok().with(times.perIteration()).with("whole", whole.seconds());
    }

    /** Writes the factors of the latest model. */
    Reply save(Arguments arguments) throws IOException {
        FactorModel model = result.orElseThrow();
        MatrixFiles.write(arguments.path("users"), model.userFactors());
        MatrixFiles.write(arguments.path("items"), model.itemFactors());
        return Reply.ok();
    }

    private static ImplicitAls trainer(Arguments arguments) {
        return Als.implicit()
                .withObjective(ImplicitAls.Objective.MISSING_PAIRS)
                .withUnobservedWeight(1)
                .withAlpha(arguments.decimal("alpha"))
                .withRegularization(arguments.decimal("regularization"))
                .withRegularizationExponent(0)
                .withSolver(
                        arguments.text("solver").equals("cg")
                                ? ImplicitAls.Solver.CONJUGATE_GRADIENT
                                : ImplicitAls.Solver.CHOLESKY)
                .withSolverSteps(3)
                .withFactors(arguments.number("factors"))
                .withSeed(1);
    }

    static TrainingContext context(Arguments arguments) {
        return TrainingContext.defaults().withParallelism(Parallelism.threads(arguments.number("threads")));
    }
}
