package dev.recsys.eval;

import dev.recsys.eval.metric.JudgedList;
import dev.recsys.event.IdIndex;
import dev.recsys.model.Capability;
import dev.recsys.model.History;
import dev.recsys.model.ItemMask;
import dev.recsys.model.Model;
import dev.recsys.model.ModelBundle;
import dev.recsys.model.TopK;
import java.util.Arrays;
import java.util.Optional;

/** Ranks the whole catalogue of a model for every user of the test. */
final class FullRanking implements Ranking {

    private final TestPairs pairs;
    private final ModelBundle<?, ?> bundle;
    private final int k;
    private final boolean excludeSeen;
    private final ItemMask everything;
    private final Optional<TopK> strangers; // the list of users the model does not know, if it has one for them

    FullRanking(TestPairs pairs, ModelBundle<?, ?> bundle, int k, boolean excludeSeen) {
        this.pairs = pairs;
        this.bundle = bundle;
        this.k = k;
        this.excludeSeen = excludeSeen;
        this.everything = ItemMask.all(bundle.items().size());
        Model model = bundle.model();
        this.strangers = model.capabilities().contains(Capability.NON_PERSONALIZED)
                ? Optional.of(model.forHistory(History.of()).topK(k + 1, everything))
                : Optional.empty();
    }

    @Override
    public int users() {
        return pairs.size();
    }

    @Override
    public JudgedCase[][] rank(int from, int end) {
        int[] known = new int[end - from]; // the known users' positions in the model
        ItemMask[] masks = new ItemMask[known.length];
        int count = 0;
        for (int place = from; place < end; place++) {
            int user = pairs.modelUser(place);
            if (isKnown(user)) {
                known[count] = user;
                masks[count++] = mask(user);
            }
        }
        TopK[] best = bundle.model().topK(Arrays.copyOf(known, count), k + 1, Arrays.copyOf(masks, count));
        JudgedCase[][] cases = new JudgedCase[end - from][];
        int next = 0;
        for (int place = from; place < end; place++) {
            boolean isKnown = isKnown(pairs.modelUser(place));
            cases[place - from] = new JudgedCase[] {isKnown ? judge(place, best[next++]) : judgeStranger(place)};
        }
        return cases;
    }

    /** A user of whom the model knows nothing counts as unknown, as in recommending. */
    private boolean isKnown(int user) {
        return user != IdIndex.ABSENT && bundle.model().forUser(user).isInformed();
    }

    private ItemMask mask(int user) {
        return excludeSeen ? ItemMask.except(everything.items(), bundle.seen().of(user)) : everything;
    }

    private JudgedCase judgeStranger(int place) {
        return strangers
                .map(best -> judge(place, best))
                .orElseGet(() -> JudgedCase.unanswered(pairs.relevant(place).length + pairs.unknownItems(place)));
    }

    /** Judges the first k of a list that is one longer where it can be, so that a tie at the cut shows. */
    private JudgedCase judge(int place, TopK best) {
        boolean tied = false;
        for (int i = 1; i < best.size(); i++) {
            tied |= best.score(i) == best.score(i - 1);
        }
        JudgedList list = JudgedList.of(best.items(), Math.min(k, best.size()), pairs.relevant(place))
                .withMissed(pairs.unknownItems(place));
        return new JudgedCase(list, true, tied);
    }
}
