package dev.recsys.nmf;

/** One step of the rows of a group, the other side being fixed. Used by several threads at once, each with a scratch of its own. */
interface RowStep {

    /**
     * Takes up the entries of one row of the group.
     *
     * @param mine holds its factors, and the gathered entries
     * @param member its place in the group
     * @param count how many entries, at least 1
     * @param sums is added to
     */
    void gather(GroupScratch mine, int member, int count, Sums sums);

    /**
     * Improves the rows of the group.
     *
     * @param members how many rows, at least 1
     * @param sums is added to
     */
    void improve(GroupScratch mine, int members, Sums sums);

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
