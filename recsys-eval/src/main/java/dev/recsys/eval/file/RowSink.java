package dev.recsys.eval.file;

/** Takes what stands in the rows of a file of runs or of judgments. */
interface RowSink<U, I> {

    /** Stands for no rank. */
    int UNRANKED = 0;

    /**
     * One entry.
     *
     * @param value the score, or the gain; finite
     * @param rank from 1 for the best, or {@link #UNRANKED} if the scores are to give the order
     */
    void add(U user, I item, double value, int rank);

    /** A user whose list is empty. */
    void addEmpty(U user);
}
