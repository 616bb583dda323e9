package dev.recsys.eval;

import dev.recsys.eval.metric.JudgedList;
import dev.recsys.eval.metric.UserJudgments;
import dev.recsys.event.IdIndex;
import dev.recsys.model.Capability;
import dev.recsys.model.History;
import dev.recsys.model.Model;
import dev.recsys.model.ModelBundle;
import dev.recsys.model.Query;
import java.util.Arrays;

/**
 * Ranks the given candidates of each case: score descending, then item ascending; candidates that the model does not know
 * come after all others, item ascending.
 */
final class CandidateRanking implements Ranking {

    private static final int UNKNOWN = Integer.MAX_VALUE; // greater than the key of any score

    private final CandidateCases<?, ?> cases;
    private final Model model;
    private final int k;
    private final Rules rules;
    private final int[] userMap;
    private final int[] itemMap;
    private final boolean sameForAll;

    CandidateRanking(CandidateCases<?, ?> cases, ModelBundle<?, ?> bundle, int k, Rules rules) {
        this.cases = cases;
        this.model = bundle.model();
        this.k = k;
        this.rules = rules;
        this.userMap = Positions.map("user", cases.users(), bundle.users());
        this.itemMap = Positions.map("item", cases.items(), bundle.items());
        this.sameForAll = model.capabilities().contains(Capability.NON_PERSONALIZED);
    }

    @Override
    public int users() {
        return cases.users().size();
    }

    @Override
    public int depth() {
        int longest = 1;
        for (int c = 0; c < cases.size(); c++) {
            longest = Math.max(longest, cases.candidates(c).length);
        }
        return longest;
    }

    @Override
    public History past(int user) {
        return History.of(); // metrics of given candidates look at hits only
    }

    /** How many cases have a positive item that the model does not know. */
    long unknownPositives() {
        long unknown = 0;
        for (int c = 0; c < cases.size(); c++) {
            unknown += itemMap[cases.positive(c)] == IdIndex.ABSENT ? 1 : 0;
        }
        return unknown;
    }

    @Override
    public JudgedCase[][] rank(int from, int end) {
        JudgedCase[][] ranked = new JudgedCase[end - from][];
        for (int user = from; user < end; user++) {
            int first = cases.firstCase(user);
            JudgedCase[] own = new JudgedCase[cases.firstCase(user + 1) - first];
            for (int c = 0; c < own.length; c++) {
                own[c] = userMap[user] == IdIndex.ABSENT && !sameForAll
                        ? JudgedCase.unanswered(judgments(first + c))
                        : judge(query(userMap[user]), first + c);
            }
            ranked[user - from] = own;
        }
        return ranked;
    }

    private Query query(int user) {
        return user == IdIndex.ABSENT ? model.forHistory(History.of()) : model.forUser(user);
    }

    private JudgedCase judge(Query query, int number) {
        int[] candidates = cases.candidates(number);
        int[] known = new int[candidates.length];
        int count = 0;
        for (int candidate : candidates) {
            if (itemMap[candidate] != IdIndex.ABSENT) {
                known[count++] = itemMap[candidate];
            }
        }
        float[] scores = new float[count];
        query.scores(known, count, scores);
        long[] order = new long[candidates.length];
        int next = 0;
        for (int i = 0; i < order.length; i++) {
            int key = itemMap[candidates[i]] == IdIndex.ABSENT ? UNKNOWN : descending(scores[next++]);
            order[i] = (long) key << 32 | candidates[i];
        }
        Arrays.sort(order);
        boolean whole = rules.ties() == Rules.Ties.EXPECTED; // ties may go through the cut
        int[] list = new int[whole ? order.length : Math.min(k, order.length)];
        for (int i = 0; i < list.length; i++) {
            list[i] = (int) order[i];
        }
        JudgedList judged = JudgedList.of(list, list.length, judgments(number))
                .withTies(index -> order[index] >> 32 == order[index + 1] >> 32);
        return JudgedCase.of(judged, hasTie(order, k < order.length ? k + 1 : order.length));
    }

    /** The positive is relevant whatever the level, and all others are judged irrelevant. */
    private UserJudgments judgments(int number) {
        int[] candidates = cases.candidates(number);
        double[] gains = new double[candidates.length];
        gains[Arrays.binarySearch(candidates, cases.positive(number))] = 1;
        return UserJudgments.of(candidates, gains, 1);
    }

    /** A number that is the smaller the greater the score is. */
    private static int descending(float score) {
        int bits = Float.floatToIntBits(score + 0f); // -0 becomes 0
        return ~(bits ^ (bits >> 31 & Integer.MAX_VALUE));
    }

    private static boolean hasTie(long[] order, int count) {
        for (int i = 1; i < count; i++) {
            if (order[i] >> 32 == order[i - 1] >> 32) {
                return true;
            }
        }
        return false;
    }
}
