package dev.recsys.als;

import dev.recsys.Stable;
import dev.recsys.TrainingException;
import dev.recsys.data.DataShape;
import dev.recsys.data.SparseMatrix;
import dev.recsys.model.ModelInfo;
import dev.recsys.train.Algorithm;
import dev.recsys.train.Trainer;
import dev.recsys.train.TrainingContext;
import dev.recsys.train.TrainingEstimate;
import dev.recsys.train.TrainingInput;
import dev.recsys.train.WarmStart;

/**
 * Alternating least squares for explicit ratings: predicts what a user would rate an item,
 *
 * <pre>
 *   score(u, i) = mean + b_u + b_i + p_u . q_i
 * </pre>
 *
 * where mean is the mean of all ratings. Minimised is, over the stored pairs only (Zhou, Wilkinson, Schreiber, Pan 2008,
 * "Large-scale parallel collaborative filtering for the Netflix prize", whose factors have no biases beside them),
 *
 * <pre>
 *   sum over stored pairs of (r - score)^2
 *     + regularization * ( sum over users of n_u (|p_u|^2 + b_u^2) + sum over items of n_i (|q_i|^2 + b_i^2) )
 * </pre>
 *
 * with n the number of ratings of a user or an item. The weights of the data are the ratings: use {@code weighting=linear},
 * the default. A negative rating is a rating. A rating of 0 cannot be told from no rating and is left out by feature
 * building: shift a scale that has a 0.
 *
 * <p>Each iteration solves all items with the users fixed, then all users with the items fixed; factors and bias of a row
 * are found together and exactly. So folding in a training user's history gives that user again.
 *
 * <p>Cost of an iteration: O(ratings * factors^2 + (users + items) * factors^3). Memory: both orientations of the matrix,
 * the factors, and a factors x factors system per worker. Immutable, thread-safe.
 */
@Stable
public final class ExplicitAls implements Trainer<RatingModel> {

    static final String NAME = "als-explicit";

    private static final ExplicitAls DEFAULTS = new ExplicitAls(new Draft());

    /** The descriptor. */
    public static final Algorithm<ExplicitAls, RatingModel> ALGORITHM = new ExplicitAlsAlgorithm(DEFAULTS);

    private final int factors;
    private final int iterations;
    private final double regularization;
    private final boolean nonNegative;
    private final double initialDeviation;
    private final long seed;

    private ExplicitAls(Draft draft) {
        factors = draft.factors;
        iterations = draft.iterations;
        regularization = draft.regularization;
        nonNegative = draft.nonNegative;
        initialDeviation = draft.initialDeviation;
        seed = draft.seed;
    }

    static ExplicitAls defaults() {
        return DEFAULTS;
    }

    /** A copy with another value of the latent size, 1 to 4096. */
    public ExplicitAls withFactors(int value) {
        Draft draft = new Draft(this);
        draft.factors = Bounds.FACTORS.check(value);
        return new ExplicitAls(draft);
    }

    /** A copy with another value of the number of iterations, 1 to 10,000. */
    public ExplicitAls withIterations(int value) {
        Draft draft = new Draft(this);
        draft.iterations = Bounds.ITERATIONS.check(value);
        return new ExplicitAls(draft);
    }

    /** A copy with another value of the strength of the penalty on factors and biases, 0 or more. */
    public ExplicitAls withRegularization(double value) {
        Draft draft = new Draft(this);
        draft.regularization = Bounds.REGULARIZATION.check(value);
        return new ExplicitAls(draft);
    }

    /**
     * A copy whose factors may or must not be negative; biases always may. Rows are then solved by coordinate descent from
     * their previous value, until no element's gradient asks for more than a millionth of what the data does.
     */
    public ExplicitAls withNonNegative(boolean value) {
        Draft draft = new Draft(this);
        draft.nonNegative = value;
        return new ExplicitAls(draft);
    }

    /** A copy with another value of the standard deviation of the first factors times the square root of their number, above 0. */
    public ExplicitAls withInitialDeviation(double value) {
        Draft draft = new Draft(this);
        draft.initialDeviation = Bounds.INITIAL_DEVIATION.check(value);
        return new ExplicitAls(draft);
    }

    /** A copy with another value of the seed of the first factors. */
    public ExplicitAls withSeed(long value) {
        Draft draft = new Draft(this);
        draft.seed = value;
        return new ExplicitAls(draft);
    }

    /** The latent size, 1 to 4096. Default 50. */
    public int factors() {
        return factors;
    }

    /** The number of iterations, 1 to 10,000. Default 15. */
    public int iterations() {
        return iterations;
    }

    /** The strength of the penalty on factors and biases, 0 or more. Default 0.12. */
    public double regularization() {
        return regularization;
    }

    /** Whether no factor is negative. Default false. */
    public boolean nonNegative() {
        return nonNegative;
    }

    /** The standard deviation of the first factors times the square root of their number, above 0. Default 1. */
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
    public RatingModel train(TrainingInput input, TrainingContext context) {
        float mean = mean(input.interactions());
        AlsPlan plan = new AlsPlan(
                NAME,
                factors,
                iterations,
                nonNegative ? RowSolver.Method.NON_NEGATIVE : RowSolver.Method.EXACT,
                0,
                initialDeviation / Math.sqrt(factors),
                seed,
                RatingTerms.ofUsers(factors, mean, regularization),
                RatingTerms.ofItems(factors, mean, regularization));
        AlsTraining training = new AlsTraining(plan, input, context);
        input.warmStart().ifPresentOrElse(start -> startWarm(training, start), training::startCold);
        training.run();
        ModelInfo info = ModelInfo.of(NAME, ALGORITHM.parameters().describe(this), input.shape());
        try {
            return RatingModel.of(info, mean, regularization, nonNegative, training.users(), training.items());
        } catch (IllegalArgumentException e) {
            throw new TrainingException(NAME + ": " + e.getMessage() + "; scale the ratings down", e);
        }
    }

    private void startWarm(AlsTraining training, WarmStart start) {
        AlsTraining.requireParent(NAME, start);
        RatingModel parent = (RatingModel) start.parent();
        AlsTraining.requireSign(NAME, nonNegative, parent.foldIn());
        training.startWarm(start, parent.keptUsers(), parent.keptItems());
    }

    private static float mean(SparseMatrix ratings) {
        int[] columns = new int[ratings.maxRowLength()];
        float[] values = new float[columns.length];
        double sum = 0;
        for (int user = 0; user < ratings.rows(); user++) {
            int count = ratings.copyRow(user, columns, values);
            for (int i = 0; i < count; i++) {
                sum += values[i];
            }
        }
        return ratings.entries() == 0 ? 0f : (float) (sum / ratings.entries());
    }

    @Override
    public TrainingEstimate estimate(DataShape shape, TrainingContext context) {
        double d = factors + 1.0;
        double rows = (double) shape.users() + shape.items();
        double perIteration = 2.0 * shape.entries() * d * (d + 1) + rows * (d * d * d / 3 + 4 * d * d);
        long width = factors + 2L;
        long matrix = 8L * shape.entries() + 12L * shape.items();
        long model = 4L * width * (shape.users() + 2L * shape.items());
        long longestRow = Math.min(shape.entries(), Math.max(shape.users(), shape.items()));
        long perWorker = 4L * width * width + 8L * longestRow;
        long scratch = context.parallelism().workers() * perWorker + 4L * width * width;
        return TrainingEstimate.of(matrix + model + scratch, iterations * perIteration);
    }

    @Override
    public String toString() {
        return NAME + " " + ALGORITHM.parameters().describe(this);
    }

    /** The values while a copy is made. */
    private static final class Draft {

        private int factors = 50;
        private int iterations = 15;
        private double regularization = 0.12;
        private boolean nonNegative;
        private double initialDeviation = 1;
        private long seed = 42;

        Draft() {}

        Draft(ExplicitAls source) {
            factors = source.factors;
            iterations = source.iterations;
            regularization = source.regularization;
            nonNegative = source.nonNegative;
            initialDeviation = source.initialDeviation;
            seed = source.seed;
        }
    }
}
