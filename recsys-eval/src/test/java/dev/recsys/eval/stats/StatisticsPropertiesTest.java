package dev.recsys.eval.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsys.execution.Parallelism;
import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.apache.commons.statistics.inference.TTest.Result;
import org.junit.jupiter.api.Test;

/** Against naive twins, and what must hold for any sample. */
class StatisticsPropertiesTest {

    /** Values as of metrics: many zeros, many equal. */
    private static double[] values(SplittableRandom random, int users) {
        return random.doubles(users)
                .map(value -> value < .4 ? 0 : Math.rint(value * 20) / 20)
                .toArray();
    }

    private static PairedSample sample(SplittableRandom random, int users) {
        return PairedSample.of(values(random, users), values(random, users));
    }

    /** The shares of all signs with a sum as great, as small, as far from 0 as what was observed. */
    private static double[] enumerated(double[] values) {
        double observed = Arrays.stream(values).sum();
        long[] counts = new long[3];
        for (int signs = 0; signs < 1 << values.length; signs++) {
            double sum = 0;
            for (int i = 0; i < values.length; i++) {
                sum += (signs >> i & 1) == 0 ? values[i] : -values[i];
            }
            counts[0] += sum >= observed - 1e-9 ? 1 : 0;
            counts[1] += sum <= observed + 1e-9 ? 1 : 0;
            counts[2] += Math.abs(sum) >= Math.abs(observed) - 1e-9 ? 1 : 0;
        }
        return Arrays.stream(counts)
                .mapToDouble(count -> count / (double) (1 << values.length))
                .toArray();
    }

    @Test
    void signFlipAndWilcoxonEqualEnumerations() {
        for (long seed = 0; seed < 60; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            PairedSample sample = sample(random, 1 + random.nextInt(12));
            SignFlipTest.Result flips = SignFlipTest.defaults().test(sample);
            assertThat(new double[] {flips.pGreater(), flips.pLess(), flips.p()})
                    .describedAs("seed %d", seed)
                    .containsExactly(enumerated(sample.raw()), within(1e-12));

            double[] ranks = signedRanks(sample.raw());
            double[] shares = enumerated(ranks);
            WilcoxonTest.Result wilcoxon = WilcoxonTest.defaults().test(sample);
            assertThat(wilcoxon.pGreater()).describedAs("seed %d", seed).isCloseTo(shares[0], within(1e-12));
            assertThat(wilcoxon.pLess()).describedAs("seed %d", seed).isCloseTo(shares[1], within(1e-12));
            assertThat(wilcoxon.p()).describedAs("seed %d", seed).isCloseTo(shares[2], within(1e-12));
        }
    }

    /** Ranks by counting who is smaller, with the sign of the difference. */
    private static double[] signedRanks(double[] differences) {
        double[] ranks = new double[differences.length];
        for (int i = 0; i < ranks.length; i++) {
            double rank = 0.5;
            for (double other : differences) {
                double gap = Math.abs(other) - Math.abs(differences[i]);
                rank += gap < -1e-10 ? 1 : gap < 1e-10 ? 0.5 : 0;
            }
            ranks[i] = Math.abs(differences[i]) < 1e-10 ? 0 : rank * Math.signum(differences[i]);
        }
        return ranks;
    }

    /** Ranks above five million ties, which neither the time nor the table grows with. */
    @Test
    void wilcoxonIsExactAboveMillionsOfTies() {
        double[] values = new double[5_000_000];
        for (int i = 0; i < 40; i++) {
            values[i * 1_000] = (i % 3 == 0 ? -1 : 1) * (1 + i % 7) / 10.0;
        }
        PairedSample sample = PairedSample.ofDifferences(values);
        WilcoxonTest.Result result = WilcoxonTest.defaults().test(sample);
        assertThat(result.isExact()).isTrue();
        // ranks are almost equal, so that p is nearly that of the sign test
        assertThat(result.p()).isCloseTo(SignTest.of(sample).p(), within(0.02));
        assertThat(result.plus() + result.minus()).isEqualTo(40 * (5_000_000.0 - 40) + 40 * 41 / 2.0);
        WilcoxonTest.Result normal = WilcoxonTest.defaults().withExactUsers(0).test(sample);
        assertThat(normal.isExact()).isFalse();
        assertThat(normal.p()).isBetween(0.0, 0.1);
    }

    @Test
    void randomSignFlipsComeCloseToAllOfThem() {
        SplittableRandom random = new SplittableRandom(5);
        double[] values = values(random, 20);
        double p = SignFlipTest.defaults()
                .test(PairedSample.ofDifferences(shifted(values)))
                .p();
        double[] twice = Arrays.copyOf(shifted(values), 21);
        twice[20] = 1e-7; // one more than can be counted, which changes nothing
        SignFlipTest.Result drawn =
                SignFlipTest.defaults().withResamples(99_999).test(PairedSample.ofDifferences(twice));
        assertThat(drawn.isExact()).isFalse();
        assertThat(drawn.total()).isEqualTo(100_000);
        assertThat(drawn.p()).isCloseTo(p, within(5 * Math.sqrt(p / 100_000)));
    }

    private static double[] shifted(double[] values) {
        return Arrays.stream(values).map(value -> value - .25).toArray();
    }

    @Test
    void testsAgreeForManyUsers() {
        for (long seed = 1; seed <= 5; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] first = values(random, 3_001);
            double[] second = values(random, 3_001);
            PairedSample sample = PairedSample.of(first, second);
            Result commons =
                    org.apache.commons.statistics.inference.TTest.withDefaults().pairedTest(first, second);
            TTest t = TTest.paired(sample);
            assertThat(t.statistic()).describedAs("seed %d", seed).isCloseTo(commons.getStatistic(), within(1e-9));
            assertThat(t.p()).describedAs("seed %d", seed).isCloseTo(commons.getPValue(), within(1e-9));
            assertThat(SignFlipTest.defaults().test(sample).p())
                    .describedAs("seed %d", seed)
                    .isCloseTo(t.p(), within(0.02));
            Interval interval = t.interval(0.95);
            double half = (interval.high() - interval.low()) / 2;
            BootstrapMeans means = Bootstrap.defaults().run(sample);
            for (Interval other : new Interval[] {means.percentile(0.95), means.basic(0.95), means.bca(0.95)}) {
                assertThat(other.low()).describedAs("seed %d", seed).isCloseTo(interval.low(), within(0.15 * half));
                assertThat(other.high()).describedAs("seed %d", seed).isCloseTo(interval.high(), within(0.15 * half));
            }
            assertThat(means.standardError())
                    .describedAs("seed %d", seed)
                    .isCloseTo(sample.differences().standardError(), within(0.1 * half));
            WilcoxonTest.Result normal =
                    WilcoxonTest.defaults().withExactUsers(0).test(sample);
            WilcoxonTest.Result counted =
                    WilcoxonTest.defaults().withExactUsers(200).test(head(sample, 150));
            assertThat(WilcoxonTest.defaults()
                            .withExactUsers(0)
                            .test(head(sample, 150))
                            .p())
                    .describedAs("seed %d", seed)
                    .isCloseTo(counted.p(), within(0.01));
            assertThat(normal.p()).isBetween(0.0, 1.0);
        }
    }

    private static PairedSample head(PairedSample sample, int users) {
        return PairedSample.ofDifferences(Arrays.copyOf(sample.raw(), users));
    }

    @Test
    void swappingTurnsEverythingAround() {
        for (long seed = 0; seed < 30; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            PairedSample sample = sample(random, 2 + random.nextInt(80));
            PairedSample swapped = sample.swapped();
            assertThat(swapped.mean()).describedAs("seed %d", seed).isEqualTo(0 - sample.mean());
            assertThat(swapped.wins()).isEqualTo(sample.losses());
            for (PairedTest test : PairedTest.values()) {
                double slack = test == PairedTest.SIGN_FLIP && sample.size() > 20 ? 0.03 : 1e-12;
                assertThat(test.p(swapped))
                        .describedAs("seed %d, %s", seed, test)
                        .isCloseTo(test.p(sample), within(slack));
                assertThat(test.p(sample)).isGreaterThan(0).isLessThanOrEqualTo(1);
            }
            assertThat(TTest.paired(swapped).pGreater())
                    .isEqualTo(TTest.paired(sample).pLess());
            assertThat(WilcoxonTest.defaults().test(swapped).plus())
                    .isEqualTo(WilcoxonTest.defaults().test(sample).minus());
            Interval interval = Bootstrap.defaults().run(sample).percentile(0.95);
            Interval turned = Bootstrap.defaults().run(swapped).percentile(0.95);
            assertThat(turned.low()).isEqualTo(0 - interval.high());
            assertThat(turned.high()).isEqualTo(0 - interval.low());
        }
    }

    @Test
    void theUnitDoesNotMatter() {
        for (long seed = 0; seed < 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            PairedSample sample = sample(random, 2 + random.nextInt(60));
            PairedSample scaled = PairedSample.ofDifferences(
                    Arrays.stream(sample.raw()).map(value -> 8 * value).toArray());
            for (PairedTest test : PairedTest.values()) {
                assertThat(test.p(scaled))
                        .describedAs("seed %d, %s", seed, test)
                        .isCloseTo(test.p(sample), within(1e-12));
            }
            assertThat(scaled.effectSize()).isCloseTo(sample.effectSize(), within(1e-12));
            assertThat(Power.defaults().smallestDifference(scaled))
                    .isCloseTo(8 * Power.defaults().smallestDifference(sample), within(1e-9));
        }
    }

    @Test
    void theNumberOfThreadsDoesNotMatter() {
        PairedSample sample = sample(new SplittableRandom(9), 1_237);
        Parallelism four = Parallelism.threads(4);
        assertThat(Bootstrap.defaults().withParallelism(four).run(sample).means())
                .isEqualTo(Bootstrap.defaults().run(sample).means());
        assertThat(SignFlipTest.defaults().withParallelism(four).test(sample).p())
                .isEqualTo(SignFlipTest.defaults().test(sample).p());
        assertThat(Bootstrap.defaults().withSeed(1).run(sample).means())
                .isNotEqualTo(Bootstrap.defaults().run(sample).means());
    }

    @Test
    void everyUserIsDrawnAsOften() {
        for (int bound : new int[] {1, 2, 3, 7, 1000}) {
            IndexSource source = IndexSource.of(new SplittableRandom(bound));
            int[] drawn = new int[400 * bound];
            source.fill(drawn, drawn.length, bound);
            int[] counts = new int[bound];
            for (int index : drawn) {
                counts[index]++;
            }
            assertThat(Arrays.stream(counts).min().orElseThrow()).isGreaterThan(300);
            assertThat(Arrays.stream(counts).max().orElseThrow()).isLessThan(500);
        }
    }

    @Test
    void correctionsKeepTheirOrder() {
        for (long seed = 0; seed < 100; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] p = random.doubles(1 + random.nextInt(12))
                    .map(value -> Math.rint(value * value * 50) / 50)
                    .toArray();
            double[] holm = Correction.HOLM.adjust(p);
            for (Correction correction : Correction.values()) {
                double[] adjusted = correction.adjust(p);
                for (int i = 0; i < p.length; i++) {
                    assertThat(adjusted[i])
                            .describedAs("seed %d, %s", seed, correction)
                            .isBetween(p[i] - 1e-12, 1.0);
                    for (int j = 0; j < p.length; j++) {
                        assertThat(p[i] > p[j] || adjusted[i] <= adjusted[j] + 1e-12)
                                .describedAs("seed %d, %s keeps the order", seed, correction)
                                .isTrue();
                    }
                }
            }
            for (int i = 0; i < p.length; i++) {
                assertThat(Correction.BONFERRONI.adjust(p)[i]).isGreaterThanOrEqualTo(holm[i] - 1e-12);
                assertThat(Correction.HOCHBERG.adjust(p)[i]).isLessThanOrEqualTo(holm[i] + 1e-12);
                assertThat(Correction.BENJAMINI_HOCHBERG.adjust(p)[i]).isLessThanOrEqualTo(holm[i] + 1e-12);
                assertThat(Correction.HOLM_SIDAK.adjust(p)[i]).isLessThanOrEqualTo(holm[i] + 1e-12);
            }
        }
    }

    @Test
    void powerIsThatOfRepeatedTests() {
        Power power = Power.defaults();
        double smallest = power.smallestDifference(40, 1.0);
        int found = 0;
        Random random = new Random(1);
        for (int run = 0; run < 2_000; run++) {
            double[] differences = new double[40];
            Arrays.setAll(differences, ignored -> smallest + random.nextGaussian());
            found += TTest.paired(PairedSample.ofDifferences(differences)).p() < 0.05 ? 1 : 0;
        }
        assertThat(found / 2_000.0).isCloseTo(0.8, within(0.03));
        assertThat(power.usersPaired(smallest)).isBetween(40L, 41L);
    }

    @Test
    void mannWhitneyIsThatOfCommons() {
        SplittableRandom random = new SplittableRandom(3);
        double[] x = values(random, 90);
        double[] y = values(random, 70);
        assertThat(MannWhitneyTest.of(Sample.of(x), Sample.of(y)).p())
                .isEqualTo(MannWhitneyUTest.withDefaults().test(x, y).getPValue());
    }
}
