package dev.recsys.eval;

import dev.recsys.DataException;
import dev.recsys.eval.metric.JudgedList;
import dev.recsys.event.IdIndex;
import dev.recsys.model.History;
import dev.recsys.recommend.ModelRecommender;
import dev.recsys.recommend.Recommendation;
import dev.recsys.recommend.Recommender;
import dev.recsys.recommend.Request;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Asks a recommender for the list of every user of the test. */
final class RecommenderRanking<U, I> implements Ranking {

    private final TestPairs<U, I> pairs;
    private final Background<U, I> background;
    private final Recommender<U, I> recommender;
    private final int k;
    private final boolean excludeSeen;
    private final Rules rules;

    RecommenderRanking(
            TestPairs<U, I> pairs,
            Recommender<U, I> recommender,
            Background<U, I> background,
            int k,
            boolean excludeSeen,
            Rules rules) {
        requirePossible(rules);
        this.pairs = pairs;
        this.background = background;
        this.recommender = recommender;
        this.k = Math.min(k, Math.max(1, background.items().size()));
        this.excludeSeen = excludeSeen;
        this.rules = rules;
    }

    private static void requirePossible(Rules rules) {
        if (rules.unjudged() == Rules.Unjudged.REMOVE) {
            throw new DataException(
                    "rule REMOVE of unjudged items",
                    "needs more of a list than a recommender gives",
                    "evaluate a model or a run, or keep unjudged items");
        }
        if (rules.ties() == Rules.Ties.EXPECTED) {
            throw new DataException(
                    "rule EXPECTED of ties",
                    "needs every item with the score of the last one, which a recommender does not give",
                    "evaluate a model, given candidates or a run, or take ties as ranked");
        }
    }

    @Override
    public int users() {
        return pairs.size();
    }

    @Override
    public int depth() {
        return k;
    }

    @Override
    public History past(int user) {
        return background.history(pairs.user(user));
    }

    @Override
    public JudgedCase[][] rank(int from, int end) {
        JudgedCase[][] cases = new JudgedCase[end - from][];
        for (int place = from; place < end; place++) {
            cases[place - from] = new JudgedCase[] {judge(place, list(pairs.user(place)))};
        }
        return cases;
    }

    /**
     * A list of k, or of k + 1 where the last one only shows a tie at the cut. A model's list of k is the start of its list of
     * k + 1; that of a re-ranker or of a chain need not be, so these are asked for exactly k.
     */
    private List<Recommendation<I>> list(U user) {
        if (recommender instanceof ModelRecommender<U, I> model && !model.hasReranker()) {
            List<Recommendation<I>> list = model.recommend(request(user, k + 1));
            if (list.stream().allMatch(one -> one.source().equals(model.source()))) {
                return list;
            }
        }
        return recommender.recommend(request(user, k));
    }

    private Request<U, I> request(U user, int length) {
        return Request.<U, I>forUser(user, length).withExcludeSeen(excludeSeen);
    }

    private JudgedCase judge(int place, List<Recommendation<I>> list) {
        int[] items = new int[Math.min(k, list.size())];
        int next = pairs.endOfNumbers(); // for items that are neither in the catalogue nor in the test
        Set<I> distinct = new HashSet<>();
        int count = 0;
        for (int i = 0; i < items.length; i++) {
            I item = list.get(i).item();
            if (!distinct.add(item)) {
                if (rules.duplicates() == Rules.Duplicates.KEEP_FIRST) {
                    continue;
                }
                throw new DataException(
                        "list of user " + pairs.user(place) + " by " + recommender,
                        "item " + item + " is there twice",
                        "recommend every item once, or evaluate with the rule KEEP_FIRST");
            }
            int number = pairs.numberOf(item);
            items[count++] = number == IdIndex.ABSENT ? next++ : number;
        }
        return JudgedCase.of(JudgedList.of(items, count, pairs.judgments(place)), isTied(list));
    }

    /** Scores are comparable within one source only. */
    private static boolean isTied(List<? extends Recommendation<?>> list) {
        for (int i = 1; i < list.size(); i++) {
            Recommendation<?> above = list.get(i - 1);
            Recommendation<?> below = list.get(i);
            if (above.score() == below.score() && above.source().equals(below.source())) {
                return true;
            }
        }
        return false;
    }
}
