package dev.recsys.als;

import dev.recsys.Stable;
import dev.recsys.TrainingException;
import dev.recsys.data.DataShape;
import dev.recsys.data.FactorMatrix;
import dev.recsys.model.FactorModel;
import dev.recsys.model.ModelInfo;
import dev.recsys.parameter.Parameter;
import dev.recsys.parameter.Parameter.Scale;
import dev.recsys.parameter.ParameterSpace;
import dev.recsys.train.Algorithm;
import dev.recsys.train.Trainer;
import dev.recsys.train.TrainingContext;
import dev.recsys.train.TrainingEstimate;
import dev.recsys.train.TrainingInput;

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
        /** Exactly. */
        CHOLESKY,
        /** By a few steps from the row's previous value: faster for many factors, a little less exact. */
        CONJUGATE_GRADIENT
    }

    static final String NAME = "ials";

    private static final ImplicitAls DEFAULTS =
            new ImplicitAls(Objective.ALL_PAIRS, Solver.CHOLESKY, 64, 15, 0.01, 1, 0.1, 1, 3, 0.1, 42);

    static final ParameterSpace<ImplicitAls> PARAMETERS = ParameterSpace.of(
            DEFAULTS,
            Parameter.integer(
                    "factors", 1, 4096, Scale.LOG, "latent size", ImplicitAls::factors, ImplicitAls::withFactors),
            Parameter.integer(
                    "iterations",
                    1,
                    10_000,
                    Scale.LINEAR,
                    "passes over items and users",
                    ImplicitAls::iterations,
                    ImplicitAls::withIterations),
            Parameter.decimal(
                    "regularization",
                    0,
                    1e6,
                    Scale.LOG,
                    "strength of the penalty on factors",
                    ImplicitAls::regularization,
                    ImplicitAls::withRegularization),
            Parameter.decimal(
                    "regularizationExponent",
                    0,
                    2,
                    Scale.LINEAR,
                    "how the penalty grows with a row's entries: 0 not at all, 1 in proportion",
                    ImplicitAls::regularizationExponent,
                    ImplicitAls::withRegularizationExponent),
            Parameter.decimal(
                    "unobservedWeight",
                    0,
                    1e6,
                    Scale.LOG,
                    "confidence that an unobserved pair is no positive",
                    ImplicitAls::unobservedWeight,
                    ImplicitAls::withUnobservedWeight),
            Parameter.decimal(
                    "alpha",
                    1e-9,
                    1e9,
                    Scale.LOG,
                    "confidence per unit of weight",
                    ImplicitAls::alpha,
                    ImplicitAls::withAlpha),
            Parameter.choice(
                    "objective",
                    Objective.class,
                    "what the unobserved weight applies to",
                    ImplicitAls::objective,
                    ImplicitAls::withObjective),
            Parameter.choice(
                    "solver", Solver.class, "how a row is solved", ImplicitAls::solver, ImplicitAls::withSolver),
            Parameter.integer(
                    "solverSteps",
                    1,
                    1000,
                    Scale.LINEAR,
                    "steps of solver conjugate-gradient",
                    ImplicitAls::solverSteps,
                    ImplicitAls::withSolverSteps),
            Parameter.decimal(
                    "initialDeviation",
                    1e-9,
                    1e3,
                    Scale.LOG,
                    "standard deviation of the first factors, divided by the square root of their number",
                    ImplicitAls::initialDeviation,
                    ImplicitAls::withInitialDeviation),
            Parameter.longNumber("seed", "of the first factors", ImplicitAls::seed, ImplicitAls::withSeed));

    /** The descriptor. */
    public static final Algorithm<ImplicitAls, FactorModel> ALGORITHM = new ImplicitAlsAlgorithm();

    private final Objective objective;
    private final Solver solver;
    private final int factors;
    private final int iterations;
    private final double regularization;
    private final double regularizationExponent;
    private final double unobservedWeight;
    private final double alpha;
    private final int solverSteps;
    private final double initialDeviation;
    private final long seed;

    private ImplicitAls(
            Objective objective,
            Solver solver,
            int factors,
            int iterations,
            double regularization,
            double regularizationExponent,
            double unobservedWeight,
            double alpha,
            int solverSteps,
            double initialDeviation,
            long seed) {
        this.objective = objective;
        this.solver = solver;
        this.factors = factors;
        this.iterations = iterations;
        this.regularization = regularization;
        this.regularizationExponent = regularizationExponent;
        this.unobservedWeight = unobservedWeight;
        this.alpha = alpha;
        this.solverSteps = solverSteps;
        this.initialDeviation = initialDeviation;
        this.seed = seed;
    }

    static ImplicitAls defaults() {
        return DEFAULTS;
    }

    /** A copy with another value of what the unobserved weight applies to. */
    public ImplicitAls withObjective(Objective value) {
        return new ImplicitAls(
                value,
                solver,
                factors,
                iterations,
                regularization,
                regularizationExponent,
                unobservedWeight,
                alpha,
                solverSteps,
                initialDeviation,
                seed);
    }

    /** A copy with another value of how a row is solved. */
    public ImplicitAls withSolver(Solver value) {
        return new ImplicitAls(
                objective,
                value,
                factors,
                iterations,
                regularization,
                regularizationExponent,
                unobservedWeight,
                alpha,
                solverSteps,
                initialDeviation,
                seed);
    }

    /** A copy with another value of the latent size, 1 to 4096. */
    public ImplicitAls withFactors(int value) {
        checkRange("factors", value, 1, 4096);
        return new ImplicitAls(
                objective,
                solver,
                value,
                iterations,
                regularization,
                regularizationExponent,
                unobservedWeight,
                alpha,
                solverSteps,
                initialDeviation,
                seed);
    }

    /** A copy with another value of the number of iterations, 1 to 10,000. */
    public ImplicitAls withIterations(int value) {
        checkRange("iterations", value, 1, 10000);
        return new ImplicitAls(
                objective,
                solver,
                factors,
                value,
                regularization,
                regularizationExponent,
                unobservedWeight,
                alpha,
                solverSteps,
                initialDeviation,
                seed);
    }

    /** A copy with another value of the strength of the penalty on factors, 0 or more. */
    public ImplicitAls withRegularization(double value) {
        checkRange("regularization", value, 0, 1000000);
        return new ImplicitAls(
                objective,
                solver,
                factors,
                iterations,
                value,
                regularizationExponent,
                unobservedWeight,
                alpha,
                solverSteps,
                initialDeviation,
                seed);
    }

    /** A copy with another value of how the penalty grows with a row's entries, 0 to 2. */
    public ImplicitAls withRegularizationExponent(double value) {
        checkRange("regularizationExponent", value, 0, 2);
        return new ImplicitAls(
                objective,
                solver,
                factors,
                iterations,
                regularization,
                value,
                unobservedWeight,
                alpha,
                solverSteps,
                initialDeviation,
                seed);
    }

    /** A copy with another value of the confidence in unobserved pairs, 0 or more. */
    public ImplicitAls withUnobservedWeight(double value) {
        checkRange("unobservedWeight", value, 0, 1000000);
        return new ImplicitAls(
                objective,
                solver,
                factors,
                iterations,
                regularization,
                regularizationExponent,
                value,
                alpha,
                solverSteps,
                initialDeviation,
                seed);
    }

    /** A copy with another value of the confidence per unit of weight, above 0. */
    public ImplicitAls withAlpha(double value) {
        checkRange("alpha", value, 1e-09, 1000000000);
        return new ImplicitAls(
                objective,
                solver,
                factors,
                iterations,
                regularization,
                regularizationExponent,
                unobservedWeight,
                value,
                solverSteps,
                initialDeviation,
                seed);
    }

    /** A copy with another value of the steps of {@link Solver#CONJUGATE_GRADIENT}, at least 1. */
    public ImplicitAls withSolverSteps(int value) {
        checkRange("solverSteps", value, 1, 1000);
        return new ImplicitAls(
                objective,
                solver,
                factors,
                iterations,
                regularization,
                regularizationExponent,
                unobservedWeight,
                alpha,
                value,
                initialDeviation,
                seed);
    }

    /** A copy with another value of the standard deviation of the first factors times the square root of their number, above 0. */
    public ImplicitAls withInitialDeviation(double value) {
        checkRange("initialDeviation", value, 1e-09, 1000);
        return new ImplicitAls(
                objective,
                solver,
                factors,
                iterations,
                regularization,
                regularizationExponent,
                unobservedWeight,
                alpha,
                solverSteps,
                value,
                seed);
    }

    /** A copy with another value of the seed of the first factors. */
    public ImplicitAls withSeed(long value) {
        return new ImplicitAls(
                objective,
                solver,
                factors,
                iterations,
                regularization,
                regularizationExponent,
                unobservedWeight,
                alpha,
                solverSteps,
                initialDeviation,
                value);
    }

    private static void checkRange(String key, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(key + " must be between " + min + " and " + max + " but was " + value);
        }
    }

    private static void checkRange(String key, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw new IllegalArgumentException(key + " must be between " + min + " and " + max + " but was " + value);
        }
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

    /** The standard deviation of the first factors times the square root of their number, above 0. Default 0.1. */
    public double initialDeviation() {
        return initialDeviation;
    }

    /** The seed of the first factors. Default 42. */
    public long seed() {
        return seed;
    }

    @Override
    public FactorModel train(TrainingInput input, TrainingContext context) {
        AlsTraining training = new AlsTraining(this, input.interactions(), context);
        training.run();
        FactorMatrix users = training.users();
        FactorMatrix items = training.items();
        ModelInfo info = ModelInfo.of(NAME, PARAMETERS.describe(this), input.shape());
        try {
            return FactorModel.of(info, users, items).withFoldIn(new AlsFoldIn(Confidence.of(this), items));
        } catch (IllegalArgumentException e) {
            throw new TrainingException(NAME + ": " + e.getMessage() + "; scale the weights down", e);
        }
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
        long perWorker = 2 * (4L * factors * factors + 20L * longestRow) + 4L * factors * factors;
        long scratch = context.parallelism().workers() * perWorker + 16L * factors * factors;
        return TrainingEstimate.of(matrix + model + scratch, iterations * (perIteration + gram));
    }

    @Override
    public String toString() {
        return NAME + " " + PARAMETERS.describe(this);
    }
}
