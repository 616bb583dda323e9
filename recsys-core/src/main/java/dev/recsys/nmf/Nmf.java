package dev.recsys.nmf;

import dev.recsys.Stable;
import dev.recsys.TrainingException;
import dev.recsys.data.DataShape;
import dev.recsys.data.FactorMatrix;
import dev.recsys.data.SparseMatrix;
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
 * Non-negative matrix factorisation: V (users x items) is approached by W H^T with W (users x factors) and H (items x
 * factors) at least 0; score(u, i) = w_u . h_i. Minimised is
 *
 * <pre>
 *   1/2 sum over all users and items of (v_ui - w_u . h_i)^2
 * </pre>
 *
 * where v_ui is the weight of the pair, and 0 if there is none or the weight is negative: the model has no way to say that
 * a user dislikes an item. V stays sparse. Definitions are those of scikit-learn's {@code NMF} with {@code
 * beta_loss='frobenius'} and no penalty. The users or items without a positive weight get factors 0.
 *
 * <p>Each iteration updates all users with the items fixed, then all items with the users fixed. Cost of an iteration:
 * O(entries * factors + (users + items) * factors^2). Memory: both orientations of the matrix and the factors, and with
 * {@link Start#NNDSVD} and {@link Start#NNDSVDA} the factors and 10 more once again at the start. Immutable, thread-safe.
 */
@Stable
public final class Nmf implements Trainer<FactorModel> {

    /** How factors are updated. */
    public enum Solver {
        /**
         * One factor after the other, each to its exact minimum (Cichocki and Phan 2009, Hsieh and Dhillon 2011). The better
         * choice nearly always.
         */
        COORDINATE_DESCENT,
        /**
         * All factors of a row at once, by factors that are never negative (Lee and Seung 2001). Slower to converge; a factor
         * that is 0 stays 0, so it does not go well with {@link Start#NNDSVD}.
         */
        MULTIPLICATIVE_UPDATES
    }

    /** What the first factors are. */
    public enum Start {
        /** Absolute values of normal numbers, times the square root of the mean of V by the number of factors. */
        RANDOM,
        /** From a truncated singular value decomposition (Boutsidis and Gallopoulos 2008): many zeros. */
        NNDSVD,
        /** As {@link #NNDSVD}, with the mean of V in place of zeros. */
        NNDSVDA
    }

    static final String NAME = "nmf";

    private static final int MOST_FACTORS = 4096;
    private static final int MOST_ITERATIONS = 10_000;

    private static final Nmf DEFAULTS = new Nmf(64, 50, Solver.COORDINATE_DESCENT, Start.NNDSVDA, 0, 42);

    static final ParameterSpace<Nmf> PARAMETERS = ParameterSpace.of(
            DEFAULTS,
            Parameter.integer("factors", 1, MOST_FACTORS, Scale.LOG, "latent size", Nmf::factors, Nmf::withFactors),
            Parameter.integer(
                    "iterations",
                    1,
                    MOST_ITERATIONS,
                    Scale.LOG,
                    "the most passes over users and items",
                    Nmf::iterations,
                    Nmf::withIterations),
            Parameter.choice("solver", Solver.class, "how factors are updated", Nmf::solver, Nmf::withSolver),
            Parameter.choice("start", Start.class, "what the first factors are", Nmf::start, Nmf::withStart),
            Parameter.decimal(
                    "tolerance",
                    0,
                    1,
                    Scale.LINEAR,
                    "stops when an iteration gains less than this share; 0 runs all iterations",
                    Nmf::tolerance,
                    Nmf::withTolerance),
            Parameter.longNumber("seed", "of the random numbers of the start", Nmf::seed, Nmf::withSeed));

    /** The descriptor. */
    public static final Algorithm<Nmf, FactorModel> ALGORITHM = new NmfAlgorithm();

    private final int factors;
    private final int iterations;
    private final Solver solver;
    private final Start start;
    private final double tolerance;
    private final long seed;

    private Nmf(int factors, int iterations, Solver solver, Start start, double tolerance, long seed) {
        this.factors = factors;
        this.iterations = iterations;
        this.solver = solver;
        this.start = start;
        this.tolerance = tolerance;
        this.seed = seed;
    }

    /** The squared error over all pairs, with default parameters. */
    public static Nmf frobenius() {
        return DEFAULTS;
    }

    /** A copy with another latent size, 1 to 4096. More than the rank of the matrix brings nothing, but does no harm. */
    public Nmf withFactors(int value) {
        checkRange("factors", value, MOST_FACTORS);
        return new Nmf(value, iterations, solver, start, tolerance, seed);
    }

    /** A copy with another number of iterations, 1 to 10,000. */
    public Nmf withIterations(int value) {
        checkRange("iterations", value, MOST_ITERATIONS);
        return new Nmf(factors, value, solver, start, tolerance, seed);
    }

    /** A copy that updates factors in another way. */
    public Nmf withSolver(Solver value) {
        return new Nmf(factors, iterations, value, start, tolerance, seed);
    }

    /** A copy that starts elsewhere. */
    public Nmf withStart(Start value) {
        return new Nmf(factors, iterations, solver, value, tolerance, seed);
    }

    /**
     * A copy that stops early, 0 to 1; 0 runs all iterations. {@link Solver#COORDINATE_DESCENT} stops when the sum of the
     * absolute projected gradients of an iteration is at most {@code value} times that of the first iteration; {@link
     * Solver#MULTIPLICATIVE_UPDATES} when 10 iterations lowered the reconstruction error by less than {@code value} times the
     * error at the start.
     */
    public Nmf withTolerance(double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("tolerance must be between 0 and 1 but was " + value);
        }
        return new Nmf(factors, iterations, solver, start, value, seed);
    }

    /** A copy with another seed. */
    public Nmf withSeed(long value) {
        return new Nmf(factors, iterations, solver, start, tolerance, value);
    }

    private static void checkRange(String key, int value, int max) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException(key + " must be between 1 and " + max + " but was " + value);
        }
    }

    /** The latent size, 1 to 4096. Default 64. */
    public int factors() {
        return factors;
    }

    /** The most iterations, 1 to 10,000. Default 50. */
    public int iterations() {
        return iterations;
    }

    /** How factors are updated. Default {@link Solver#COORDINATE_DESCENT}. */
    public Solver solver() {
        return solver;
    }

    /** What the first factors are. Default {@link Start#NNDSVDA}. */
    public Start start() {
        return start;
    }

    /** When to stop early, 0 to 1. Default 0: never. */
    public double tolerance() {
        return tolerance;
    }

    /** The seed of the start. Default 42. */
    public long seed() {
        return seed;
    }

    @Override
    public FactorModel train(TrainingInput input, TrainingContext context) {
        Factorization factorization = new Factorization(this, input.interactions(), context);
        factorization.run();
        FactorMatrix items = factorization.items();
        ModelInfo info = ModelInfo.of(NAME, PARAMETERS.describe(this), input.shape());
        try {
            return FactorModel.of(info, factorization.users(), items).withFoldIn(new NmfFoldIn(items));
        } catch (IllegalArgumentException e) {
            throw new TrainingException(NAME + ": " + e.getMessage() + "; scale the weights down", e);
        }
    }

    @Override
    public TrainingEstimate estimate(DataShape shape, TrainingContext context) {
        double rows = (double) shape.users() + shape.items();
        double products = 4.0 * shape.entries() * factors;
        double squares = rows * factors * factors;
        double perIteration = products + 5 * squares;
        long both = (long) shape.users() + shape.items();
        long model = 4L * factors * (both + shape.items());
        long matrix = 8L * shape.entries() + 20L * shape.items();
        long rowScratch = 8L * Math.min(shape.entries(), Math.max(shape.users(), shape.items()));
        long grams = 8L * factors * factors * (40L + context.parallelism().workers());
        if (start == Start.RANDOM) {
            return TrainingEstimate.of(matrix + model + rowScratch + grams, iterations * perIteration);
        }
        double begin = (TruncatedSvd.POWER_ITERATIONS + 1) * (products + 12 * squares);
        long svd = 4L * both * TruncatedSvd.width(shape.users(), shape.items(), factors);
        return TrainingEstimate.of(matrix + model + rowScratch + grams + svd, iterations * perIteration + begin);
    }

    /**
     * How far a model is from a matrix: the Frobenius norm of V - W H^T over all pairs, negative weights taken as 0, as in
     * training. In double precision. Cost O(entries * factors + (users + items) * factors^2).
     *
     * @param matrix V, users x items
     * @throws IllegalArgumentException if the model has another number of users or items
     */
    public static double reconstructionError(SparseMatrix matrix, FactorModel model) {
        FactorMatrix users = model.userFactors();
        FactorMatrix items = model.itemFactors();
        if (users.rows() != matrix.rows() || items.rows() != matrix.columns()) {
            throw new IllegalArgumentException("the matrix is " + matrix + " but the model has " + users.rows()
                    + " users and " + items.rows() + " items");
        }
        return ReconstructionError.of(matrix, users::copyRow, items::copyRow, users.factors());
    }

    @Override
    public String toString() {
        return NAME + " " + PARAMETERS.describe(this);
    }
}
