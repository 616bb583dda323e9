package dev.recsys.eval;

import dev.recsys.eval.metric.JudgedList;
import dev.recsys.eval.metric.UserJudgments;

/**
 * One list, judged.
 *
 * @param list the list beside what is relevant
 * @param tied whether two scores in it, or at its cut, are equal
 */
record JudgedCase(JudgedList list, boolean tied) {

    /** What becomes of a user who gets no list. */
    static JudgedCase unanswered(UserJudgments judgments) {
        return new JudgedCase(JudgedList.empty(judgments), false);
    }

    /** Whether there is a list. */
    boolean answered() {
        return list.size() > 0;
    }
}
