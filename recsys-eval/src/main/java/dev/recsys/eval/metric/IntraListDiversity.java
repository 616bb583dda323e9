package dev.recsys.eval.metric;

import dev.recsys.DataException;
import dev.recsys.Stable;
import dev.recsys.data.FactorMatrix;

/**
 * Intra-list diversity: how different the first k items of a list are from each other, the mean distance over all pairs of
 * them. By categories the distance is that of Jaccard, 1 - |common categories| / |categories of either|, from 0 to 1, and 1
 * for two items of which no category is known. By factors it is 1 - cosine, from 0 to 2; a vector of zeros, and an item that is not in
 * the catalogue, is at distance 1 from every other. A list with fewer than two items has no value, unless {@link
 * #withShortLists} says otherwise. Cost O(k^2) by Jaccard's
 * distance, else O(k x (categories or factors)).
 *
 * <p>Source: Ziegler, McNee, Konstan, Lausen, Improving recommendation lists through topic diversification, WWW 2005; Castells,
 * Hurley, Vargas, Novelty and diversity in recommender systems, Recommender Systems Handbook, 2015.
 *
 * <p>Immutable, thread-safe.
 */
@Stable
public final class IntraListDiversity implements ListMetric {

    static final String KEY = "intra_list_diversity";
    static final String FACTORS_KEY = "intra_list_diversity_factors";

    private final int k;
    private final Distance distance;
    private final ShortLists shortLists;

    private IntraListDiversity(int k, Distance distance, ShortLists shortLists) {
        this.k = Cutoff.check(k);
        this.distance = distance;
        this.shortLists = shortLists;
    }

    /** How different two items are. */
    public enum Distance {
        /** 1 - common categories / categories of either. */
        CATEGORY_JACCARD,
        /** 1 - common categories / root of (categories of the one x categories of the other); 1 if one has none. */
        CATEGORY_COSINE,
        /** How many categories one of the two has and the other has not. */
        CATEGORY_HAMMING,
        /** 1 - cosine of the factors. */
        FACTOR_COSINE
    }

    /** What a list of fewer than two items is worth. */
    public enum ShortLists {
        /** It has no value. */
        EXCLUDED,
        /**
         * 0, as in RecPack and RecTools; and as in SciPy, two items of which no category is known are at Jaccard distance 0.
         */
        ZERO
    }

    /**
     * By categories, with Jaccard's distance and cutoff k.
     *
     * @param k 1 to 100,000
     */
    public static IntraListDiversity byCategories(int k) {
        return of(Distance.CATEGORY_JACCARD, k);
    }

    /**
     * By factors, with cutoff k.
     *
     * @param k 1 to 100,000
     */
    public static IntraListDiversity byFactors(int k) {
        return of(Distance.FACTOR_COSINE, k);
    }

    /**
     * By any distance, with cutoff k.
     *
     * @param k 1 to 100,000
     */
    public static IntraListDiversity of(Distance distance, int k) {
        return new IntraListDiversity(k, distance, ShortLists.EXCLUDED);
    }

    /** A copy with another rule for lists of fewer than two items. Default {@link ShortLists#EXCLUDED}. */
    public IntraListDiversity withShortLists(ShortLists newShortLists) {
        return new IntraListDiversity(k, distance, newShortLists);
    }

    @Override
    public String name() {
        String key = distance == Distance.FACTOR_COSINE ? FACTORS_KEY : KEY;
        return key + "@" + k + suffix();
    }

    private String suffix() {
        String other = switch (distance) {
            case CATEGORY_JACCARD, FACTOR_COSINE -> "";
            case CATEGORY_COSINE -> "COSINE";
            case CATEGORY_HAMMING -> "HAMMING";
        };
        String zero = shortLists == ShortLists.ZERO ? "ZERO" : "";
        String both = other.isEmpty() || zero.isEmpty() ? other + zero : other + "_" + zero;
        return both.isEmpty() ? "" : ":" + both;
    }

    @Override
    public String variant() {
        return distance + (shortLists == ShortLists.ZERO ? "_ZERO" : "");
    }

    @Override
    public int cutoff() {
        return k;
    }

    @Override
    public Meter over(ItemFacts facts) {
        if (distance != Distance.FACTOR_COSINE) {
            CategorySets sets =
                    CategorySets.of(Needed.categories(facts, name()), shortLists == ShortLists.ZERO ? 0 : 1);
            return (list, past) -> list.size() < 2 || k < 2 ? ofShortList() : byCategories(list, sets);
        }
        FactorMatrix matrix = facts.factors()
                .orElseThrow(() -> new DataException(
                        "metric '" + name() + "'",
                        "compares the factors of items, and this model has none",
                        "measure " + KEY + "@" + k + ", or take the background of a model with factors"));
        double[] scales = inverseLengths(matrix);
        return (list, past) -> list.size() < 2 || k < 2 ? ofShortList() : byFactors(list, matrix, scales);
    }

    private double ofShortList() {
        return shortLists == ShortLists.ZERO ? 0 : Double.NaN;
    }

    private double byCategories(JudgedList list, CategorySets sets) {
        int n = Math.min(k, list.size());
        double sum = switch (distance) {
            case CATEGORY_JACCARD -> sets.jaccard(list, n);
            case CATEGORY_COSINE -> sets.cosine(list, n);
            case CATEGORY_HAMMING -> sets.hamming(list, n);
            case FACTOR_COSINE -> throw new IllegalStateException("factors are not categories");
        };
        return Math.max(0, sum) / CategorySets.pairs(n);
    }

    /** 1 over the length of each row; 0 for a row of zeros. */
    private static double[] inverseLengths(FactorMatrix matrix) {
        double[] scales = new double[matrix.rows()];
        float[] row = new float[matrix.factors()];
        for (int item = 0; item < scales.length; item++) {
            matrix.copyRow(item, row, 0);
            double squares = 0;
            for (float value : row) {
                squares += (double) value * value;
            }
            scales[item] = squares == 0 ? 0 : 1 / Math.sqrt(squares);
        }
        return scales;
    }

    /** As {@link CategorySets#cosine}, no pair need be looked at. */
    private double byFactors(JudgedList list, FactorMatrix matrix, double[] scales) {
        int n = Math.min(k, list.size());
        double[] sums = new double[matrix.factors()];
        float[] row = new float[matrix.factors()];
        int vectors = 0;
        for (int i = 0; i < n; i++) {
            int item = list.item(i);
            if (item < scales.length && scales[item] != 0) {
                double scale = scales[item];
                matrix.copyRow(item, row, 0);
                for (int f = 0; f < row.length; f++) {
                    sums[f] += row[f] * scale;
                }
                vectors++;
            }
        }
        double square = 0;
        for (double sum : sums) {
            square += sum * sum;
        }
        double cosines = (square - vectors) / 2;
        return Math.max(0, Math.min(2, 1 - cosines / CategorySets.pairs(n)));
    }

    @Override
    public String toString() {
        return name();
    }
}
