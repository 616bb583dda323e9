package dev.recsys.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.recsys.data.SparseMatrix;
import dev.recsys.model.Capability;
import dev.recsys.model.Contributions;
import dev.recsys.model.History;
import dev.recsys.model.ItemMask;
import dev.recsys.model.Model;
import dev.recsys.model.Query;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
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
        requireRefused(rule, model, Capability.SIMILAR_USERS, () -> model.similarUsers(1, 3));
        requireRefused(rule, model, Capability.EXPLANATIONS, () -> model.explain(History.of(1), 1));
        requireRefused(
                rule, model, Capability.FOLD_IN_ITEMS, () -> model.withItems(new int[] {10}, List.of(History.of(1))));
    }

    private void requireRefused(Rule rule, Model model, Capability capability, ThrowingCallable use) {
        if (!model.capabilities().contains(capability)) {
            rule.thrownBy("what needs " + capability, use)
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining(algorithm().name());
        }
    }

    /** Users are compared among themselves. */
    @Test
    default void usersOfTheSameTasteAreSimilar() {
        assumeTrue(recoversStructure(), "the algorithm says that it does not learn who likes what");
        Subject<C, M> subject = Subject.of(this);
        Rule rule = subject.rule("SIMILAR_USERS: on a checkerboard users of the same parity are the more similar ones,"
                + " best first, each once, the user itself left out");
        int size = 50;
        Model model = subject.model(rule, SampleData.checkerboard(size));
        assumeTrue(model.capabilities().contains(Capability.SIMILAR_USERS), "the model does not declare SIMILAR_USERS");
        for (int user = 0; user < size; user++) {
            int[] similar = model.similarUsers(user, size / 2 - 1).items();
            rule.require(
                    Arrays.stream(similar).distinct().count() == size / 2 - 1,
                    "user " + user + " has neighbours " + Arrays.toString(similar));
            for (int other : similar) {
                rule.require(
                        other % 2 == user % 2 && other != user,
                        "user " + other + " is among the most similar to " + user);
            }
        }
        for (int user : new int[] {-1, size}) {
            rule.thrownBy("user " + user + " of " + size, () -> model.similarUsers(user, 1))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    /** An explanation explains the score, all of it and nothing else. */
    @Test
    default void contributionsAddUpToTheScore() {
        Subject<C, M> subject = Subject.of(this);
        Rule rule =
                subject.rule("EXPLANATIONS: base and shares of a history's items add up to the score of forHistory");
        SparseMatrix data = SampleData.powerLaw(60, 30, 8, seed());
        Model model = subject.model(rule, data);
        assumeTrue(model.capabilities().contains(Capability.EXPLANATIONS), "the model does not declare EXPLANATIONS");
        for (int user = 0; user < data.rows(); user++) {
            History history = Answers.history(data, user);
            float[] scores = Answers.scores(model.forHistory(history), data.columns());
            for (int item = 0; item < data.columns(); item++) {
                Contributions why = model.explain(history, item);
                double size = Math.abs(why.base());
                for (int i = 0; i < why.size(); i++) {
                    size += Math.abs(why.share(i));
                    rule.require(
                            Arrays.binarySearch(history.items(), why.item(i)) >= 0,
                            "item " + why.item(i) + " contributes but is not in the history of user " + user);
                }
                rule.require(
                        Math.abs(why.score() - scores[item]) <= 1e-3 * Math.max(size, 1e-3),
                        "user " + user + ", item " + item + ": contributions add up to " + why.score()
                                + " but the score is " + scores[item]);
            }
        }
        rule.thrownBy("item 30 of 30", () -> model.explain(History.of(1), 30))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    /** A new item finds the public of the item it resembles, and disturbs no other. */
    @Test
    default void newItemsAreScoredLikeItemsWithTheSamePublic() {
        assumeTrue(recoversStructure(), "the algorithm says that it does not learn who likes what");
        Subject<C, M> subject = Subject.of(this);
        Rule rule =
                subject.rule("FOLD_IN_ITEMS: new items with the public of even items are for the users of even items;"
                        + " the scores of all others keep their bits");
        int size = 50;
        SparseMatrix data = SampleData.checkerboard(size);
        Model model = subject.model(rule, data);
        assumeTrue(model.capabilities().contains(Capability.FOLD_IN_ITEMS), "the model does not declare FOLD_IN_ITEMS");
        SparseMatrix byItem = data.transpose();
        int[] positions = {0, 7, size + 1};
        Model extended = model.withItems(
                positions, List.of(Answers.history(byItem, 4), Answers.history(byItem, 5), Answers.history(byItem, 6)));
        rule.require(
                extended.info().items() == size + 3, "it has " + extended.info().items() + " items");
        for (int user = 0; user < size; user++) {
            float[] before = Answers.scores(model.forUser(user), size);
            float[] after = Answers.scores(extended.forUser(user), size + 3);
            int old = 0;
            for (int item = 0; item < size + 3; item++) {
                if (Arrays.binarySearch(positions, item) < 0) {
                    rule.requireSameBits(after[item], before[old++], "user " + user + ", item " + item);
                }
            }
            boolean even = before[4] > before[5];
            rule.require(
                    even == after[0] > after[7] && even == after[size + 1] > after[7],
                    "user " + user + " scores the new items " + after[0] + ", " + after[7] + ", " + after[size + 1]);
        }
    }
}
