package dev.recsys.eval.metric;

import dev.recsys.DataException;
import dev.recsys.Stable;
import dev.recsys.data.FactorMatrix;

/**
 * Intra-list diversity: how different the first k items of a list are from each other, the mean distance over all pairs of
 * them. By categories the distance is that of Jaccard, 1 - |common categories| / |categories of either|, from 0 to 1, and 1
 * for two items of which no category is known. By factors it is 1 - cosine, from 0 to 2; a vector of zeros, and an item that is not in
 * the catalogue, is at distance 1 from every other. A list with fewer than two items has no value. Cost O(k^2).
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
    private final boolean factors;

    private IntraListDiversity(int k, boolean factors) {
        this.k = Cutoff.check(k);
        this.factors = factors;
    }

    /**
     * By categories, with cutoff k.
     *
     * @param k 1 to 100,000
     */
    public static IntraListDiversity byCategories(int k) {
        return new IntraListDiversity(k, false);
    }

    /**
     * By factors, with cutoff k.
     *
     * @param k 1 to 100,000
     */
    public static IntraListDiversity byFactors(int k) {
        return new IntraListDiversity(k, true);
    }

    @Override
    public String name() {
        return (factors ? FACTORS_KEY : KEY) + "@" + k;
    }

    @Override
    public String variant() {
        return factors ? "FACTOR_COSINE" : "CATEGORY_JACCARD";
    }

    @Override
    public int cutoff() {
        return k;
    }

    @Override
    public Meter over(ItemFacts facts) {
        if (!factors) {
            ItemFacts known = Categories.require(facts, name());
            return (list, past) -> meanDistance(list, (a, b) -> jaccard(known.categoriesOf(a), known.categoriesOf(b)));
        }
        FactorMatrix matrix = facts.factors()
                .orElseThrow(() -> new DataException(
                        "metric '" + name() + "'",
                        "compares the factors of items, and this model has none",
                        "measure " + KEY + "@" + k + ", or take the background of a model with factors"));
        return (list, past) -> meanDistance(list, (a, b) -> 1 - cosine(matrix, a, b));
    }

    private double meanDistance(JudgedList list, Distance distance) {
        int n = Math.min(k, list.size());
        double sum = 0;
        for (int i = 1; i < n; i++) {
            for (int j = 0; j < i; j++) {
                sum += distance.between(list.item(i), list.item(j));
            }
        }
        return sum / (n * (n - 1.0) / 2); // 0 / 0 is NaN
    }

    private static double jaccard(int[] a, int[] b) {
        int common = 0;
        int i = 0;
        int j = 0;
        while (i < a.length && j < b.length) {
            common += a[i] == b[j] ? 1 : 0;
            int step = Integer.compare(a[i], b[j]);
            i += step <= 0 ? 1 : 0;
            j += step >= 0 ? 1 : 0;
        }
        int either = a.length + b.length - common;
        return either == 0 ? 1 : 1 - (double) common / either;
    }

    private static double cosine(FactorMatrix matrix, int a, int b) {
        if (Math.max(a, b) >= matrix.rows()) {
            return 0;
        }
        float[] left = matrix.row(a);
        float[] right = matrix.row(b);
        double product = 0;
        double leftSquares = 0;
        double rightSquares = 0;
        for (int f = 0; f < left.length; f++) {
            product += (double) left[f] * right[f];
            leftSquares += (double) left[f] * left[f];
            rightSquares += (double) right[f] * right[f];
        }
        double length = Math.sqrt(leftSquares) * Math.sqrt(rightSquares);
        return length == 0 ? 0 : Math.max(-1, Math.min(1, product / length));
    }

    @Override
    public String toString() {
        return name();
    }

    @FunctionalInterface
    private interface Distance {

        double between(int a, int b);
    }
}
