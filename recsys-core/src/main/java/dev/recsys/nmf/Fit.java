package dev.recsys.nmf;

import dev.recsys.TrainingException;
import dev.recsys.data.FactorMatrixBuilder;

/** What differs between the losses in one training; called in turn for the items and the users. Not thread-safe. */
interface Fit {

    /**
     * How the users are updated.
     *
     * @param items fixed for as long as the step is used
     * @param when for messages
     */
    RowStep againstItems(FactorMatrixBuilder items, String when);

    /** How the items are updated, after the users; see {@link #againstItems}. */
    RowStep againstUsers(FactorMatrixBuilder users, String when);

    /**
     * The square root of twice the loss, without penalties, once both sides were updated and {@link #againstItems} was called
     * for the new ones.
     *
     * @param shown what the update of the items summed up
     */
    double error(double shown);

    /** The same before the first iteration, by a pass of its own over the entries. */
    double firstError(FactorMatrixBuilder users, FactorMatrixBuilder items);

    /** The error for a person. */
    String describe(double error);

    /** The exception for numbers that left the range of floats. */
    static TrainingException overflow(String what) {
        return new TrainingException(message(what));
    }

    /** The same, with what was thrown underneath. */
    static TrainingException overflow(String what, RuntimeException cause) {
        return new TrainingException(message(what), cause);
    }

    private static String message(String what) {
        return Nmf.NAME + ": " + what
                + "; the weights are too large or too uneven for 32-bit floats, scale them down or use weighting log";
    }
}
