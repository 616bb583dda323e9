package dev.recsys.als;

/**
 * What the rows of one side ask of the other, fixed side: the parts of the least-squares system of a row,
 *
 * <pre>
 *   (common * G + sum of matrix * y y' + diagonal * I) x = sum of target * y
 * </pre>
 *
 * summed over the entries of the row, where y is the observed part of a fixed row and G the sum of y y' over all of them.
 * x is the solved part of the row. Immutable, thread-safe.
 */
interface RowTerms {

    /** What to do, beside raising regularization, about numbers that overflow. */
    String remedy();

    /** How many elements a row has where it is kept. */
    int width();

    /** How many elements x and y have. */
    int unknowns();

    /** Where in a kept row of the fixed side y starts. */
    int observedFrom();

    /** The element of x that may be negative where the others must not be; {@link #unknowns()} if there is none. */
    int free();

    /** The factor of G; 0 if pairs that are not stored say nothing. */
    float common();

    /** The penalty on a row with {@code entries} entries, {@code others} being the rows of the fixed side. */
    float diagonal(int entries, int others);

    /** What an entry adds to the matrix, as a factor of y y'. */
    float matrix(float weight);

    /**
     * What an entry adds to the right side, as a factor of y.
     *
     * @param fixed holds the kept row of the other side from {@code offset} on; not modified
     */
    float target(float weight, float[] fixed, int offset);

    /**
     * The part of a score that does not come from x.
     *
     * @param fixed holds the kept row of the other side from {@code offset} on; not modified
     */
    float base(float[] fixed, int offset);

    /** Reads x from a kept row; {@code x} is modified. */
    void load(float[] row, int offset, float[] x);

    /** Writes x, and what else a kept row holds, to {@code row} from {@code offset} on; {@code row} is modified. */
    void store(float[] x, float[] row, int offset);
}
