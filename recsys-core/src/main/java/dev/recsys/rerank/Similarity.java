package dev.recsys.rerank;

/** How similar one candidate is to each. */
interface Similarity {

    /**
     * Similarities of all candidates to one.
     *
     * @param out one value for each candidate; modified
     */
    void toAll(int candidate, double[] out);
}
