package dev.recsys.eval;

import dev.recsys.DataException;
import dev.recsys.eval.metric.JudgedList;
import dev.recsys.eval.metric.UserJudgments;
import dev.recsys.event.IdIndex;
import dev.recsys.model.History;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import it.unimi.dsi.fastutil.ints.IntSet;
import java.util.Arrays;
import java.util.Optional;

/**
 * Lays the lists of a run beside judgments. Items of the catalogue have their positions there as numbers, where there is a
 * background; further judged items follow, and then those that are in the run only.
 */
final class RunRanking<U, I> implements Ranking {

    private final Run<U, I> run;
    private final Judgments<U, I> judgments;
    private final Optional<Background<U, I>> background;
    private final Rules rules;
    private final int k;
    private final int[] judgedNumbers;
    private final int[] runNumbers;
    private final int[] listOf; // by place: the user's position in the run, or ABSENT
    private final int[] places; // by place: the user's position in the judgments
    private final IdIndex<U> users;
    private final int excludedUsers;

    RunRanking(Run<U, I> run, Judgments<U, I> judgments, Optional<Background<U, I>> background, Rules rules, int k) {
        this.run = run;
        this.judgments = judgments;
        this.background = background;
        this.rules = rules;
        this.k = k;
        int[] inRun = Positions.map("user", judgments.users(), run.users());
        int known = background.map(one -> one.items().size()).orElse(0);
        this.judgedNumbers = background
                .map(one -> Positions.map("item", judgments.items(), one.items()))
                .orElseGet(() -> absent(judgments.items().size()));
        for (int item = 0; item < judgedNumbers.length; item++) {
            judgedNumbers[item] = judgedNumbers[item] == IdIndex.ABSENT ? known + item : judgedNumbers[item];
        }
        this.runNumbers = Positions.map("item", run.items(), judgments.items());
        int[] inCatalogue = background
                .map(one -> Positions.map("item", run.items(), one.items()))
                .orElseGet(() -> absent(runNumbers.length));
        for (int item = 0; item < runNumbers.length; item++) {
            if (inCatalogue[item] != IdIndex.ABSENT) {
                runNumbers[item] = inCatalogue[item];
            } else if (runNumbers[item] != IdIndex.ABSENT) {
                runNumbers[item] = judgedNumbers[runNumbers[item]];
            } else {
                runNumbers[item] = known + judgedNumbers.length + item;
            }
        }
        IntArrayList kept = new IntArrayList();
        for (int user = 0; user < inRun.length; user++) {
            if (rules.noRelevant() == Rules.NoRelevant.ZERO || judgments.relevant(user, rules.level()) > 0) {
                kept.add(user);
            }
        }
        this.places = kept.toIntArray();
        this.listOf = kept.intStream().map(user -> inRun[user]).toArray();
        this.users = judgments.users().select(places);
        this.excludedUsers = inRun.length - places.length;
    }

    private static int[] absent(int length) {
        int[] numbers = new int[length];
        Arrays.fill(numbers, IdIndex.ABSENT);
        return numbers;
    }

    /** The users that are evaluated. */
    IdIndex<U> evaluated() {
        return users;
    }

    /** How many judged users are left out. */
    int excludedUsers() {
        return excludedUsers;
    }

    /** How many pairs are relevant to the users that are evaluated. */
    long relevantPairs() {
        long pairs = 0;
        for (int user : places) {
            pairs += judgments.relevant(user, rules.level());
        }
        return pairs;
    }

    /** How many of them are of items that are not in the catalogue. */
    long unknownPairs() {
        int catalogue = background.map(one -> one.items().size()).orElse(Integer.MAX_VALUE);
        long unknown = 0;
        for (int user : places) {
            unknown += judgments.countFrom(user, judgedNumbers, catalogue, rules.level());
        }
        return unknown;
    }

    /** How many judgments of the users that are evaluated have a gain below 0. */
    long clippedGains() {
        long clipped = 0;
        for (int user : places) {
            clipped += judgments.negative(user);
        }
        return clipped;
    }

    private UserJudgments judgmentsOf(int user) {
        return judgments.of(user, judgedNumbers, rules.level());
    }

    @Override
    public int users() {
        return places.length;
    }

    @Override
    public int depth() {
        return rules.ties() == Rules.Ties.EXPECTED ? run.depth() : Math.min(k, run.depth());
    }

    @Override
    public History past(int place) {
        return background.map(one -> one.history(users.id(place))).orElseGet(History::of);
    }

    @Override
    public JudgedCase[][] rank(int from, int end) {
        JudgedCase[][] cases = new JudgedCase[end - from][];
        for (int place = from; place < end; place++) {
            cases[place - from] = new JudgedCase[] {judge(place)};
        }
        return cases;
    }

    private JudgedCase judge(int place) {
        UserJudgments own = judgmentsOf(places[place]);
        if (listOf[place] == IdIndex.ABSENT) {
            return JudgedCase.unanswered(own);
        }
        int user = listOf[place];
        int[] kept = new int[run.length(user)]; // indices in the run
        int[] numbers = new int[kept.length];
        int count = 0;
        IntSet taken = new IntOpenHashSet(kept.length);
        boolean tied = false;
        for (int index = 0; index < run.length(user); index++) {
            tied |= index > 0 && index <= k && run.score(user, index) == run.score(user, index - 1);
            int number = runNumbers[run.item(user, index)];
            if (!taken.add(number)) {
                requireAllowed(place, run.item(user, index));
            } else if (rules.unjudged() == Rules.Unjudged.KEEP || own.isJudged(number)) {
                kept[count] = index;
                numbers[count++] = number;
            }
        }
        int end = rules.ties() == Rules.Ties.EXPECTED ? count : Math.min(k, count); // ties may go through the cut
        JudgedList list = JudgedList.of(numbers, end, own)
                .withTies(index -> run.score(user, kept[index]) == run.score(user, kept[index + 1]));
        return new JudgedCase(list, tied, kept.length > 0);
    }

    private void requireAllowed(int place, int item) {
        if (rules.duplicates() == Rules.Duplicates.ERROR) {
            throw new DataException(
                    "run " + run.name() + ", user " + users.id(place),
                    "item " + run.items().text(item) + " is there twice",
                    "give every item once, or evaluate with the rule KEEP_FIRST (--duplicates keep-first)");
        }
    }
}
