package dev.recsys.eval;

import dev.recsys.eval.metric.JudgedList;
import dev.recsys.event.IdIndex;
import dev.recsys.model.Capability;
import dev.recsys.model.History;
import dev.recsys.model.ItemMask;
import dev.recsys.model.Model;
import dev.recsys.model.ModelBundle;
import dev.recsys.model.Query;
import dev.recsys.model.TopK;
import java.util.Arrays;
import java.util.Optional;

/** Ranks the whole catalogue of a model for every user of the test, many users at a time. */
final class FullRanking<U, I> implements Ranking {

    private final TestPairs<U, I> pairs;
    private final Background<U, I> background; // of the bundle
    private final Model model;
    private final int k;
    private final boolean excludeSeen;
    private final Rules rules;
    private final ItemMask everything;
    private final Optional<Query> strangers; // answers for users the model does not know, if it can
    private final Optional<TopK> strangersList; // of those who have seen nothing

    FullRanking(
            TestPairs<U, I> pairs,
            ModelBundle<U, I> bundle,
            Background<U, I> background,
            int k,
            boolean excludeSeen,
            Rules rules) {
        this.pairs = pairs;
        this.background = background;
        this.model = bundle.model();
        this.k = Math.min(k, Math.max(1, bundle.items().size()));
        this.rules = rules;
        this.excludeSeen = excludeSeen;
        this.everything = ItemMask.all(bundle.items().size());
        this.strangers = model.capabilities().contains(Capability.NON_PERSONALIZED)
                ? Optional.of(model.forHistory(History.of())).filter(Query::isInformed)
                : Optional.empty();
        this.strangersList = strangers.map(query -> query.topK(this.k + 1, everything));
    }

    @Override
    public int users() {
        return pairs.size();
    }

    @Override
    public int depth() {
        return k + 1;
    }

    @Override
    public History past(int user) {
        return background.past(pairs.knownUser(user));
    }

    @Override
    public JudgedCase[][] rank(int from, int end) {
        int[] known = new int[end - from]; // the known users' positions in the model
        ItemMask[] masks = new ItemMask[known.length];
        int count = 0;
        for (int place = from; place < end; place++) {
            if (pairs.knownUser(place) != IdIndex.ABSENT) {
                known[count] = pairs.knownUser(place);
                masks[count++] = mask(place);
            }
        }
        TopK[] best = model.topK(Arrays.copyOf(known, count), k + 1, Arrays.copyOf(masks, count));
        JudgedCase[][] cases = new JudgedCase[end - from][];
        int next = 0;
        for (int place = from; place < end; place++) {
            boolean isKnown = pairs.knownUser(place) != IdIndex.ABSENT;
            cases[place - from] = new JudgedCase[] {isKnown ? judgeKnown(place, best[next++]) : judgeStranger(place)};
        }
        return cases;
    }

    /** Items nobody judged are taken out by not ranking them: then the list is cut behind the k-th judged one. */
    private ItemMask mask(int place) {
        if (rules.unjudged() == Rules.Unjudged.REMOVE) {
            return ItemMask.of(everything.items(), pairs.judgedItems(place));
        }
        return excludeSeen ? ItemMask.except(everything.items(), background.seenBy(pairs.user(place))) : everything;
    }

    /** A user of whom the model knows nothing gets no list, as in recommending. */
    private JudgedCase judgeKnown(int place, TopK best) {
        return model.forUser(pairs.knownUser(place)).isInformed()
                ? judge(place, best, model.forUser(pairs.knownUser(place)))
                : unanswered(place);
    }

    private JudgedCase judgeStranger(int place) {
        if (strangers.isEmpty()) {
            return unanswered(place);
        }
        boolean ownMask = rules.unjudged() == Rules.Unjudged.REMOVE
                || (excludeSeen && background.seenBy(pairs.user(place)).length > 0);
        TopK best = ownMask ? strangers.get().topK(k + 1, mask(place)) : strangersList.orElseThrow();
        return judge(place, best, strangers.get());
    }

    private JudgedCase unanswered(int place) {
        return JudgedCase.unanswered(pairs.judgments(place));
    }

    /** Judges the first k of a list that is one longer where it can be, so that a tie at the cut shows. */
    private JudgedCase judge(int place, TopK best, Query query) {
        boolean tied = false;
        for (int i = 1; i < best.size(); i++) {
            tied |= best.score(i) == best.score(i - 1);
        }
        TopK list = rules.ties() == Rules.Ties.EXPECTED ? toEndOfTie(place, best, query) : best;
        int end = Math.min(k, list.size());
        while (rules.ties() == Rules.Ties.EXPECTED && end < list.size() && list.score(end) == list.score(end - 1)) {
            end++;
        }
        JudgedList judged = JudgedList.of(list.items(), end, pairs.judgments(place))
                .withTies(index -> list.score(index) == list.score(index + 1));
        boolean answered = list.size() > 0 || rules.unjudged() == Rules.Unjudged.REMOVE;
        return new JudgedCase(judged, tied, answered);
    }

    /** A list long enough to show all items with the score of the one at the cut. */
    private TopK toEndOfTie(int place, TopK best, Query query) {
        TopK list = best;
        int length = k + 1;
        while (list.size() == length && length < everything.items() && list.score(length - 1) == list.score(k - 1)) {
            length = (int) Math.min(everything.items(), 2L * length);
            list = query.topK(length, mask(place));
        }
        return list;
    }
}
