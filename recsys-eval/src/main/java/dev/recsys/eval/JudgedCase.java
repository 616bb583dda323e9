package dev.recsys.eval;

import dev.recsys.eval.metric.JudgedList;

/**
 * One list, judged.
 *
 * @param list the list beside what is relevant
 * @param answered whether the model made a list, if only an empty one
 * @param tied whether two scores in it, or at its cut, are equal
 */
record JudgedCase(JudgedList list, boolean answered, boolean tied) {

    /** What becomes of a user that the model cannot serve. */
    static JudgedCase unanswered(int relevant) {
        return new JudgedCase(JudgedList.empty(relevant), false, false);
    }
}
