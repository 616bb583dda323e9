package dev.recsys.knn;

import dev.recsys.Stable;
import dev.recsys.data.DataShape;
import dev.recsys.model.Model;
import dev.recsys.model.ModelInfo;
import dev.recsys.train.Algorithm;
import dev.recsys.train.Trainer;
import dev.recsys.train.TrainingContext;
import dev.recsys.train.TrainingEstimate;
import dev.recsys.train.TrainingInput;

/**
 * Nearest neighbours, of {@linkplain #items() items} or of {@linkplain #users() users}. Nothing is learned by iterating: the
 * columns or rows of the matrix are compared, and of each the most similar others are kept.
 *
 * <pre>
 *   items: score(u, i) = sum over the user's items j of w_uj * similarity(i, j), where j is among the neighbours of i
 *   users: score(u, i) = sum over the neighbours v of u of similarity(u, v) * w_vi
 * </pre>
 *
 * <p>Only similarities above 0 are kept; of equal ones those of the lower positions. A negative weight - a dislike - counts
 * as it stands: in a vector, where it makes those alike who dislike the same, and in the sum, where it lowers what is similar
 * to the disliked item, or what a neighbour dislikes. {@link Similarity#JACCARD} leaves negative weights out of the
 * comparison, not out of the sum.
 *
 * <p>Cost of {@code items()}: half the sum over users of the square of their number of items, as each pair is compared once; of
 * {@code users()}: half the sum over items of the square of their number of users. {@code FeatureConfig.maxUserItems} bounds the
 * first. Memory: the matrix twice more, 24 bytes for each neighbour kept, 48 bytes for each user and item, and for each worker at
 * most a megabyte of sums and 12 bytes for each entry of the longest vector; the full matrix of
 * similarities never exists. The same bits at any parallelism. Immutable, thread-safe.
 *
 * <p>Sources: Sarwar, Karypis, Konstan, Riedl (2001); Deshpande and Karypis (2004); definitions of similarity, shrinkage and
 * weighting are those of Ferrari Dacrema et al. (2021).
 *
 * @param <M> the model: {@link ItemKnnModel} or {@link UserKnnModel}
 */
@Stable
public final class Knn<M extends Model> implements Trainer<M> {

    static final int MOST_NEIGHBOURS = 100_000;
    static final int MOST_OVERLAP = 1_000_000;
    static final double MOST = 1e6;

    private static final Knn<ItemKnnModel> ITEM_DEFAULTS = new Knn<>(new ItemSide(), new Draft());
    private static final Knn<UserKnnModel> USER_DEFAULTS = new Knn<>(new UserSide(), new Draft());

    /** The descriptor of {@code item-knn}. */
    public static final Algorithm<Knn<ItemKnnModel>, ItemKnnModel> ITEMS = new KnnAlgorithm<>(ITEM_DEFAULTS);

    /** The descriptor of {@code user-knn}. */
    public static final Algorithm<Knn<UserKnnModel>, UserKnnModel> USERS = new KnnAlgorithm<>(USER_DEFAULTS);

    private final Side<M> side;
    private final Similarity similarity;
    private final VectorWeighting vectorWeighting;
    private final int neighbours;
    private final double shrinkage;
    private final double asymmetry;
    private final int minOverlap;
    private final double vectorK1;
    private final double vectorB;

    private Knn(Side<M> side, Draft draft) {
        this.side = side;
        similarity = draft.similarity;
        vectorWeighting = draft.vectorWeighting;
        neighbours = draft.neighbours;
        shrinkage = draft.shrinkage;
        asymmetry = draft.asymmetry;
        minOverlap = draft.minOverlap;
        vectorK1 = draft.vectorK1;
        vectorB = draft.vectorB;
    }

    /** Recommends what is similar to what the user has: {@code item-knn}, with default parameters. */
    public static Knn<ItemKnnModel> items() {
        return ITEM_DEFAULTS;
    }

    /** Recommends what similar users have: {@code user-knn}, with default parameters. */
    public static Knn<UserKnnModel> users() {
        return USER_DEFAULTS;
    }

    /** A copy that compares vectors in another way. */
    public Knn<M> withSimilarity(Similarity value) {
        Draft draft = new Draft(this);
        draft.similarity = value;
        return new Knn<>(side, draft);
    }

    /** A copy that weights the entries of vectors in another way. No effect on {@link Similarity#JACCARD}. */
    public Knn<M> withVectorWeighting(VectorWeighting value) {
        Draft draft = new Draft(this);
        draft.vectorWeighting = value;
        return new Knn<>(side, draft);
    }

    /** A copy that keeps another number of neighbours, 1 to 100,000. */
    public Knn<M> withNeighbours(int value) {
        Draft draft = new Draft(this);
        draft.neighbours = (int) checkRange("neighbours", value, 1, MOST_NEIGHBOURS);
        return new Knn<>(side, draft);
    }

    /**
     * A copy with another shrinkage, 0 to 1,000,000: added to the denominator of the similarity, it lowers similarities that rest on
     * little. Its unit is that of a vector's squared length.
     */
    public Knn<M> withShrinkage(double value) {
        Draft draft = new Draft(this);
        draft.shrinkage = checkRange("shrinkage", value, 0, MOST);
        return new Knn<>(side, draft);
    }

    /** A copy with another exponent of {@link Similarity#COSINE}, 0 to 1; below 0.5 neighbours with short vectors are favoured. */
    public Knn<M> withAsymmetry(double value) {
        Draft draft = new Draft(this);
        draft.asymmetry = checkRange("asymmetry", value, 0, 1);
        return new Knn<>(side, draft);
    }

    /** A copy whose neighbours have at least this many entries in common, 1 to 1,000,000. */
    public Knn<M> withMinOverlap(int value) {
        Draft draft = new Draft(this);
        draft.minOverlap = (int) checkRange("minOverlap", value, 1, MOST_OVERLAP);
        return new Knn<>(side, draft);
    }

    /** A copy with another k1 of {@link VectorWeighting#BM25}, 0 to 1,000,000. */
    public Knn<M> withVectorK1(double value) {
        Draft draft = new Draft(this);
        draft.vectorK1 = checkRange("vectorK1", value, 0, MOST);
        return new Knn<>(side, draft);
    }

    /** A copy with another b of {@link VectorWeighting#BM25}, 0 to 1. */
    public Knn<M> withVectorB(double value) {
        Draft draft = new Draft(this);
        draft.vectorB = checkRange("vectorB", value, 0, 1);
        return new Knn<>(side, draft);
    }

    private static double checkRange(String key, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw new IllegalArgumentException(key + " must be between " + min + " and " + max + " but was " + value);
        }
        return value;
    }

    /** How vectors are compared. Default {@link Similarity#COSINE}. */
    public Similarity similarity() {
        return similarity;
    }

    /** How entries of vectors are weighted. Default {@link VectorWeighting#BM25}. */
    public VectorWeighting vectorWeighting() {
        return vectorWeighting;
    }

    /** How many neighbours are kept, 1 to 100,000. Default 100. */
    public int neighbours() {
        return neighbours;
    }

    /** What is added to the denominator, 0 to 1,000,000. Default 20. */
    public double shrinkage() {
        return shrinkage;
    }

    /** The exponent of the cosine, 0 to 1. Default 0.5: symmetric. */
    public double asymmetry() {
        return asymmetry;
    }

    /** How many entries neighbours have in common at least, 1 to 1,000,000. Default 1. */
    public int minOverlap() {
        return minOverlap;
    }

    /** The k1 of {@link VectorWeighting#BM25}, 0 to 1,000,000. Default 1.2. */
    public double vectorK1() {
        return vectorK1;
    }

    /** The b of {@link VectorWeighting#BM25}, 0 to 1. Default 0.75. */
    public double vectorB() {
        return vectorB;
    }

    Side<M> side() {
        return side;
    }

    @Override
    public M train(TrainingInput input, TrainingContext context) {
        context.cancellation().check(side.name());
        ModelInfo info = ModelInfo.of(side.name(), KnnParameters.of(this).describe(this), input.shape());
        return side.train(this, info, input.interactions(), context);
    }

    @Override
    public TrainingEstimate estimate(DataShape shape, TrainingContext context) {
        double vectors = side.vectors(shape);
        double other = (double) shape.users() + shape.items() - vectors;
        double kept = vectors * Math.min(neighbours, vectors);
        double entries = (double) shape.entries();
        double bytes = 16 * entries // turned around, and weighted and turned around
                + 48 * (vectors + other)
                + 24 * kept // while they are collected, and both ways in the model
                + context.parallelism().workers()
                        * (16 * Math.min(PairSearch.BLOCK, vectors) + 12 * Math.min(other, entries));
        double likely = Math.min(vectors, 1 + Math.sqrt(entries)); // of one entry; nobody knows before
        return TrainingEstimate.of((long) bytes, entries * likely + 2 * kept);
    }

    @Override
    public String toString() {
        return side.name() + " " + KnnParameters.of(this).describe(this);
    }

    /** The values while a copy is made. */
    private static final class Draft {

        private Similarity similarity = Similarity.COSINE;
        private VectorWeighting vectorWeighting = VectorWeighting.BM25;
        private int neighbours = 100;
        private double shrinkage = 20;
        private double asymmetry = 0.5;
        private int minOverlap = 1;
        private double vectorK1 = 1.2;
        private double vectorB = 0.75;

        Draft() {}

        Draft(Knn<?> source) {
            similarity = source.similarity;
            vectorWeighting = source.vectorWeighting;
            neighbours = source.neighbours;
            shrinkage = source.shrinkage;
            asymmetry = source.asymmetry;
            minOverlap = source.minOverlap;
            vectorK1 = source.vectorK1;
            vectorB = source.vectorB;
        }
    }
}
