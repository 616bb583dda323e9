package dev.recsys.nmf;

import dev.recsys.DataException;
import dev.recsys.Stable;
import dev.recsys.TrainingException;
import dev.recsys.data.DataShape;
import dev.recsys.data.FactorMatrix;
import dev.recsys.data.SparseMatrix;
import dev.recsys.internal.simd.Kernels;
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
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * Non-negative matrix factorisation: V (users x items) is approached by W H^T with W (users x factors) and H (items x
 * factors) at least 0; score(u, i) = w_u . h_i. Minimised is
 *
 * <pre>
 *   loss(V, W H^T) + regularization * items * sum over W of (l1Ratio * w + (1 - l1Ratio) / 2 * w^2)
 *                  + itemRegularization * users * sum over H of (l1Ratio * h + (1 - l1Ratio) / 2 * h^2)
 * </pre>
 *
 * where the {@linkplain Loss loss} sums over all users and items, v_ui is the weight of the pair, and 0 if there is none or
 * the weight is negative: the model has no way to say that a user dislikes an item. V stays sparse. Definitions are those of
 * scikit-learn's {@code NMF}: {@code regularization} is its {@code alpha_W}, {@code itemRegularization} its {@code alpha_H}
 * and {@code l1Ratio} its {@code l1_ratio}; the penalty of a side is scaled by the number of rows of the other, so that its
 * weight beside the loss does not change as users or items come in. The users or items without a positive weight get factors
 * 0.
 *
 * <p>Each iteration updates all users with the items fixed, then all items with the users fixed. Cost of an iteration:
 * O(entries * factors + (users + items) * factors^2), for {@link Loss#KULLBACK_LEIBLER} O((entries + users + items) *
 * factors). Memory: both orientations of the matrix and the factors, and with {@link Start#NNDSVD} and {@link Start#NNDSVDA}
 * the factors and 10 more once again at the start. Immutable, thread-safe.
 */
@Stable
public final class Nmf implements Trainer<FactorModel> {

    /** How the difference between V and W H^T is measured. */
    public enum Loss {
        /** Half the squared error, {@code 1/2 sum (v_ui - w_u . h_i)^2}. */
        FROBENIUS,
        /**
         * The generalised Kullback-Leibler divergence, {@code sum (v_ui log(v_ui / w_u . h_i) - v_ui + w_u . h_i)}: for counts,
         * where twice as much is twice as far from 1000 as from 1. Only {@link Solver#MULTIPLICATIVE_UPDATES} minimises it.
         */
        KULLBACK_LEIBLER
    }

    /** How factors are updated. */
    public enum Solver {
        /**
         * One factor after the other, each to its exact minimum (Cichocki and Phan 2009, Hsieh and Dhillon 2011). The better
         * choice nearly always; only for {@link Loss#FROBENIUS}.
         */
        COORDINATE_DESCENT,
        /**
         * All factors of a row at once, by factors that are never negative (Lee and Seung 2001; Fevotte and Idier 2011). Slower
         * to converge; a factor that is 0 stays 0, so it does not go well with {@link Start#NNDSVD}.
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

    private static final String SAME = "same";

    private static final int MOST_FACTORS = 4096;
    private static final int MOST_ITERATIONS = 10_000;

    private static final Nmf DEFAULTS = new Nmf(new Draft());

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
            Parameter.choice(
                    "loss", Loss.class, "how the difference from the weights is measured", Nmf::loss, Nmf::withLoss),
            Parameter.choice("solver", Solver.class, "how factors are updated", Nmf::solver, Nmf::withSolver),
            Parameter.choice("start", Start.class, "what the first factors are", Nmf::start, Nmf::withStart),
            Parameter.decimal(
                    "regularization",
                    0,
                    Float.MAX_VALUE,
                    Scale.LOG,
                    "penalty of large factors, times the rows of the other side",
                    Nmf::regularization,
                    Nmf::withRegularization),
            Parameter.text(
                    "itemRegularization",
                    "same | number, at least 0",
                    "the penalty of the items where it differs from that of the users",
                    Nmf::parseItemRegularization,
                    value -> value.isPresent() ? String.valueOf(value.getAsDouble()) : SAME,
                    Nmf::itemRegularization,
                    Nmf::withItemRegularization),
            Parameter.decimal(
                    "l1Ratio",
                    0,
                    1,
                    Scale.LINEAR,
                    "share of the penalty that grows with the factor (L1); the rest grows with its square (L2)",
                    Nmf::l1Ratio,
                    Nmf::withL1Ratio),
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
    private final Loss loss;
    private final Solver solver;
    private final Start start;
    private final double regularization;
    private final OptionalDouble itemRegularization;
    private final double l1Ratio;
    private final double tolerance;
    private final long seed;

    private Nmf(Draft draft) {
        factors = draft.factors;
        iterations = draft.iterations;
        loss = draft.loss;
        solver = draft.solver;
        start = draft.start;
        regularization = draft.regularization;
        itemRegularization = draft.itemRegularization;
        l1Ratio = draft.l1Ratio;
        tolerance = draft.tolerance;
        seed = draft.seed;
    }

    /** The squared error, by coordinate descent; every parameter at its default. */
    public static Nmf frobenius() {
        return DEFAULTS;
    }

    /** The Kullback-Leibler divergence, by multiplicative updates; every other parameter at its default. */
    public static Nmf kullbackLeibler() {
        return DEFAULTS.withLoss(Loss.KULLBACK_LEIBLER).withSolver(Solver.MULTIPLICATIVE_UPDATES);
    }

    /** A copy with another latent size, 1 to 4096. More than the rank of the matrix brings nothing, but does no harm. */
    public Nmf withFactors(int value) {
        checkRange("factors", value, MOST_FACTORS);
        return with(draft -> draft.factors = value);
    }

    /** A copy with another number of iterations, 1 to 10,000. */
    public Nmf withIterations(int value) {
        checkRange("iterations", value, MOST_ITERATIONS);
        return with(draft -> draft.iterations = value);
    }

    /** A copy with another loss. {@link Loss#KULLBACK_LEIBLER} needs {@link Solver#MULTIPLICATIVE_UPDATES} too. */
    public Nmf withLoss(Loss value) {
        return with(draft -> draft.loss = value);
    }

    /** A copy that updates factors in another way. */
    public Nmf withSolver(Solver value) {
        return with(draft -> draft.solver = value);
    }

    /** A copy that starts elsewhere. */
    public Nmf withStart(Start value) {
        return with(draft -> draft.start = value);
    }

    /** A copy with another penalty, at least 0, of the users' factors and, unless they have their own, of the items'. */
    public Nmf withRegularization(double value) {
        checkPenalty("regularization", value);
        return with(draft -> draft.regularization = value);
    }

    /** A copy with a penalty of its own, at least 0, for the items' factors. */
    public Nmf withItemRegularization(double value) {
        checkPenalty("itemRegularization", value);
        return withItemRegularization(OptionalDouble.of(value));
    }

    private Nmf withItemRegularization(OptionalDouble value) {
        return with(draft -> draft.itemRegularization = value);
    }

    /** A copy with another share of L1 in the penalties, 0 to 1: 0 is L2 alone, 1 is L1 alone, which makes zeros. */
    public Nmf withL1Ratio(double value) {
        checkShare("l1Ratio", value);
        return with(draft -> draft.l1Ratio = value);
    }

    /**
     * A copy that stops early, 0 to 1; 0 runs all iterations. {@link Solver#COORDINATE_DESCENT} stops when the sum of the
     * absolute projected gradients of an iteration is at most {@code value} times that of the first iteration; {@link
     * Solver#MULTIPLICATIVE_UPDATES} when 10 iterations lowered the error, the square root of twice the loss, by less than
     * {@code value} times the error at the start.
     */
    public Nmf withTolerance(double value) {
        checkShare("tolerance", value);
        return with(draft -> draft.tolerance = value);
    }

    /** A copy with another seed. */
    public Nmf withSeed(long value) {
        return with(draft -> draft.seed = value);
    }

    private Nmf with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return new Nmf(draft);
    }

    private static void checkRange(String key, int value, int max) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException(key + " must be between 1 and " + max + " but was " + value);
        }
    }

    private static void checkShare(String key, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(key + " must be between 0 and 1 but was " + value);
        }
    }

    private static void checkPenalty(String key, double value) {
        if (!(value >= 0 && value <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException(key + " must be at least 0 and finite but was " + value);
        }
    }

    private static OptionalDouble parseItemRegularization(String text) {
        if (text.trim().equalsIgnoreCase(SAME)) {
            return OptionalDouble.empty();
        }
        double value = Double.parseDouble(text.trim());
        checkPenalty("itemRegularization", value);
        return OptionalDouble.of(value);
    }

    /** The latent size, 1 to 4096. Default 64. */
    public int factors() {
        return factors;
    }

    /** The most iterations, 1 to 10,000. Default 50. */
    public int iterations() {
        return iterations;
    }

    /** How the difference from V is measured. Default {@link Loss#FROBENIUS}. */
    public Loss loss() {
        return loss;
    }

    /** How factors are updated. Default {@link Solver#COORDINATE_DESCENT}. */
    public Solver solver() {
        return solver;
    }

    /** What the first factors are. Default {@link Start#NNDSVDA}. */
    public Start start() {
        return start;
    }

    /** The penalty of the users' factors, and of the items' unless they have their own. Default 0. */
    public double regularization() {
        return regularization;
    }

    /** The penalty of the items' factors; empty, as by default, for that of the users. */
    public OptionalDouble itemRegularization() {
        return itemRegularization;
    }

    /** The share of L1 in the penalties, 0 to 1. Default 0: L2 alone. */
    public double l1Ratio() {
        return l1Ratio;
    }

    /** When to stop early, 0 to 1. Default 0: never. */
    public double tolerance() {
        return tolerance;
    }

    /** The seed of the start. Default 42. */
    public long seed() {
        return seed;
    }

    /** Refuses a loss with a solver that cannot minimise it. */
    void requireSolver() {
        if (loss == Loss.KULLBACK_LEIBLER && solver == Solver.COORDINATE_DESCENT) {
            throw new DataException(
                    "parameters 'loss' and 'solver' of " + NAME,
                    "coordinate-descent minimises frobenius only but the loss is kullback-leibler",
                    "set solver=multiplicative-updates or loss=frobenius");
        }
    }

    /** {@inheritDoc} This one can, from any model with as many factors that are at least 0. */
    @Override
    public boolean canWarmStart() {
        return true;
    }

    /**
     * {@inheritDoc}
     *
     * @throws DataException if the solver cannot minimise the loss, or the warm start has other or negative factors
     */
    @Override
    public FactorModel train(TrainingInput input, TrainingContext context) {
        requireSolver();
        Criterion criterion = Criterion.of(this, input.shape());
        Factorization factorization = new Factorization(this, criterion, input.interactions(), context);
        factorization.run(input.warmStart());
        FactorMatrix users = factorization.users();
        FactorMatrix items = factorization.items();
        ModelInfo info = ModelInfo.of(NAME, PARAMETERS.describe(this), input.shape());
        try {
            return NmfFoldIn.addTo(FactorModel.of(info, users, items), criterion);
        } catch (IllegalArgumentException e) {
            throw new TrainingException(NAME + ": " + e.getMessage() + "; scale the weights down", e);
        }
    }

    @Override
    public TrainingEstimate estimate(DataShape shape, TrainingContext context) {
        double rows = (double) shape.users() + shape.items();
        double products = 4.0 * shape.entries() * factors;
        double squares = rows * factors * factors;
        double perIteration = loss == Loss.FROBENIUS ? products + 5 * squares : 2 * products + 6 * rows * factors;
        long both = (long) shape.users() + shape.items();
        long model = 4L * factors * (both + shape.items());
        long matrix = 8L * shape.entries() + 20L * shape.items();
        long rowScratch = 12L * Math.min(shape.entries(), Math.max(shape.users(), shape.items()));
        int workers = context.parallelism().workers();
        long grams = 8L * factors * factors * (40L + workers);
        long groups = 20L * Kernels.active().sweeps().width() * factors * workers;
        if (start == Start.RANDOM) {
            return TrainingEstimate.of(matrix + model + rowScratch + groups + grams, iterations * perIteration);
        }
        double begin = (TruncatedSvd.POWER_ITERATIONS + 1) * (products + 12 * squares);
        long svd = 4L * both * TruncatedSvd.width(shape.users(), shape.items(), factors);
        return TrainingEstimate.of(
                matrix + model + rowScratch + groups + grams + svd, iterations * perIteration + begin);
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
        requireShape(matrix, users, items);
        return ReconstructionError.of(matrix, users::copyRow, items::copyRow, users.factors());
    }

    /**
     * What training with these parameters minimises, at a model's factors: the loss and the penalties. Negative weights are
     * taken as 0. In double precision. Cost of an iteration, about.
     *
     * @param matrix V, users x items
     * @throws IllegalArgumentException if the model has another number of users or items
     */
    public double objective(SparseMatrix matrix, FactorModel model) {
        FactorMatrix users = model.userFactors();
        FactorMatrix items = model.itemFactors();
        requireShape(matrix, users, items);
        double value = loss == Loss.KULLBACK_LEIBLER
                ? Divergence.of(matrix, users::copyRow, items::copyRow, users.factors())
                : Math.pow(reconstructionError(matrix, model), 2) / 2;
        Criterion criterion = Criterion.of(this, DataShape.of(matrix.rows(), matrix.columns(), matrix.entries()));
        return value
                + criterion.users().cost(users::copyRow, users.rows(), users.factors())
                + criterion.items().cost(items::copyRow, items.rows(), items.factors());
    }

    private static void requireShape(SparseMatrix matrix, FactorMatrix users, FactorMatrix items) {
        if (users.rows() != matrix.rows() || items.rows() != matrix.columns()) {
            throw new IllegalArgumentException("the matrix is " + matrix + " but the model has " + users.rows()
                    + " users and " + items.rows() + " items");
        }
    }

    @Override
    public String toString() {
        return NAME + " " + PARAMETERS.describe(this);
    }

    /** The parameters while a copy is made. */
    private static final class Draft {

        private int factors = 64;
        private int iterations = 50;
        private Loss loss = Loss.FROBENIUS;
        private Solver solver = Solver.COORDINATE_DESCENT;
        private Start start = Start.NNDSVDA;
        private double regularization;
        private OptionalDouble itemRegularization = OptionalDouble.empty();
        private double l1Ratio;
        private double tolerance;
        private long seed = 42;

        Draft() {}

        Draft(Nmf from) {
            factors = from.factors;
            iterations = from.iterations;
            loss = from.loss;
            solver = from.solver;
            start = from.start;
            regularization = from.regularization;
            itemRegularization = from.itemRegularization;
            l1Ratio = from.l1Ratio;
            tolerance = from.tolerance;
            seed = from.seed;
        }
    }
}
