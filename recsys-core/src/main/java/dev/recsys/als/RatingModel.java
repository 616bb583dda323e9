package dev.recsys.als;

import dev.recsys.Stable;
import dev.recsys.data.FactorMatrix;
import dev.recsys.data.FactorMatrixBuilder;
import dev.recsys.execution.Parallelism;
import dev.recsys.model.Capability;
import dev.recsys.model.Contributions;
import dev.recsys.model.FactorModel;
import dev.recsys.model.History;
import dev.recsys.model.ItemMask;
import dev.recsys.model.Model;
import dev.recsys.model.ModelInfo;
import dev.recsys.model.Query;
import dev.recsys.model.TopK;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A model of ratings: score(u, i) = mean + bias of u + bias of i + p_u . q_i, a prediction on the scale of the ratings it
 * was trained on. Predictions are not clamped to that scale, so that the order of items above its end is kept.
 *
 * <p>A user without ratings gets mean + bias of i and counts as {@linkplain Query#isInformed uninformed}: the order is the
 * same for everybody, and a fallback is asked first. Similarity of items, and of users, is the cosine of their factors.
 *
 * <p>Cost of a query: O(items x factors) time, O(k) memory beside two blocks of scratch. Users and items are held a second
 * time once similar ones were asked for. Immutable, thread-safe.
 */
@Stable
public final class RatingModel implements Model {

    private static final double LARGEST_SQUARE = 1e36; // of a folded-in row: products with trained rows stay finite

    private final FactorModel kept; // rows as RatingTerms keeps them
    private final AlsFoldIn foldIn;
    private final Neighbours neighbours = new Neighbours();

    private RatingModel(FactorModel kept, AlsFoldIn foldIn) {
        this.kept = kept;
        this.foldIn = foldIn;
    }

    /**
     * A model of kept rows.
     *
     * @throws IllegalArgumentException if the shapes do not fit or scores could overflow
     */
    static RatingModel of(
            ModelInfo info,
            float mean,
            double regularization,
            boolean nonNegative,
            FactorMatrix users,
            FactorMatrix items) {
        int factors = items.factors() - 2;
        AlsFoldIn ofUsers = new AlsFoldIn(RatingTerms.ofUsers(factors, mean, regularization), nonNegative, items);
        AlsFoldIn ofItems = new AlsFoldIn(RatingTerms.ofItems(factors, mean, regularization), nonNegative, users);
        FactorModel kept =
                FactorModel.of(info, users, items).withFoldIn(ofUsers).withItemFoldIn(ofItems);
        RatingModel model = new RatingModel(kept, ofUsers);
        model.requireFinite();
        return model;
    }

    /** What a user without ratings gets must be finite too. */
    private void requireFinite() {
        for (int item = 0; item < info().items(); item++) {
            if (!Float.isFinite(mean() + itemBias(item))) {
                throw new IllegalArgumentException("scores overflow: the mean is " + mean() + " and the bias of item "
                        + item + " " + itemBias(item));
            }
        }
    }

    AlsFoldIn foldIn() {
        return foldIn;
    }

    RatingTerms terms() {
        return (RatingTerms) foldIn.terms();
    }

    FactorMatrix keptUsers() {
        return kept.userFactors();
    }

    FactorMatrix keptItems() {
        return kept.itemFactors();
    }

    @Override
    public ModelInfo info() {
        return kept.info();
    }

    @Override
    public Set<Capability> capabilities() {
        Set<Capability> capabilities = EnumSet.copyOf(kept.capabilities());
        capabilities.add(Capability.RATINGS);
        return Collections.unmodifiableSet(capabilities);
    }

    /** The mean of the ratings it was trained on. */
    public float mean() {
        return terms().mean();
    }

    /** How much a user's ratings lie above the mean, apart from which items they are of. */
    public float userBias(int user) {
        return keptUsers().get(user, 0) - mean();
    }

    /** How much an item's ratings lie above the mean, apart from whose they are. */
    public float itemBias(int item) {
        return keptItems().get(item, keptItems().factors() - 1);
    }

    /** The users' factors, users x factors; a copy. */
    public FactorMatrix userFactors() {
        return withoutBias(keptUsers());
    }

    /** The items' factors, items x factors; a copy. */
    public FactorMatrix itemFactors() {
        return withoutBias(keptItems());
    }

    private static FactorMatrix withoutBias(FactorMatrix kept) {
        FactorMatrixBuilder factors = FactorMatrix.builder(kept.rows(), kept.factors() - 2);
        float[] row = new float[kept.factors()];
        for (int r = 0; r < kept.rows(); r++) {
            kept.copyRow(r, row, 0);
            factors.setRow(r, row, 1);
        }
        return factors.build();
    }

    @Override
    public Query forUser(int user) {
        Query scores = kept.forUser(user);
        return new RatingQuery(scores, isInformed(keptUsers().row(user)));
    }

    private static boolean isInformed(float[] row) {
        for (int f = 1; f < row.length - 1; f++) {
            if (row[f] != 0) {
                return true;
            }
        }
        return false;
    }

    /** {@inheritDoc} A history that gives numbers too large to score with is answered like an empty one. */
    @Override
    public Query forHistory(History history) {
        for (int i = 0; i < history.size(); i++) {
            Objects.checkIndex(history.item(i), info().items());
        }
        float[] row = new float[keptItems().factors()];
        foldIn.solve(history, row);
        if (!isScorable(row)) {
            foldIn.solve(History.of(), row);
        }
        return new RatingQuery(kept.forFactors(row), isInformed(row));
    }

    private static boolean isScorable(float[] row) {
        double squares = 0;
        for (float element : row) {
            squares += (double) element * element;
        }
        return squares <= LARGEST_SQUARE; // false for NaN too
    }

    @Override
    public Query forItem(int item) {
        return neighbours.factors().forItem(item);
    }

    @Override
    public TopK similarUsers(int user, int k) {
        return neighbours.factors().similarUsers(user, k);
    }

    @Override
    public Contributions explain(History history, int item) {
        return kept.explain(history, item);
    }

    /** {@inheritDoc} An item nobody rated gets the bias 0. */
    @Override
    public RatingModel withItems(int[] positions, List<History> takers) {
        FactorModel extended = kept.withItems(positions, takers);
        FactorMatrixBuilder items = extended.itemFactors().toBuilder();
        for (int position : positions) {
            if (items.get(position, 0) == 0) { // nobody rated it
                items.block(items.blockOf(position))[items.offsetOf(position)] = 1f;
            }
        }
        return of(
                extended.info(),
                mean(),
                terms().regularization(),
                foldIn.isNonNegative(),
                extended.userFactors(),
                items.build());
    }

    @Override
    public TopK[] topK(int[] users, int k, ItemMask[] allowed) {
        return kept.topK(users, k, allowed);
    }

    /** Equal bits in all factors and biases, and equal information. */
    @Override
    public boolean equals(Object other) {
        return other instanceof RatingModel that && kept.equals(that.kept) && mean() == that.mean();
    }

    @Override
    public int hashCode() {
        return kept.hashCode();
    }

    private record RatingQuery(Query scores, boolean isInformed) implements Query {

        @Override
        public TopK topK(int k, ItemMask allowed) {
            return scores.topK(k, allowed);
        }

        @Override
        public TopK topK(int k, ItemMask allowed, Parallelism parallelism) {
            return scores.topK(k, allowed, parallelism);
        }

        @Override
        public void scores(int[] items, int count, float[] out) {
            scores.scores(items, count, out);
        }
    }

    /** The factors alone, made when first asked for. */
    private final class Neighbours {

        private volatile List<FactorModel> made = List.of();

        FactorModel factors() {
            List<FactorModel> current = made;
            if (current.isEmpty()) {
                synchronized (this) {
                    current = made;
                    if (current.isEmpty()) {
                        current = List.of(FactorModel.of(info(), userFactors(), itemFactors()));
                        made = current;
                    }
                }
            }
            return current.get(0);
        }
    }
}
