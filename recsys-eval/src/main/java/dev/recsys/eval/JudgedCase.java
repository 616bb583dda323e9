package dev.recsys.eval;

import dev.recsys.eval.metric.JudgedList;
import dev.recsys.eval.metric.UserJudgments;

/**
 * One list, judged.
 *
 * @param list the list beside what is relevant
 * @param tied whether two scores in it, or at its cut, are equal
 * @param answered whether there was a list, even if nothing is left of it
 */
record JudgedCase(JudgedList list, boolean tied, boolean answered) {

    /** A list as it came. */
    static JudgedCase of(JudgedList list, boolean tied) {
        return new JudgedCase(list, tied, list.size() > 0);
    }

    /** What becomes of a user who gets no list. */
    static JudgedCase unanswered(UserJudgments judgments) {
        return new JudgedCase(JudgedList.empty(judgments), false, false);
    }
}
