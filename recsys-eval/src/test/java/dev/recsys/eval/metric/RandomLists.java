package dev.recsys.eval.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Random lists and judgments for tests; the seed is in {@link #seed()}, for messages. */
final class RandomLists {

    static final int ITEMS = 40;

    final SplittableRandom random;
    private final String seed;

    RandomLists(long seed) {
        this.random = new SplittableRandom(seed);
        this.seed = "seed " + seed + ": ";
    }

    String seed() {
        return seed;
    }

    /** Every accuracy metric for which more is better, with all variants. */
    static List<UserMetric> metrics(int k) {
        List<UserMetric> metrics = new ArrayList<>();
        for (MetricFamily family : Accuracy.families().values()) {
            boolean noCutoff = family.rule() == MetricFamily.CutoffRule.NONE;
            for (Metric metric : family.all(noCutoff ? RankingMetric.WHOLE_LIST : k)) {
                if (metric.direction() == Direction.HIGHER_IS_BETTER) {
                    metrics.add((UserMetric) metric);
                }
            }
        }
        metrics.add(TruncatedAuc.at(k, ITEMS));
        metrics.add(Ndcg.at(k).withGain(Gain.expThreshold(2)));
        metrics.add(Dcg.at(k).withGain(Gain.expThreshold(2.5)));
        metrics.add(RankBiasedPrecision.at(k).withPersistence(0.5));
        return metrics;
    }

    /** All items below a number, in any order. */
    int[] shuffled(int count) {
        int[] items = IntStream.range(0, count).toArray();
        for (int i = count - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = items[i];
            items[i] = items[j];
            items[j] = swapped;
        }
        return items;
    }

    /**
     * Judgments of some items below a number, of all gains: half of them binary. At least one item has the gain 4.
     *
     * @param most how many at most
     */
    UserJudgments judgments(int most, int items) {
        boolean binary = random.nextBoolean();
        int[] judged = random.ints(1 + random.nextInt(most), 0, items).distinct().toArray();
        double[] gains = new double[judged.length];
        for (int i = 0; i < gains.length; i++) {
            gains[i] = i == 0 || binary ? 4 : random.nextInt(-1, 10) / 2.0;
        }
        return UserJudgments.of(judged, gains, random.nextBoolean() ? Double.MIN_VALUE : 1 + random.nextInt(3));
    }

    /** A list with ties: scores fall with a chance at every item. */
    JudgedList tied(int[] items, int count, UserJudgments judgments) {
        boolean[] equalsNext = new boolean[items.length];
        for (int i = 0; i < equalsNext.length; i++) {
            equalsNext[i] = random.nextInt(10) < 6;
        }
        return JudgedList.of(items, count, judgments).withTies(index -> equalsNext[index]);
    }
}
