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
    private final ItemMask everything;
    private final Optional<Query> strangers; // answers for users the model does not know, if it can
    private final Optional<TopK> strangersList; // of those who have seen nothing

    FullRanking(
            TestPairs<U, I> pairs, ModelBundle<U, I> bundle, Background<U, I> background, int k, boolean excludeSeen) {
        this.pairs = pairs;
        this.background = background;
        this.model = bundle.model();
        this.k = k;
        this.excludeSeen = excludeSeen;
        this.everything = ItemMask.all(bundle.items().size());
        this.strangers = model.capabilities().contains(Capability.NON_PERSONALIZED)
                ? Optional.of(model.forHistory(History.of())).filter(Query::isInformed)
                : Optional.empty();
        this.strangersList = strangers.map(query -> query.topK(k + 1, everything));
    }

    @Override
    public int users() {
        return pairs.size();
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

    private ItemMask mask(int place) {
        return excludeSeen ? ItemMask.except(everything.items(), background.seenBy(pairs.user(place))) : everything;
    }

    /** A user of whom the model knows nothing gets no list, as in recommending. */
    private JudgedCase judgeKnown(int place, TopK best) {
        return model.forUser(pairs.knownUser(place)).isInformed() ? judge(place, best) : unanswered(place);
    }

    private JudgedCase judgeStranger(int place) {
        if (strangers.isEmpty()) {
            return unanswered(place);
        }
        boolean hasSeen = excludeSeen && background.seenBy(pairs.user(place)).length > 0;
        return judge(place, hasSeen ? strangers.get().topK(k + 1, mask(place)) : strangersList.orElseThrow());
    }

    private JudgedCase unanswered(int place) {
        return JudgedCase.unanswered(pairs.judgments(place));
    }

    /** Judges the first k of a list that is one longer where it can be, so that a tie at the cut shows. */
    private JudgedCase judge(int place, TopK best) {
        boolean tied = false;
        for (int i = 1; i < best.size(); i++) {
            tied |= best.score(i) == best.score(i - 1);
        }
        return new JudgedCase(JudgedList.of(best.items(), Math.min(k, best.size()), pairs.judgments(place)), tied);
    }
}
