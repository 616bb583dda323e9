package dev.recsys.testkit;

import dev.recsys.data.SparseMatrix;
import dev.recsys.model.ItemMask;
import dev.recsys.model.Model;
import dev.recsys.model.Query;
import dev.recsys.model.TopK;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One path for all questions: single, batch and given items give the same bits, filters run inside, the order is total. */
interface QueryRules<C, M extends Model> extends AlgorithmUnderTest<C, M> {

    /** Whatever k and mask: the best allowed items, score descending, then position ascending. */
    @Test
    default void topKIsTheBestOfAllAllowedItems() {
        Subject<C, M> subject = Subject.of(this);
        Rule rule = subject.rule(
                "top-K is the k best allowed items by score descending, then position ascending, with the bits of scores()");
        SparseMatrix data = wide();
        Model model = subject.model(rule, data);
        for (int user = 0; user < data.rows(); user += 7) {
            Query query = model.forUser(user);
            float[] scores = Answers.scores(query, data.columns());
            for (Map.Entry<String, ItemMask> mask : masks(data, user).entrySet()) {
                for (int k : new int[] {1, 10, data.columns(), data.columns() + 5, Integer.MAX_VALUE}) {
                    String asked = "user " + user + ", k " + k + ", " + mask.getKey();
                    TopK best = rule.holdsFor(asked, () -> query.topK(k, mask.getValue()));
                    requireBest(rule, best, scores, Answers.ranked(scores, k, mask.getValue()), asked);
                }
            }
        }
    }

    private static void requireBest(Rule rule, TopK best, float[] scores, int[] expected, String asked) {
        rule.require(
                best.size() == expected.length,
                asked + ": " + best.size() + " items come, " + expected.length + " are allowed");
        for (int i = 0; i < expected.length; i++) {
            rule.require(
                    best.item(i) == expected[i],
                    asked + ", rank " + (i + 1) + ": item " + best.item(i) + " but expected " + expected[i]);
            rule.requireSameBits(best.score(i), scores[expected[i]], asked + ", rank " + (i + 1));
        }
    }

    private static Map<String, ItemMask> masks(SparseMatrix data, int user) {
        int items = data.columns();
        return Map.of(
                "all items", ItemMask.all(items),
                "seen items excluded", ItemMask.except(items, data.columnsOf(user)),
                "three items allowed", ItemMask.of(items, items - 1, 0, items / 2),
                "every third item excluded", ItemMask.where(items, item -> item % 3 != 0),
                "no item allowed", ItemMask.of(items));
    }

    /** Nothing allowed is an empty list. */
    @Test
    default void nothingAllowedGivesAnEmptyList() {
        Subject<C, M> subject = Subject.of(this);
        Rule rule = subject.rule("where no item is allowed the list is empty, where k are allowed k come back");
        SparseMatrix data = SampleData.checkerboard(10);
        Model model = subject.model(rule, data);
        for (int user = 0; user < 10; user++) {
            int none = model.forUser(user).topK(10, ItemMask.all(10).not()).size();
            rule.require(none == 0, "user " + user + ": " + none + " items come though none is allowed");
            for (int allowed = 1; allowed <= 10; allowed++) {
                ItemMask mask = ItemMask.of(10, IntStream.range(0, allowed).toArray());
                int found = model.forUser(user).topK(allowed, mask).size();
                rule.require(found == allowed, "user " + user + ": " + found + " of " + allowed + " items come");
            }
        }
    }

    /** The score of an item does not depend on which others are asked for. */
    @Test
    default void scoresDoNotDependOnTheItemsAskedFor() {
        Subject<C, M> subject = Subject.of(this);
        Rule rule = subject.rule(
                "an item's score has the same bits whichever items are asked for, and nothing else is written");
        SparseMatrix data = wide();
        Model model = subject.model(rule, data);
        SplittableRandom random = new SplittableRandom(seed());
        int[] items = random.ints(40, 0, data.columns()).toArray(); // in any order, some twice
        items[1] = items[0];
        for (int user = 0; user < data.rows(); user += 5) {
            Query query = model.forUser(user);
            float[] all = Answers.scores(query, data.columns());
            float[] out = new float[items.length];
            Arrays.fill(out, 7777f);
            int[] asked = items.clone();
            query.scores(asked, 30, out);
            rule.require(Arrays.equals(asked, items), "user " + user + ": the given items were modified");
            for (int i = 0; i < items.length; i++) {
                float expected = i < 30 ? all[items[i]] : 7777f;
                rule.requireSameBits(out[i], expected, "user " + user + ", item " + items[i] + " at place " + i);
            }
        }
    }

    /** A batch is a fast way of asking, not another answer. */
    @Test
    default void batchEqualsSingle() {
        Subject<C, M> subject = Subject.of(this);
        Rule rule = subject.rule("a batch gives the same bits as single queries");
        SparseMatrix data = wide();
        Model model = subject.model(rule, data);
        int[] users = IntStream.concat(IntStream.range(0, data.rows()), IntStream.of(3, 0, 3))
                .toArray();
        ItemMask[] allowed = new ItemMask[users.length];
        for (int i = 0; i < users.length; i++) {
            allowed[i] = i % 4 == 0
                    ? ItemMask.of(data.columns(), i, i + 1)
                    : ItemMask.except(data.columns(), data.columnsOf(users[i]));
        }
        for (int k : new int[] {1, 10, data.columns() + 1}) {
            TopK[] lists = rule.holdsFor("a batch with k " + k, () -> model.topK(users, k, allowed));
            rule.require(lists.length == users.length, lists.length + " lists for " + users.length + " users");
            for (int i = 0; i < users.length; i++) {
                TopK single = model.forUser(users[i]).topK(k, allowed[i]);
                Answers.requireSame(rule, lists[i], single, "place " + i + ", user " + users[i] + ", k " + k);
            }
        }
        rule.require(model.topK(new int[0], 10, new ItemMask[0]).length == 0, "a batch of no users gives lists");
    }

    /** A model is shared by all request threads. */
    @Test
    default void threadsThatAskAtOnceGetTheSameAnswers() throws InterruptedException {
        Subject<C, M> subject = Subject.of(this);
        Rule rule = subject.rule("a model asked by many threads at once answers each as if alone");
        SparseMatrix data = wide();
        Model model = subject.model(rule, data);
        ItemMask all = ItemMask.all(data.columns());
        TopK[] expected = new TopK[data.rows()];
        Arrays.setAll(expected, user -> model.forUser(user).topK(20, all));
        Callable<Boolean> asking = () -> {
            for (int user = 0; user < expected.length; user++) {
                Answers.requireSame(rule, model.forUser(user).topK(20, all), expected[user], "user " + user);
            }
            return true;
        };
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            for (Future<Boolean> asked : threads.invokeAll(List.of(asking, asking, asking))) {
                asked.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError(rule.with(String.valueOf(e.getCause())), e);
        } finally {
            threads.shutdownNow();
        }
    }

    /** A wrong question is refused, not answered somehow. */
    @Test
    default void refusesImpossibleQuestions() {
        Subject<C, M> subject = Subject.of(this);
        Rule rule = subject.rule("a user out of range, k below 1 and a mask of another size are refused");
        Model model = subject.model(rule, SampleData.checkerboard(8));
        for (int user : new int[] {-1, 8, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            rule.thrownBy("user " + user + " of 8", () -> model.forUser(user))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
        for (int k : new int[] {0, -1}) {
            rule.thrownBy("k " + k, () -> model.forUser(0).topK(k, ItemMask.all(8)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (int items : new int[] {7, 9}) {
            rule.thrownBy(
                            "a mask over " + items + " items for a model of 8",
                            () -> model.forUser(0).topK(3, ItemMask.all(items)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** More items than any block of a scan holds. */
    private SparseMatrix wide() {
        return SampleData.powerLaw(40, 2_100, 60, seed());
    }
}
