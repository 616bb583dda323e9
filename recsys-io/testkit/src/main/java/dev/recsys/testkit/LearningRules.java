package dev.recsys.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.recsys.TrainingException;
import dev.recsys.data.SparseMatrix;
import dev.recsys.model.ItemMask;
import dev.recsys.model.Model;
import dev.recsys.model.Query;
import dev.recsys.model.TopK;
import dev.recsys.parameter.Parameter;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Training finds structure, and gives finite models for data of every shape and size of weights. */
interface LearningRules<C, M extends Model> extends AlgorithmUnderTest<C, M> {

    /** Users who like items of their own parity get the one that was held out before any of the other parity. */
    @Test
    default void recoversACheckerboard() {
        assumeTrue(recoversStructure(), "the algorithm says that it does not learn who likes what");
        int size = 50;
        SparseMatrix data = SampleData.checkerboard(size);
        for (Map<String, String> variant : variants()) {
            Subject<C, M> subject = Subject.of(this).withConfig(variant);
            Rule rule = subject.rule("on a checkerboard the held-out item comes before all items of the other parity");
            Model model = subject.model(rule, data);
            for (int user = 0; user < size; user++) {
                Query query = model.forUser(user);
                float[] scores = Answers.scores(query, size);
                for (int item = (user + 1) % 2; item < size; item += 2) {
                    rule.require(
                            scores[user] > scores[item],
                            "user " + user + ": its item has score " + scores[user] + ", item " + item + " has "
                                    + scores[item]);
                }
                TopK best = query.topK(1, ItemMask.except(size, data.columnsOf(user)));
                rule.require(best.item(0) == user, "user " + user + ": best item not seen is " + best);
            }
        }
    }

    /** Nobody has to choose settings before the first try. */
    @Test
    default void trainsWithDefaultSettings() {
        Subject<C, M> subject = Subject.of(this).withConfig(Map.of());
        requireFinite(subject, "the default settings train", SampleData.checkerboard(20));
    }

    /** Popular and unpopular items, in every variant. */
    @Test
    default void scoresAreFiniteInEveryVariant() {
        SparseMatrix data = SampleData.powerLaw(70, 50, 8, seed());
        for (Map<String, String> variant : variants()) {
            requireFinite(Subject.of(this).withConfig(variant), "scores are finite", data);
        }
    }

    /** Users and items without entries are normal: filters, k-cores and time splits leave them behind. */
    @Test
    default void acceptsUsersAndItemsWithoutEntries() {
        SparseMatrix data = SampleData.of(new float[][] {
            {0, 0, 0, 0, 0}, {0, 1, 0, 2, 0}, {0, 0, 0, 0, 0}, {0, 3, 0, 1, 0}, {0, 0, 0, 1, 0}, {0, 0, 0, 0, 0}
        });
        requireFinite(Subject.of(this), "users and items without entries are accepted", data);
    }

    /** The smallest data there is. */
    @Test
    default void acceptsOneUserAndOneItem() {
        Subject<C, M> subject = Subject.of(this);
        requireFinite(subject, "one user is enough", SampleData.of(new float[][] {{1, 0, 2, 0}}));
        requireFinite(subject, "one item is enough", SampleData.of(new float[][] {{1}, {0}, {2}}));
        requireFinite(subject, "one user and one item are enough", SampleData.of(new float[][] {{1}}));
    }

    /** A small host may ask for more factors than it has users or items. */
    @Test
    default void acceptsMoreFactorsThanRows() {
        boolean hasFactors = algorithm()
                .parameters()
                .find("factors")
                .filter(factors -> factors.kind() == Parameter.Kind.INTEGER)
                .isPresent();
        assumeTrue(hasFactors, "the algorithm has no parameter 'factors'");
        SparseMatrix data = SampleData.of(new float[][] {{1, 0}, {0, 2}, {1, 1}});
        for (Map<String, String> variant : variants()) {
            Subject<C, M> subject = Subject.of(this).withConfig(variant).with("factors", "11");
            requireFinite(subject, "more factors than users and items are accepted", data);
        }
    }

    /** Dislikes are data. */
    @Test
    default void acceptsNegativeWeights() {
        SparseMatrix likes = SampleData.powerLaw(40, 30, 8, seed());
        for (Map<String, String> variant : variants()) {
            Subject<C, M> subject = Subject.of(this).withConfig(variant);
            requireFinite(subject, "negative weights are accepted", SampleData.withSomeWeights(likes, -2, 3));
        }
        requireFiniteOrRefused("nothing but negative weights", SampleData.withWeight(likes, -1));
    }

    /** Weights of any size: a usable model or an honest failure, never NaN. */
    @Test
    default void hugeAndTinyWeightsGiveAFiniteModelOrATrainingException() {
        SparseMatrix data = SampleData.powerLaw(40, 30, 8, seed());
        for (float weight : new float[] {1e30f, 1e-30f, Float.MIN_VALUE, Float.MAX_VALUE, 0f, -1e30f}) {
            requireFiniteOrRefused("every weight " + weight, SampleData.withWeight(data, weight));
            requireFiniteOrRefused("some weights " + weight, SampleData.withSomeWeights(data, weight, 5));
        }
    }

    /** Nothing at all to learn from. */
    @Test
    default void matrixWithoutEntriesGivesAFiniteModelOrATrainingException() {
        requireFiniteOrRefused("no entries", SampleData.of(new float[3][4]));
    }

    private void requireFinite(Subject<C, M> subject, String text, SparseMatrix data) {
        Rule rule = subject.rule(text);
        Answers.requireFinite(rule, subject.model(rule, data), data);
    }

    private void requireFiniteOrRefused(String what, SparseMatrix data) {
        for (Map<String, String> variant : variants()) {
            Subject<C, M> subject = Subject.of(this).withConfig(variant);
            Rule rule = subject.rule("extreme data gives a finite model or a TrainingException: " + what);
            Model model;
            try {
                model = subject.trainer().train(SampleData.dataset(data)).model();
            } catch (TrainingException refused) {
                continue;
            } catch (RuntimeException e) {
                throw new AssertionError(rule.with("training failed with " + e), e);
            }
            Answers.requireFinite(rule, model, data);
        }
    }
}
