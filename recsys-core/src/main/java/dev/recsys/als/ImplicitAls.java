package dev.recsys.als;

import dev.recsys.Stable;
import dev.recsys.TrainingException;
import dev.recsys.data.DataShape;
import dev.recsys.model.FactorModel;
import dev.recsys.model.ModelInfo;
import dev.recsys.train.Algorithm;
import dev.recsys.train.Trainer;
import dev.recsys.train.TrainingContext;
import dev.recsys.train.TrainingEstimate;
import dev.recsys.train.TrainingInput;
import dev.recsys.train.WarmStart;

/**
 * Implicit alternating least squares: factors p (users x factors) and q (items x factors), score(u, i) = p_u . q_i.
 *
 * <p>With a weight above 0 a user likes an item (target 1), with one below 0 dislikes it (target 0); c = alpha * |w| says how sure
 * that is. Every other pair has target 0 with confidence {@code unobservedWeight} = w0. Minimised is, for {@link
 * Objective#ALL_PAIRS} (Rendle, Krichene, Zhang, Koren 2022, "Revisiting the performance of iALS"),
 *
 * <pre>
 *   sum over stored pairs of c (target - s)^2  +  w0 * sum over all pairs of s^2
 *     + sum over users of R_u |p_u|^2  +  sum over items of R_i |q_i|^2
 *   with R_x = regularization * (entries of x + w0 * rows of the other side)^regularizationExponent
 * </pre>
 *
 * and for {@link Objective#MISSING_PAIRS} (Hu, Koren, Volinsky 2008, whose formula it is with w0 = 1, their confidence
 * 1 + alpha * r, and regularizationExponent = 0) the stored pairs have confidence c + w0 and the second sum runs over the
 * other pairs only.
 *
 * <p>Each iteration solves all items with the users fixed, then all users with the items fixed, so the users of the model
 * belong to its items: with {@link Solver#CHOLESKY} they are the exact answer to them, and folding in a training user's
 * history gives that user's factors again.
 *
 * <p>Cost of an iteration: O(entries * factors^2 + (users + items) * factors^3) with {@link Solver#CHOLESKY}, O((entries *
 * factors + (users + items) * factors^2) * solverSteps) with {@link Solver#CONJUGATE_GRADIENT}. Memory: both orientations
 * of the matrix, the factors, and a factors x factors system per worker. Immutable, thread-safe.
 */
@Stable
public final class ImplicitAls implements Trainer<FactorModel> {

    /** What the unobserved weight applies to. */
    public enum Objective {
        /** All pairs, stored ones included. */
        ALL_PAIRS,
        /** Only the pairs that are not stored. */
        MISSING_PAIRS
    }

    /** How the system of a row is solved. */
    public enum Solver {
        /** Exactly; by coordinate descent if factors must not be negative. */
        CHOLESKY,
        /** By a few steps from the row's previous value: faster for many factors, a little less exact. */
        CONJUGATE_GRADIENT
    }

    static final String NAME = "ials";

    private static final ImplicitAls DEFAULTS = new ImplicitAls(new Draft());

    /** The descriptor. */
    public static final Algorithm<ImplicitAls, FactorModel> ALGORITHM = new ImplicitAlsAlgorithm(DEFAULTS);

    private final Objective objective;
    private final Solver solver;
    private final int factors;
    private final int iterations;
    private final double regularization;
    private final double regularizationExponent;
    private final double unobservedWeight;
    private final double alpha;
    private final int solverSteps;
    private final boolean nonNegative;
    private final double initialDeviation;
    private final long seed;

    private ImplicitAls(Draft draft) {
        objective = draft.objective;
        solver = draft.solver;
        factors = draft.factors;
        iterations = draft.iterations;
        regularization = draft.regularization;
        regularizationExponent = draft.regularizationExponent;
        unobservedWeight = draft.unobservedWeight;
        alpha = draft.alpha;
        solverSteps = draft.solverSteps;
        nonNegative = draft.nonNegative;
        initialDeviation = draft.initialDeviation;
        seed = draft.seed;
    }

    static ImplicitAls defaults() {
        return DEFAULTS;
    }

    /** A copy with another value of what the unobserved weight applies to. */
    public ImplicitAls withObjective(Objective value) {
        Draft draft = new Draft(this);
        draft.objective = value;
        return new ImplicitAls(draft);
    }

    /**
     * A copy with another value of how a row is solved.
     *
     * @throws IllegalArgumentException if it is {@link Solver#CONJUGATE_GRADIENT} and factors must not be negative
     */
    public ImplicitAls withSolver(Solver value) {
        requireSolver(nonNegative, value);
        Draft draft = new Draft(this);
        draft.solver = value;
        return new ImplicitAls(draft);
    }

    /** A copy with another value of the latent size, 1 to 4096. */
    public ImplicitAls withFactors(int value) {
        Draft draft = new Draft(this);
        draft.factors = Bounds.FACTORS.check(value);
        return new ImplicitAls(draft);
    }

    /** A copy with another value of the number of iterations, 1 to 10,000. */
    public ImplicitAls withIterations(int value) {
        Draft draft = new Draft(this);
        draft.iterations = Bounds.ITERATIONS.check(value);
        return new ImplicitAls(draft);
    }

    /** A copy with another value of the strength of the penalty on factors, 0 or more. */
    public ImplicitAls withRegularization(double value) {
        Draft draft = new Draft(this);
        draft.regularization = Bounds.REGULARIZATION.check(value);
        return new ImplicitAls(draft);
    }

    /** A copy with another value of how the penalty grows with a row's entries, 0 to 2. */
    public ImplicitAls withRegularizationExponent(double value) {
        Draft draft = new Draft(this);
        draft.regularizationExponent = Bounds.REGULARIZATION_EXPONENT.check(value);
        return new ImplicitAls(draft);
    }

    /** A copy with another value of the confidence in unobserved pairs, 0 or more. */
    public ImplicitAls withUnobservedWeight(double value) {
        Draft draft = new Draft(this);
        draft.unobservedWeight = Bounds.UNOBSERVED_WEIGHT.check(value);
        return new ImplicitAls(draft);
    }

    /** A copy with another value of the confidence per unit of weight, above 0. */
    public ImplicitAls withAlpha(double value) {
        Draft draft = new Draft(this);
        draft.alpha = Bounds.ALPHA.check(value);
        return new ImplicitAls(draft);
    }

    /** A copy with another value of the steps of {@link Solver#CONJUGATE_GRADIENT}, at least 1. */
    public ImplicitAls withSolverSteps(int value) {
        Draft draft = new Draft(this);
        draft.solverSteps = Bounds.SOLVER_STEPS.check(value);
        return new ImplicitAls(draft);
    }

    /**
     * A copy whose factors may or must not be negative. Rows are then solved by coordinate descent from their previous value,
     * until no element's gradient asks for more than a millionth of what the data does.
     *
     * @throws IllegalArgumentException with {@link Solver#CONJUGATE_GRADIENT}, which cannot hold a bound
     */
    public ImplicitAls withNonNegative(boolean value) {
        requireSolver(value, solver);
        Draft draft = new Draft(this);
        draft.nonNegative = value;
        return new ImplicitAls(draft);
    }

    private static void requireSolver(boolean nonNegative, Solver solver) {
        if (nonNegative && solver == Solver.CONJUGATE_GRADIENT) {
            throw new IllegalArgumentException(
                    "nonNegative=true needs solver=cholesky: conjugate gradients cannot hold a bound");
        }
    }

    /** A copy with another value of the standard deviation of the first factors times the square root of their number, above 0. */
    public ImplicitAls withInitialDeviation(double value) {
        Draft draft = new Draft(this);
        draft.initialDeviation = Bounds.INITIAL_DEVIATION.check(value);
        return new ImplicitAls(draft);
    }

    /** A copy with another value of the seed of the first factors. */
    public ImplicitAls withSeed(long value) {
        Draft draft = new Draft(this);
        draft.seed = value;
        return new ImplicitAls(draft);
    }

    /** What the unobserved weight applies to. Default {@link Objective#ALL_PAIRS}. */
    public Objective objective() {
        return objective;
    }

    /** How a row is solved. Default {@link Solver#CHOLESKY}. */
    public Solver solver() {
        return solver;
    }

    /** The latent size, 1 to 4096. Default 64. */
    public int factors() {
        return factors;
    }

    /** The number of iterations, 1 to 10,000. Default 15. */
    public int iterations() {
        return iterations;
    }

    /** The strength of the penalty on factors, 0 or more. Default 0.01. */
    public double regularization() {
        return regularization;
    }

    /** How the penalty grows with a row's entries, 0 to 2. Default 1. */
    public double regularizationExponent() {
        return regularizationExponent;
    }

    /** The confidence in unobserved pairs, 0 or more. Default 0.1. */
    public double unobservedWeight() {
        return unobservedWeight;
    }

    /** The confidence per unit of weight, above 0. Default 1. */
    public double alpha() {
        return alpha;
    }

    /** The steps of {@link Solver#CONJUGATE_GRADIENT}, at least 1. Default 3. */
    public int solverSteps() {
        return solverSteps;
    }

    /** Whether no factor is negative. Default false. */
    public boolean nonNegative() {
        return nonNegative;
    }

    /** The standard deviation of the first factors times the square root of their number, above 0. Default 0.1. */
    public double initialDeviation() {
        return initialDeviation;
    }

    /** The seed of the first factors. Default 42. */
    public long seed() {
        return seed;
    }

    /** {@inheritDoc} The parent must be a model of this algorithm with as many factors. */
    @Override
    public boolean canWarmStart() {
        return true;
    }

    @Override
    public FactorModel train(TrainingInput input, TrainingContext context) {
        Confidence confidence = Confidence.of(this);
        AlsPlan plan = new AlsPlan(
                NAME,
                factors,
                iterations,
                method(),
                solverSteps,
                initialDeviation / Math.sqrt(factors),
                seed,
                confidence,
                confidence);
        AlsTraining training = new AlsTraining(plan, input, context);
        input.warmStart().ifPresentOrElse(start -> startWarm(training, start), training::startCold);
        training.run();
        ModelInfo info = ModelInfo.of(NAME, ALGORITHM.parameters().describe(this), input.shape());
        try {
            return ImplicitAlsAlgorithm.model(info, confidence, nonNegative, training.users(), training.items());
        } catch (IllegalArgumentException e) {
            throw new TrainingException(NAME + ": " + e.getMessage() + "; scale the weights down", e);
        }
    }

    private RowSolver.Method method() {
        if (nonNegative) {
            return RowSolver.Method.NON_NEGATIVE;
        }
        return solver == Solver.CHOLESKY ? RowSolver.Method.EXACT : RowSolver.Method.STEPS;
    }

    private void startWarm(AlsTraining training, WarmStart start) {
        AlsTraining.requireParent(NAME, start);
        FactorModel parent = (FactorModel) start.parent();
        AlsFoldIn foldIn = ImplicitAlsAlgorithm.foldIn(parent);
        AlsTraining.requireSign(NAME, nonNegative, foldIn);
        training.startWarm(start, parent.userFactors(), parent.itemFactors());
    }

    @Override
    public TrainingEstimate estimate(DataShape shape, TrainingContext context) {
        double d = factors;
        double rows = (double) shape.users() + shape.items();
        double perIteration = solver == Solver.CHOLESKY
                ? 2.0 * shape.entries() * d * (d + 1) + rows * (d * d * d / 3 + 4 * d * d)
                : (solverSteps + 1) * (8.0 * shape.entries() * d + 2 * rows * d * d);
        double gram = rows * d * d;
        long matrix = 8L * shape.entries() + 12L * shape.items();
        long model = 4L * factors * (shape.users() + 2L * shape.items());
        long longestRow = Math.min(shape.entries(), Math.max(shape.users(), shape.items()));
        long perWorker = 2 * (4L * factors * factors + 20L * longestRow) + 12L * factors * factors;
        long parts = Math.max(1, Math.min(32, (1L << 24) / factors / factors)); // of a Gram matrix
        long scratch = context.parallelism().workers() * perWorker + (parts * 8 + 20) * factors * factors;
        return TrainingEstimate.of(matrix + model + scratch, iterations * (perIteration + gram));
    }

    @Override
    public String toString() {
        return NAME + " " + ALGORITHM.parameters().describe(this);
    }

    /** The values while a copy is made. */
    private static final class Draft {

        private Objective objective = Objective.ALL_PAIRS;
        private Solver solver = Solver.CHOLESKY;
        private int factors = 64;
        private int iterations = 15;
        private double regularization = 0.01;
        private double regularizationExponent = 1;
        private double unobservedWeight = 0.1;
        private double alpha = 1;
        private int solverSteps = 3;
        private boolean nonNegative;
        private double initialDeviation = 0.1;
        private long seed = 42;

        Draft() {}

        Draft(ImplicitAls source) {
            objective = source.objective;
            solver = source.solver;
            factors = source.factors;
            iterations = source.iterations;
            regularization = source.regularization;
            regularizationExponent = source.regularizationExponent;
            unobservedWeight = source.unobservedWeight;
            alpha = source.alpha;
            solverSteps = source.solverSteps;
            nonNegative = source.nonNegative;
            initialDeviation = source.initialDeviation;
            seed = source.seed;
        }
    }
}
