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
    SIMILAR_ITEMS
}
