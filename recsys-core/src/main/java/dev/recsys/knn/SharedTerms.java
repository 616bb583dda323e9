package dev.recsys.knn;

import dev.recsys.model.Contributions;
import dev.recsys.model.History;
import java.util.Arrays;

/**
 * What each entry of a history adds to a sum over neighbours. A similarity is a product of vectors by a denominator, and the
 * product is a sum over the terms that both have: each term gets its part of the similarity.
 */
final class SharedTerms {

    private final VectorIndex index;
    private final int[] neighbours;

    SharedTerms(VectorIndex index, WeightedRows near) {
        this.index = index;
        this.neighbours = new int[near.count()];
        Arrays.setAll(neighbours, near::row);
    }

    /**
     * Shares the coefficients out.
     *
     * @param coefficients what each neighbour adds to the score
     */
    Contributions explain(History history, double[] coefficients) {
        int[] terms = history.items();
        float[] values = history.weights();
        int count = index.weights().apply(terms, values, history.size());
        double[] dots = new double[neighbours.length];
        forEachCommon(terms, values, count, (term, neighbour, product) -> dots[neighbour] += product);
        double[] shares = new double[count];
        forEachCommon(
                terms,
                values,
                count,
                (term, neighbour, product) -> shares[term] += coefficients[neighbour] * (product / dots[neighbour]));
        return Contributions.of(0, Arrays.copyOf(terms, count), shares);
    }

    private void forEachCommon(int[] terms, float[] values, int count, Visit visit) {
        for (int t = 0; t < count; t++) {
            int[] others = index.others(terms[t]);
            float[] weights = index.weights(terms[t]);
            for (int i = 0; i < others.length; i++) {
                int neighbour = Arrays.binarySearch(neighbours, others[i]);
                if (neighbour >= 0) {
                    visit.accept(t, neighbour, (double) values[t] * weights[i]);
                }
            }
        }
    }

    /** A term that the history and a neighbour have in common. */
    private interface Visit {

        void accept(int term, int neighbour, double product);
    }
}
