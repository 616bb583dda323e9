package dev.recsys.model;

import dev.recsys.Stable;
import dev.recsys.data.FactorMatrix;
import dev.recsys.internal.math.PackedItems;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A model of user and item factors: score(u, i) = p_u . q_i.
 *
 * <p>Shapes: p is users x factors, q is items x factors, float32. Scores are unitless and comparable within one query.
 * Similarity of items is the cosine of their factors. Cost of a query: O(items x factors) time, O(k) memory beside two
 * blocks of scratch. The items are held a second time in packed form, and a third time, scaled to length 1, once similar
 * items were asked for.
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
    private final PackedItems packed;
    private final Similarity similarity = new Similarity();

    private FactorModel(
            ModelInfo info,
            FactorMatrix userFactors,
            FactorMatrix itemFactors,
            Optional<FoldIn> foldIn,
            PackedItems packed) {
        this.info = info;
        this.userFactors = userFactors;
        this.itemFactors = itemFactors;
        this.foldIn = foldIn;
        this.packed = packed;
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
        return new FactorModel(info, userFactors, itemFactors, Optional.empty(), pack(itemFactors, false));
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

    private static double squares(float[] vector) {
        double sum = 0;
        for (float v : vector) {
            sum += (double) v * v;
        }
        return sum;
    }

    /** A copy that can fold in histories. */
    public FactorModel withFoldIn(FoldIn newFoldIn) {
        return new FactorModel(info, userFactors, itemFactors, Optional.of(newFoldIn), packed);
    }

    /** How histories are folded in, if they can be. */
    public Optional<FoldIn> foldIn() {
        return foldIn;
    }

    private static PackedItems pack(FactorMatrix matrix, boolean unitLength) {
        PackedItems items = new PackedItems(matrix.rows(), matrix.factors());
        float[] row = new float[matrix.factors()];
        for (int item = 0; item < matrix.rows(); item++) {
            matrix.copyRow(item, row, 0);
            if (unitLength) {
                toUnitLength(row);
            }
            items.set(item, row, 1f);
        }
        return items;
    }

    /** Scales in double precision: the inverse of a tiny or huge length is no float. Leaves a zero vector as it is. */
    private static void toUnitLength(float[] vector) {
        double squares = squares(vector);
        double length = squares == 0 ? 1 : Math.sqrt(squares);
        for (int f = 0; f < vector.length; f++) {
            vector[f] = (float) (vector[f] / length);
        }
    }

    @Override
    public ModelInfo info() {
        return info;
    }

    @Override
    public Set<Capability> capabilities() {
        return foldIn.isPresent()
                ? Set.of(Capability.FOLD_IN, Capability.SIMILAR_ITEMS)
                : Set.of(Capability.SIMILAR_ITEMS);
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
        for (int i = 0; i < history.size(); i++) {
            Objects.checkIndex(history.item(i), info.items());
        }
        if (foldIn.isEmpty()) {
            return Model.super.forHistory(history);
        }
        float[] factors = new float[itemFactors.factors()];
        if (history.size() > 0) {
            foldIn.get().solve(history, factors);
            if (!isScorable(factors)) {
                Arrays.fill(factors, 0f);
            }
        }
        return new FactorQuery(packed, factors);
    }

    private static boolean isScorable(float[] factors) {
        return squares(factors) <= LARGEST_SQUARE; // false for NaN too
    }

    @Override
    public Query forItem(int item) {
        float[] row = itemFactors.row(Objects.checkIndex(item, info.items()));
        toUnitLength(row);
        return new FactorQuery(similarity.packed(), row);
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
            return TopKScan.one(packed, factors, k, allowed);
        }

        @Override
        public void scores(int[] items, int count, float[] out) {
            for (int i = 0; i < count; i++) {
                out[i] = packed.score(items[i], factors);
            }
        }
    }

    /** The items scaled to length 1, packed when first asked for. */
    private final class Similarity {

        private volatile PackedItems cached = new PackedItems(0, 1);

        PackedItems packed() {
            PackedItems items = cached;
            if (items.items() != info.items()) {
                synchronized (this) {
                    items = cached;
                    if (items.items() != info.items()) {
                        items = pack(itemFactors, true);
                        cached = items;
                    }
                }
            }
            return items;
        }
    }
}
