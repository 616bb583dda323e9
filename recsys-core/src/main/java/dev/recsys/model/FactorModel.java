package dev.recsys.model;

import dev.recsys.Stable;
import dev.recsys.data.DataShape;
import dev.recsys.data.FactorMatrix;
import dev.recsys.execution.Parallelism;
import dev.recsys.internal.math.PackedItems;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A model of user and item factors: score(u, i) = p_u . q_i.
 *
 * <p>Shapes: p is users x factors, q is items x factors, float32. Scores are unitless and comparable within one query.
 * Similarity of items, and of users, is the cosine of their factors. Cost of a query: O(items x factors) time, less where
 * items differ in length, as a scan ends when no item left can count; O(k) memory beside a panel of scratch. The items are
 * held a second time in packed form, and a third time, scaled to length 1, once similar items were asked for; so are the
 * users once similar users were.
 *
 * <p>Immutable, thread-safe.
 */
@Stable
public final class FactorModel implements Model {

    private static final double LARGEST_SQUARE = 1e36; // of a folded-in row: products with trained rows stay finite

    private final ModelInfo info;
    private final FactorMatrix userFactors;
    private final FactorMatrix itemFactors;
    private final Optional<FoldIn> foldIn;
    private final Optional<FoldIn> itemFoldIn;
    private final PackedItems packed;
    private final CosineNeighbours similarItems;
    private final CosineNeighbours similarUsers;

    private FactorModel(
            ModelInfo info,
            FactorMatrix userFactors,
            FactorMatrix itemFactors,
            Optional<FoldIn> foldIn,
            Optional<FoldIn> itemFoldIn,
            PackedItems packed,
            CosineNeighbours similarItems,
            CosineNeighbours similarUsers) {
        this.info = info;
        this.userFactors = userFactors;
        this.itemFactors = itemFactors;
        this.foldIn = foldIn;
        this.itemFoldIn = itemFoldIn;
        this.packed = packed;
        this.similarItems = similarItems;
        this.similarUsers = similarUsers;
    }

    /**
     * A model of the given factors.
     *
     * @param userFactors users x factors
     * @param itemFactors items x factors
     * @throws IllegalArgumentException if the shapes do not fit, or scores could overflow: |p| * |q| must be a finite float
     */
    public static FactorModel of(ModelInfo info, FactorMatrix userFactors, FactorMatrix itemFactors) {
        if (userFactors.rows() != info.users()
                || itemFactors.rows() != info.items()
                || userFactors.factors() != itemFactors.factors()) {
            throw new IllegalArgumentException("factors of " + info.users() + " users and " + info.items()
                    + " items expected but got " + userFactors + " and " + itemFactors);
        }
        double largest = largestNorm(userFactors) * largestNorm(itemFactors);
        if (!(largest <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException("scores overflow: the longest user row times the longest item row is "
                    + largest + ", more than a 32-bit float holds");
        }
        return new FactorModel(
                info,
                userFactors,
                itemFactors,
                Optional.empty(),
                Optional.empty(),
                PackedItems.of(itemFactors::copyRow, itemFactors.rows(), itemFactors.factors()),
                new CosineNeighbours(itemFactors),
                new CosineNeighbours(userFactors));
    }

    private static double largestNorm(FactorMatrix matrix) {
        double largest = 0;
        float[] row = new float[matrix.factors()];
        for (int r = 0; r < matrix.rows(); r++) {
            matrix.copyRow(r, row, 0);
            largest = Math.max(largest, squares(row));
        }
        return Math.sqrt(largest);
    }

    static double squares(float[] vector) {
        double sum = 0;
        for (float v : vector) {
            sum += (double) v * v;
        }
        return sum;
    }

    /** A copy that can fold in histories, with the items fixed. */
    public FactorModel withFoldIn(FoldIn newFoldIn) {
        return withFoldIns(Optional.of(newFoldIn), itemFoldIn);
    }

    /** A copy that can fold in items, with the users fixed. */
    public FactorModel withItemFoldIn(FoldIn newItemFoldIn) {
        return withFoldIns(foldIn, Optional.of(newItemFoldIn));
    }

    private FactorModel withFoldIns(Optional<FoldIn> users, Optional<FoldIn> items) {
        return new FactorModel(info, userFactors, itemFactors, users, items, packed, similarItems, similarUsers);
    }

    /** How histories are folded in, if they can be. */
    public Optional<FoldIn> foldIn() {
        return foldIn;
    }

    /** How new items are folded in, if they can be. */
    public Optional<FoldIn> itemFoldIn() {
        return itemFoldIn;
    }

    @Override
    public ModelInfo info() {
        return info;
    }

    @Override
    public Set<Capability> capabilities() {
        Set<Capability> capabilities = EnumSet.of(Capability.SIMILAR_ITEMS, Capability.SIMILAR_USERS);
        if (foldIn.isPresent()) {
            capabilities.add(Capability.FOLD_IN);
        }
        if (foldIn.filter(ExplainableFoldIn.class::isInstance).isPresent()) {
            capabilities.add(Capability.EXPLANATIONS);
        }
        if (itemFoldIn.isPresent()) {
            capabilities.add(Capability.FOLD_IN_ITEMS);
        }
        return Collections.unmodifiableSet(capabilities);
    }

    /** The users' factors, users x factors. */
    public FactorMatrix userFactors() {
        return userFactors;
    }

    /** The items' factors, items x factors. */
    public FactorMatrix itemFactors() {
        return itemFactors;
    }

    @Override
    public Query forUser(int user) {
        return new FactorQuery(packed, userFactors.row(Objects.checkIndex(user, info.users())));
    }

    /** {@inheritDoc} Uninformed if the history gives factors that are not finite or too large to score with. */
    @Override
    public Query forHistory(History history) {
        checkItems(history);
        if (foldIn.isEmpty()) {
            return Model.super.forHistory(history);
        }
        float[] factors = new float[itemFactors.factors()];
        if (history.size() > 0) {
            foldIn.get().solve(history, factors);
            if (!canScore(factors)) {
                Arrays.fill(factors, 0f);
            }
        }
        return new FactorQuery(packed, factors);
    }

    /**
     * The query of a row of factors that is not in the model.
     *
     * @param factors as many as the model's, finite, and short enough for their scores to be finite; copied
     */
    public Query forFactors(float[] factors) {
        if (factors.length != itemFactors.factors()) {
            throw new IllegalArgumentException(itemFactors.factors() + " factors expected but got " + factors.length);
        }
        if (!Double.isFinite(squares(factors))) {
            throw new IllegalArgumentException("factors must be finite");
        }
        return new FactorQuery(packed, factors.clone());
    }

    /** Whether a row of factors is short enough for finite scores with every item. */
    private boolean canScore(float[] factors) {
        return isScorable(factors)
                && (packed.panels() == 0 || packed.reach(0, Math.sqrt(squares(factors))) <= Float.MAX_VALUE);
    }

    private void checkItems(History history) {
        for (int i = 0; i < history.size(); i++) {
            Objects.checkIndex(history.item(i), info.items());
        }
    }

    static boolean isScorable(float[] factors) {
        return squares(factors) <= LARGEST_SQUARE; // false for NaN too
    }

    @Override
    public Query forItem(int item) {
        Objects.checkIndex(item, info.items());
        return new FactorQuery(similarItems.packed(), similarItems.unitRow(item));
    }

    @Override
    public TopK similarUsers(int user, int k) {
        Objects.checkIndex(user, info.users());
        Query query = new FactorQuery(similarUsers.packed(), similarUsers.unitRow(user));
        ItemMask others = ItemMask.except(info.users(), user).and(similarUsers.known());
        return query.isInformed() ? query.topK(k, others) : TopK.empty();
    }

    @Override
    public Contributions explain(History history, int item) {
        checkItems(history);
        Objects.checkIndex(item, info.items());
        return foldIn.filter(ExplainableFoldIn.class::isInstance)
                .map(explainable -> ((ExplainableFoldIn) explainable).explain(history, item))
                .orElseGet(() -> Model.super.explain(history, item));
    }

    /** {@inheritDoc} An item whose takers give factors that are not finite or too large to score with gets zeros. */
    @Override
    public FactorModel withItems(int[] positions, List<History> takers) {
        if (itemFoldIn.isEmpty()) {
            throw new UnsupportedOperationException("a model of " + info.algorithm()
                    + " without a fold-in of items cannot take in new items; it can " + capabilities());
        }
        FactorMatrix extended = ExtendedItems.of(this, itemFoldIn.get(), positions, takers);
        DataShape shape =
                DataShape.of(info.users(), extended.rows(), info.shape().entries());
        FactorModel copy =
                of(ModelInfo.restored(info.algorithm(), info.config(), shape, info.platform()), userFactors, extended);
        return copy.withFoldIns(foldIn.map(solver -> solver.withFixed(extended)), itemFoldIn);
    }

    @Override
    public TopK[] topK(int[] users, int k, ItemMask[] allowed) {
        float[][] queries = new float[users.length][];
        for (int i = 0; i < users.length; i++) {
            queries[i] = userFactors.row(Objects.checkIndex(users[i], info.users()));
        }
        return TopKScan.many(packed, queries, k, allowed);
    }

    /** Equal bits in all factors, and equal information. How histories are folded in is not compared. */
    @Override
    public boolean equals(Object other) {
        return other instanceof FactorModel that
                && info.equals(that.info)
                && userFactors.equals(that.userFactors)
                && itemFactors.equals(that.itemFactors);
    }

    @Override
    public int hashCode() {
        return info.hashCode();
    }

    private static final class FactorQuery implements Query {

        private final PackedItems packed;
        private final float[] factors;

        FactorQuery(PackedItems packed, float[] factors) {
            this.packed = packed;
            this.factors = factors;
        }

        @Override
        public boolean isInformed() {
            for (float factor : factors) {
                if (factor != 0) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public TopK topK(int k, ItemMask allowed) {
            return topK(k, allowed, Parallelism.single());
        }

        @Override
        public TopK topK(int k, ItemMask allowed, Parallelism parallelism) {
            return TopKScan.one(packed, factors, k, allowed, parallelism);
        }

        @Override
        public void scores(int[] items, int count, float[] out) {
            for (int i = 0; i < count; i++) {
                out[i] = packed.score(items[i], factors);
            }
        }
    }
}
