package dev.recsys.eval.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.als.Als;
import dev.recsys.data.Weighting;
import dev.recsys.eval.Comparison;
import dev.recsys.eval.Evaluation;
import dev.recsys.eval.EvaluationResult;
import dev.recsys.eval.SharedData;
import dev.recsys.eval.metric.Metrics;
import dev.recsys.eval.split.RandomRatio;
import dev.recsys.eval.split.Split;
import dev.recsys.event.EventLog;
import dev.recsys.event.EventLogBuilder;
import dev.recsys.event.IdType;
import dev.recsys.execution.Parallelism;
import dev.recsys.feature.FeatureBuilder;
import dev.recsys.feature.FeatureConfig;
import dev.recsys.model.ModelBundle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A against A: the values of two models are swapped user by user at random, so that there is no difference to find. Each test may
 * claim one as often as its alpha says, and after Holm's correction of several metrics even one claim may come no more often.
 */
class AaTest {

    private static final double ALPHA = 0.05;

    /** How often each test claimed a difference of the first metric, and how often there was any claim after Holm. */
    private record Rates(Map<String, Double> falsePositives, double familyWise, double uncorrected) {}

    @Test
    @Tag("slow")
    void ofTwoSeedsOfOneAlgorithmTestsKeepTheirAlpha() {
        List<PairedSample> samples = twoSeeds("ndcg@10", "recall@10", "map@10", "mrr@10", "ndcg@20", "recall@50");
        assertThat(samples.get(0).size()).isGreaterThan(900);
        int runs = 1_000;
        Rates rates = rates(samples, runs, 1);
        double slack = 3 * Math.sqrt(ALPHA * (1 - ALPHA) / runs);
        assertThat(rates.falsePositives().values())
                .as("%s", rates)
                .allSatisfy(rate -> assertThat(rate).isBetween(ALPHA - slack, ALPHA + slack));
        assertThat(rates.familyWise()).as("%s", rates).isLessThan(ALPHA + slack);
        assertThat(rates.uncorrected()).as("%s", rates).isGreaterThan(rates.familyWise());
    }

    @Test
    void ofGeneratedValuesTestsKeepTheirAlpha() {
        SplittableRandom random = new SplittableRandom(11);
        List<PairedSample> samples = new ArrayList<>();
        for (int metric = 0; metric < 4; metric++) {
            double[] differences = new double[120];
            for (int user = 0; user < differences.length; user++) {
                differences[user] = random.nextInt(3) == 0 ? 0 : Math.pow(random.nextDouble(), 2);
            }
            samples.add(PairedSample.ofDifferences(differences));
        }
        int runs = 300;
        Rates rates = rates(samples, runs, 2);
        double slack = 4 * Math.sqrt(ALPHA * (1 - ALPHA) / runs);
        assertThat(rates.falsePositives().values())
                .as("%s", rates)
                .allSatisfy(rate -> assertThat(rate).isLessThan(ALPHA + slack));
        assertThat(rates.familyWise()).as("%s", rates).isLessThan(ALPHA + slack);
    }

    private static Rates rates(List<PairedSample> metrics, int runs, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Double> claims = new LinkedHashMap<>();
        double anyAfterHolm = 0;
        double any = 0;
        for (int run = 0; run < runs; run++) {
            List<PairedSample> swapped = swapped(metrics, random);
            PairedSample first = swapped.get(0);
            for (PairedTest test : PairedTest.values()) {
                claims.merge(test.name(), test.p(first) <= ALPHA ? 1.0 / runs : 0, Double::sum);
            }
            boolean outside =
                    !Bootstrap.defaults().run(first).percentile(1 - ALPHA).contains(0);
            claims.merge("BOOTSTRAP", outside ? 1.0 / runs : 0, Double::sum);
            double[] p = swapped.stream().mapToDouble(PairedTest.T::p).toArray();
            anyAfterHolm += least(Correction.HOLM.adjust(p)) <= ALPHA ? 1.0 / runs : 0;
            any += least(p) <= ALPHA ? 1.0 / runs : 0;
        }
        return new Rates(claims, anyAfterHolm, any);
    }

    private static double least(double[] values) {
        double least = 1;
        for (double value : values) {
            least = Math.min(least, value);
        }
        return least;
    }

    /** The differences with random signs: of a user the same for all metrics, as the two lists change places. */
    private static List<PairedSample> swapped(List<PairedSample> metrics, SplittableRandom random) {
        int users = metrics.get(0).size();
        boolean[] swaps = new boolean[users];
        for (int user = 0; user < users; user++) {
            swaps[user] = random.nextBoolean();
        }
        return metrics.stream()
                .map(sample -> {
                    double[] values = sample.differences().values();
                    for (int user = 0; user < users; user++) {
                        values[user] = swaps[user] ? -values[user] : values[user];
                    }
                    return PairedSample.ofDifferences(values);
                })
                .toList();
    }

    private static List<PairedSample> twoSeeds(String... metrics) {
        EventLogBuilder<Integer, Integer> log = EventLog.builder(IdType.INT, IdType.INT);
        for (String line : SharedData.lines("data/ml-100k/u.data.gz")) {
            String[] cells = line.split("\t");
            log.add(Integer.valueOf(cells[0]), Integer.valueOf(cells[1]), Double.parseDouble(cells[2]));
        }
        Split<Integer, Integer> split = RandomRatio.perUser(0.2, 5).split(log.build());
        Map<String, ModelBundle<Integer, Integer>> models = new LinkedHashMap<>();
        for (long seed = 1; seed <= 2; seed++) {
            models.put(
                    "seed " + seed,
                    Als.implicit()
                            .withFactors(16)
                            .withSeed(seed)
                            .train(FeatureBuilder.build(
                                    split.train(), FeatureConfig.defaults().withWeighting(Weighting.BINARY))));
        }
        Comparison<Integer> comparison = Evaluation.of(Metrics.parseAll(metrics))
                .withParallelism(Parallelism.threads(2))
                .compare(models, split.test());
        EvaluationResult<Integer> first = comparison.result("seed 1");
        EvaluationResult<Integer> second = comparison.result("seed 2");
        List<PairedSample> samples = new ArrayList<>();
        for (String metric : metrics) {
            samples.add(PairedSample.of(first.perUser(metric), second.perUser(metric)));
        }
        return samples;
    }
}
