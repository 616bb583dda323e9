package dev.recsys.model;

import dev.recsys.Stable;
import dev.recsys.data.FactorMatrix;
import dev.recsys.internal.math.PackedItems;
import java.util.Objects;
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

    private final ModelInfo info;
    private final FactorMatrix userFactors;
    private final FactorMatrix itemFactors;
    private final FoldIn foldIn;
    private final PackedItems packed;
    private final Similarity similarity = new Similarity();

    private FactorModel(ModelInfo info, FactorMatrix userFactors, FactorMatrix itemFactors, FoldIn foldIn) {
        this.info = info;
        this.userFactors = userFactors;
        this.itemFactors = itemFactors;
        this.foldIn = foldIn;
        this.packed = pack(itemFactors, false);
    }

    /**
     * A model of the given factors.
     *
     * @param userFactors users x factors
     * @param itemFactors items x factors
     * @param foldIn finds the factors of a history
     */
    public static FactorModel of(ModelInfo info, FactorMatrix userFactors, FactorMatrix itemFactors, FoldIn foldIn) {
        if (userFactors.rows() != info.users()
                || itemFactors.rows() != info.items()
                || userFactors.factors() != itemFactors.factors()) {
            throw new IllegalArgumentException("factors of " + info.users() + " users and " + info.items()
                    + " items expected but got " + userFactors + " and " + itemFactors);
        }
        return new FactorModel(info, userFactors, itemFactors, foldIn);
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
        double squares = 0;
        for (float v : vector) {
            squares += (double) v * v;
        }
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
        return Set.of(Capability.FOLD_IN, Capability.SIMILAR_ITEMS);
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

    @Override
    public Query forHistory(History history) {
        for (int i = 0; i < history.size(); i++) {
            Objects.checkIndex(history.item(i), info.items());
        }
        float[] factors = new float[itemFactors.factors()];
        if (history.size() > 0) {
            foldIn.solve(history, factors);
        }
        return new FactorQuery(packed, factors);
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

    private static final class FactorQuery implements Query {

        private final PackedItems packed;
        private final float[] factors;

        FactorQuery(PackedItems packed, float[] factors) {
            this.packed = packed;
            this.factors = factors;
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
