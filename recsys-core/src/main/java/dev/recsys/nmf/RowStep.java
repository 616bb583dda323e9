package dev.recsys.nmf;

/** One step of one row, the other side being fixed. Used by several threads at once, each with a scratch of its own. */
@FunctionalInterface
interface RowStep {

    /**
     * Improves {@code mine.row}.
     *
     * @param mine holds the row and the gathered entries
     * @param count how many entries, at least 1
     * @param sums is added to
     */
    void run(RowScratch mine, int count, Sums sums);

    /** What the steps of a task showed. */
    final class Sums {
        /** How far the rows were from their minimum. */
        double violation;
        /** What the loss needs from the entries, see {@link Fit#error}. */
        double loss;

        void add(Sums other) {
            violation += other.violation;
            loss += other.loss;
        }
    }
}
