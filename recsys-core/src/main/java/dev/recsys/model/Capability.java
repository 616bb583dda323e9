package dev.recsys.model;

import dev.recsys.Stable;

/** What a model can do beside answering for the users it was trained on. */
@Stable
public enum Capability {
    /** {@link Model#forHistory} depends on the history: users unknown to the model can be served from theirs. */
    FOLD_IN,
    /** Every user gets the same answer, so a user without any history can be served too. */
    NON_PERSONALIZED,
    /** {@link Model#forItem} ranks items by similarity to an item. */
    SIMILAR_ITEMS,
    /** {@link Model#similarUsers} ranks users by similarity to a user. */
    SIMILAR_USERS,
    /** {@link Model#withItems} adds items the model was not trained on. */
    FOLD_IN_ITEMS,
    /** {@link Model#explain} says what each item of a history contributes to a score. */
    EXPLANATIONS,
    /** Scores are predicted ratings, on the scale of the weights it was trained on. */
    RATINGS
}
