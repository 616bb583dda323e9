package dev.recsys.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.recsys.data.SparseMatrix;
import dev.recsys.model.Capability;
import dev.recsys.model.History;
import dev.recsys.model.ItemMask;
import dev.recsys.model.Model;
import dev.recsys.model.Query;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A model can do what it declares, and says so where it cannot. */
interface CapabilityRules<C, M extends Model> extends AlgorithmUnderTest<C, M> {

    /** A user known by history is served like the same user known by training. */
    @Test
    default void foldedInHistoryAgreesWithTheTrainedUser() {
        Subject<C, M> subject = Subject.of(this);
        Rule rule = subject.rule("FOLD_IN: the history a user was trained on gives nearly the answers of the user: "
                + "on average at least 0.9 of the top 10 in common, or a score correlation of at least 0.9");
        SparseMatrix data = SampleData.plantedFactors(120, 60, 3, 12, seed());
        Model model = subject.model(rule, data);
        assumeTrue(model.capabilities().contains(Capability.FOLD_IN), "the model does not declare FOLD_IN");
        double sum = 0;
        for (int user = 0; user < data.rows(); user++) {
            Query folded = model.forHistory(Answers.history(data, user));
            sum += Answers.agreement(folded, model.forUser(user), data.columns());
        }
        rule.require(sum / data.rows() >= 0.9, "the average over users is " + sum / data.rows());
    }

    /** Fold-in looks at the history: users of different taste get different lists. */
    @Test
    default void foldedInHistoriesOfDifferentTasteDiffer() {
        assumeTrue(recoversStructure(), "the algorithm says that it does not learn who likes what");
        Subject<C, M> subject = Subject.of(this);
        Rule rule = subject.rule("FOLD_IN: a history of even items leads to even items, one of odd items to odd ones");
        int size = 50;
        Model model = subject.model(rule, SampleData.checkerboard(size));
        assumeTrue(model.capabilities().contains(Capability.FOLD_IN), "the model does not declare FOLD_IN");
        for (int parity = 0; parity < 2; parity++) {
            int[] items = {parity, parity + 10, parity + 20};
            ItemMask unseen = ItemMask.except(size, items);
            for (int item : model.forHistory(History.of(items)).topK(10, unseen).items()) {
                rule.require(item % 2 == parity, "a history of " + Arrays.toString(items) + " leads to item " + item);
            }
        }
    }

    /** A visitor without history and a history with an impossible item. */
    @Test
    default void emptyHistoryIsServedAndUnknownItemsAreRefused() {
        Subject<C, M> subject = Subject.of(this);
        Rule rule =
                subject.rule("an empty history gets finite scores; FOLD_IN refuses items that the model does not have");
        Model model = subject.model(rule, SampleData.checkerboard(10));
        assumeTrue(Answers.servesHistories(model), "the model declares neither FOLD_IN nor NON_PERSONALIZED");
        Answers.requireFinite(rule, model.forHistory(History.of()), 10, "an empty history");
        if (model.capabilities().contains(Capability.FOLD_IN)) {
            for (int item : new int[] {10, Integer.MAX_VALUE}) {
                rule.thrownBy("item " + item + " of 10", () -> model.forHistory(History.of(1, item)))
                        .isInstanceOf(IndexOutOfBoundsException.class);
            }
        }
    }

    /** A history may contain dislikes, and one item only. */
    @Test
    default void anyHistoryGetsFiniteScores() {
        Subject<C, M> subject = Subject.of(this);
        Rule rule = subject.rule("every history gets finite scores");
        Model model = subject.model(rule, SampleData.powerLaw(40, 30, 8, seed()));
        assumeTrue(Answers.servesHistories(model), "the model declares neither FOLD_IN nor NON_PERSONALIZED");
        for (float weight : new float[] {1, -1, 1000, 1e-6f}) {
            for (int item = 0; item < 30; item++) {
                History history = History.of(new int[] {item}, new float[] {weight}, 1);
                Query query = rule.holdsFor("item " + item + ", weight " + weight, () -> model.forHistory(history));
                Answers.requireFinite(rule, query, 30, "item " + item + " with weight " + weight);
            }
        }
    }

    /** The same list for everybody is the same for a history too. */
    @Test
    default void nonPersonalizedModelAnswersEverybodyAlike() {
        Subject<C, M> subject = Subject.of(this);
        Rule rule = subject.rule("NON_PERSONALIZED: every user and every history gets the same answer");
        SparseMatrix data = SampleData.powerLaw(40, 30, 8, seed());
        Model model = subject.model(rule, data);
        assumeTrue(
                model.capabilities().contains(Capability.NON_PERSONALIZED),
                "the model does not declare NON_PERSONALIZED");
        ItemMask all = ItemMask.all(30);
        for (int user = 0; user < data.rows(); user++) {
            Answers.requireSame(
                    rule, model.forUser(user).topK(30, all), model.forUser(0).topK(30, all), "user " + user);
            Query query = model.forHistory(Answers.history(data, user));
            Answers.requireSame(rule, query.topK(30, all), model.forUser(0).topK(30, all), "history of user " + user);
        }
    }

    /** Nothing is more similar to an item than the item. */
    @Test
    default void itemIsMostSimilarToItself() {
        Subject<C, M> subject = Subject.of(this);
        Rule rule = subject.rule(
                "SIMILAR_ITEMS: no item is more similar to an item than itself, unless nothing is known of it");
        SparseMatrix data = SampleData.powerLaw(80, 40, 8, seed());
        Model model = subject.model(rule, data);
        assumeTrue(model.capabilities().contains(Capability.SIMILAR_ITEMS), "the model does not declare SIMILAR_ITEMS");
        for (int item = 0; item < data.columns(); item++) {
            float[] scores = Answers.scores(model.forItem(item), data.columns());
            float best =
                    model.forItem(item).topK(1, ItemMask.all(data.columns())).score(0);
            float slack = 1e-5f * Math.abs(best); // items that are alike may tie but for rounding
            rule.require(
                    scores[item] >= best - slack,
                    "item " + item + " has similarity " + scores[item] + " to itself, another has " + best);
        }
        for (int item : new int[] {-1, data.columns()}) {
            rule.thrownBy("item " + item + " of " + data.columns(), () -> model.forItem(item))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    /** Items liked by the same users are similar. */
    @Test
    default void itemsLikedByTheSameUsersAreSimilar() {
        assumeTrue(recoversStructure(), "the algorithm says that it does not learn who likes what");
        Subject<C, M> subject = Subject.of(this);
        Rule rule = subject.rule("SIMILAR_ITEMS: on a checkerboard items of the same parity are the more similar ones");
        int size = 50;
        Model model = subject.model(rule, SampleData.checkerboard(size));
        assumeTrue(model.capabilities().contains(Capability.SIMILAR_ITEMS), "the model does not declare SIMILAR_ITEMS");
        for (int item = 0; item < size; item++) {
            for (int similar :
                    model.forItem(item).topK(size / 2, ItemMask.all(size)).items()) {
                rule.require(similar % 2 == item % 2, "item " + similar + " is among the most similar to " + item);
            }
        }
    }

    /** What was not promised is refused by name. */
    @Test
    default void undeclaredCapabilitiesAreRefusedByName() {
        Subject<C, M> subject = Subject.of(this);
        Rule rule =
                subject.rule("what a model does not declare throws UnsupportedOperationException naming the algorithm");
        Model model = subject.model(rule, SampleData.checkerboard(10));
        if (!Answers.servesHistories(model)) {
            rule.thrownBy("forHistory without FOLD_IN", () -> model.forHistory(History.of(1)))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining(algorithm().name());
        }
        if (!model.capabilities().contains(Capability.SIMILAR_ITEMS)) {
            rule.thrownBy("forItem without SIMILAR_ITEMS", () -> model.forItem(1))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining(algorithm().name());
        }
    }
}
