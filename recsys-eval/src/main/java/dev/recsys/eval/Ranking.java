package dev.recsys.eval;

import dev.recsys.model.History;

/** Makes the lists of an evaluation, block by block. Thread-safe. */
interface Ranking {

    /** How many users are evaluated. */
    int users();

    /** The length of the longest list it may make. */
    int depth();

    /**
     * Ranks for a block of users.
     *
     * @return for each user from {@code from} to {@code end - 1} one case or more
     */
    JudgedCase[][] rank(int from, int end);

    /** What a user took in training. */
    History past(int user);
}
