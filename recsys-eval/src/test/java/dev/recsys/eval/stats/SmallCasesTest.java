package dev.recsys.eval.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recsys.DataException;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.inference.ContinuityCorrection;
import org.apache.commons.statistics.inference.PValueMethod;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Numbers that can be checked by hand or are printed in text books, and what happens at the edges. */
class SmallCasesTest {

    private static final Offset<Double> CLOSE = within(1e-9);
    private static final double[] A = {.31, .5, 0, .42, .77, .15, .63, .2, 0, .91, .38, .55};
    private static final double[] B = {.35, .5, .1, .4, .85, .25, .7, .18, 0, .97, .45, .53};

    @Test
    void twelveUsersInAllPairedTests() {
        PairedSample sample = PairedSample.of(B, A);
        assertThat(sample).hasToString("mean +0.0383, 12 users: won 7, tied 2, lost 3");
        TTest t = TTest.paired(sample);
        assertThat(t).hasToString("t 2.787, 11.0 degrees of freedom, p 0.0177");
        assertThat(t.p()).isCloseTo(0.017671761966569235, CLOSE);
        assertThat(t.interval(0.95)).hasToString("[+0.0081, +0.0686]");
        assertThat(sample.effectSize()).isCloseTo(0.8046233781070187, CLOSE);
        assertThat(SignFlipTest.defaults().test(sample)).hasToString("p 0.0254, of all 1024 swaps");
        assertThat(SignTest.of(sample)).hasToString("won 7, lost 3, p 0.3438");
        WilcoxonTest.Result ranks = WilcoxonTest.defaults().test(sample);
        assertThat(ranks).hasToString("ranks +63.0 -12.0, p 0.0410, exact");
        assertThat(WilcoxonTest.defaults().withExactUsers(0).test(sample).p()).isCloseTo(0.04413467971841865, CLOSE);
    }

    /** Why Wilcoxon's variance is written out here: where ties and zeros meet, that of commons-statistics is another. */
    @Test
    void varianceOfWilcoxonIsThatOfTheRanks() {
        PairedSample sample = PairedSample.of(B, A);
        double[] rounded = Arrays.stream(sample.differences().values())
                .map(PairedSample::rounded)
                .toArray();
        double commons = WilcoxonSignedRankTest.withDefaults()
                .with(PValueMethod.ASYMPTOTIC)
                .with(ContinuityCorrection.DISABLED)
                .test(rounded)
                .getPValue();
        assertThat(commons).isCloseTo(0.044052207, CLOSE);
        assertThat(WilcoxonTest.defaults().withExactUsers(0).test(sample).p()).isCloseTo(0.04413467971841865, CLOSE);
        assertThat(WilcoxonTest.defaults().test(sample).p()).isEqualTo(0.041015625);
    }

    @Test
    void signFlipsOfThreeUsersAreCountedByHand() {
        // sums of +-1 +-2 +-4: 7 and -7 are the only ones as far out
        SignFlipTest.Result flips = SignFlipTest.defaults().test(PairedSample.ofDifferences(new double[] {1, 2, 4, 0}));
        assertThat(flips.p()).isEqualTo(2.0 / 8);
        assertThat(flips.pGreater()).isEqualTo(1.0 / 8);
        assertThat(flips.pLess()).isEqualTo(1);
        assertThat(flips.total()).isEqualTo(8);
    }

    @Test
    void correctionsOfThreeTests() {
        double[] p = {.04, .01, .03};
        assertThat(Correction.NONE.adjust(p)).containsExactly(.04, .01, .03);
        assertThat(Correction.BONFERRONI.adjust(p)).containsExactly(new double[] {.12, .03, .09}, CLOSE);
        assertThat(Correction.HOLM.adjust(p)).containsExactly(new double[] {.06, .03, .06}, CLOSE);
        assertThat(Correction.HOCHBERG.adjust(p)).containsExactly(new double[] {.04, .03, .04}, CLOSE);
        assertThat(Correction.BENJAMINI_HOCHBERG.adjust(p)).containsExactly(new double[] {.04, .03, .04}, CLOSE);
        assertThat(Correction.BENJAMINI_YEKUTIELI.adjust(p))
                .containsExactly(new double[] {.04 * 11 / 6, .03 * 11 / 6, .04 * 11 / 6}, CLOSE);
        assertThat(Correction.SIDAK.adjust(p)[1]).isCloseTo(1 - .99 * .99 * .99, CLOSE);
        assertThat(Correction.HOLM_SIDAK.adjust(p)[2]).isCloseTo(1 - .97 * .97, CLOSE);
        assertThat(Correction.HOLM.adjust()).isEmpty();
        assertThat(Correction.BENJAMINI_HOCHBERG).hasToString("Benjamini-Hochberg");
        assertThatThrownBy(() -> Correction.HOLM.adjust(.5, Double.NaN)).hasMessageContaining("between 0 and 1");
    }

    @Test
    void friedmanRanksTheGreatestFirst() {
        FriedmanTest test = FriedmanTest.of(
                List.of(new double[] {3, 3, 3, Double.NaN}, new double[] {2, 2, 2, 9}, new double[] {1, 1, 1, 9}));
        assertThat(test.meanRanks()).containsExactly(1, 2, 3);
        assertThat(test.statistic()).isCloseTo(6, CLOSE); // 12 / (3 x 3 x 4) x (9 + 36 + 81) - 3 x 3 x 4
        assertThat(test.p()).isCloseTo(Math.exp(-3), CLOSE);
        assertThat(test.users()).isEqualTo(3);
        assertThat(test.leftOut()).isEqualTo(1);
        double[] same = {1, 2};
        assertThat(FriedmanTest.of(List.of(same, same, same)).p()).isEqualTo(1);
        assertThatThrownBy(() -> FriedmanTest.of(List.of(same, same))).hasMessageContaining("at least 3 models");
    }

    @Test
    void twoGroupsOfDifferentUsers() {
        Sample x = Sample.of(new double[] {12.1, 9.8, 11.4, 10.0, 13.2, 8.7, 10.9});
        Sample y = Sample.of(new double[] {13.0, 11.1, 14.9, 12.2, 12.8, 10.1});
        TTest welch = TTest.welch(x, y);
        assertThat(welch.statistic()).isCloseTo(-1.6650469120723674, CLOSE);
        assertThat(welch.degreesOfFreedom()).isCloseTo(10.320714004587417, CLOSE);
        assertThat(welch.p()).isCloseTo(0.125926331343104, CLOSE);
        MannWhitneyTest ranks = MannWhitneyTest.of(x, y);
        assertThat(ranks).hasToString("U 10.0, p 0.1375");
        assertThat(ranks.share()).isCloseTo(10.0 / 42, CLOSE);
    }

    @Test
    void powerOfTheTextBooks() {
        assertThat(Power.defaults().usersPerGroup(0.2)).isEqualTo(394);
        assertThat(Power.defaults().usersPerGroup(-0.5)).isEqualTo(64);
        assertThat(Power.defaults().usersPerGroup(0.8)).isEqualTo(26);
        assertThat(Power.defaults().usersPaired(0.5)).isEqualTo(34);
        assertThat(Power.defaults().usersPaired(0.2)).isEqualTo(199);
        assertThat(Power.defaults().usersPaired(0.1)).isEqualTo(787);
        assertThat(Power.defaults().usersPaired(0.02)).isEqualTo(19_625);
        assertThat(Power.defaults().withPower(0.9).withAlpha(0.01).usersPaired(0.5))
                .isEqualTo(63);
        assertThat(Power.defaults().ofPaired(34, 0.5)).isBetween(0.8, 0.82);
        assertThat(Power.defaults().ofPaired(50, 0)).isCloseTo(0.05, within(1e-9));
        assertThatThrownBy(() -> Power.defaults().usersPaired(0)).hasMessageContaining("effect must be");
        assertThatThrownBy(() -> Power.defaults().withAlpha(1)).hasMessageContaining("alpha must be");
    }

    @Test
    void equalValuesShowNothing() {
        PairedSample sample = PairedSample.of(B, B);
        assertThat(TTest.paired(sample).p()).isEqualTo(1);
        assertThat(TTest.paired(sample).pGreater()).isEqualTo(1);
        assertThat(TTest.paired(sample).interval(0.95)).isEqualTo(new Interval(0, 0, 0.95));
        assertThat(SignFlipTest.defaults().test(sample).p()).isEqualTo(1);
        assertThat(SignTest.of(sample).p()).isEqualTo(1);
        assertThat(WilcoxonTest.defaults().test(sample).p()).isEqualTo(1);
        BootstrapMeans means = Bootstrap.defaults().run(sample);
        assertThat(means.percentile(0.95)).isEqualTo(new Interval(0, 0, 0.95));
        assertThat(means.bca(0.95)).isEqualTo(new Interval(0, 0, 0.95));
        assertThat(sample.effectSize()).isZero();
        assertThat(Power.defaults().smallestDifference(sample)).isNaN();
    }

    @Test
    void aSingleUserShowsNothing() {
        PairedSample sample = PairedSample.of(new double[] {1, Double.NaN, 2}, new double[] {0, 1, Double.NaN});
        assertThat(sample.size()).isEqualTo(1);
        assertThat(sample.leftOut()).isEqualTo(2);
        assertThat(TTest.paired(sample).p()).isEqualTo(1);
        assertThat(TTest.paired(sample).interval(0.95).low()).isNaN();
        assertThat(sample.differences().interval(0.95).high()).isNaN();
        assertThat(SignFlipTest.defaults().test(sample).p()).isEqualTo(1);
        assertThat(SignTest.of(sample).p()).isEqualTo(1);
        assertThat(WilcoxonTest.defaults().test(sample).p()).isEqualTo(1);
        assertThat(Power.defaults().smallestDifference(sample)).isNaN();
        assertThat(Bootstrap.defaults().run(sample).percentile(0.9))
                .isEqualTo(new Interval(Double.NaN, Double.NaN, 0.9));
        assertThat(Bootstrap.defaults().run(sample).bca(0.9).low()).isNaN();
        assertThat(Bootstrap.defaults().run(sample).basic(0.9)).hasToString("without interval");
    }

    @Test
    void ofEqualDifferencesPIsThatOfTheSignFlips() {
        for (int users = 1; users <= 20; users++) {
            for (double difference : new double[] {.5, -.1}) {
                double[] values = new double[users];
                Arrays.fill(values, difference);
                PairedSample sample = PairedSample.ofDifferences(values);
                TTest test = TTest.paired(sample);
                SignFlipTest.Result flips = SignFlipTest.defaults().test(sample);
                assertThat(test.p())
                        .describedAs("%d users", users)
                        .isEqualTo(flips.p())
                        .isEqualTo(Math.pow(2, 1 - users));
                if (users > 1) {
                    assertThat(test.pGreater()).isEqualTo(flips.pGreater());
                    assertThat(test.pLess()).isEqualTo(flips.pLess());
                    assertThat(test.statistic()).isNaN();
                }
                assertThat(Power.defaults().smallestDifference(sample)).isNaN();
            }
        }
        double[] many = new double[5_000];
        Arrays.fill(many, .25);
        assertThat(TTest.paired(PairedSample.ofDifferences(many)).p()).isGreaterThan(0);
        TTest three = TTest.paired(PairedSample.of(new double[] {.3, .4, .5}, new double[] {.1, .2, .3}));
        assertThat(three.p()).as("equal but for rounding").isEqualTo(.25);
        assertThat(TTest.paired(PairedSample.ofDifferences(new double[] {.5, .5}))
                        .interval(0.95))
                .isEqualTo(new Interval(.5, .5, .95));
    }

    @Test
    void twoGroupsThatDoNotVaryHaveTheShareOfDivisions() {
        Sample three = Sample.of(new double[] {1, 1, 1});
        Sample two = Sample.of(new double[] {0, 0});
        assertThat(TTest.welch(three, two).p()).isCloseTo(1 / 10.0, CLOSE);
        assertThat(TTest.welch(three, two).pLess()).isEqualTo(1);
        assertThat(TTest.welch(two, Sample.of(new double[] {3, 3})).p()).isCloseTo(2 / 6.0, CLOSE);
        assertThat(TTest.welch(three, three).p()).isEqualTo(1);
        assertThat(TTest.welch(three, Sample.of(new double[] {0})).p()).isEqualTo(1);
    }

    @Test
    void roundingShowsNothingInAnyTest() {
        for (int users : new int[] {1, 2, 3, 6, 25}) {
            double[] first = new double[users];
            double[] second = new double[users];
            Arrays.fill(first, .1 + .2);
            Arrays.fill(second, .3);
            PairedSample sample = PairedSample.of(first, second);
            for (PairedTest test : PairedTest.values()) {
                assertThat(test.p(sample)).describedAs("%s of %d", test, users).isEqualTo(1);
            }
            assertThat(Power.defaults().smallestDifference(sample)).isNaN();
        }
    }

    @Test
    void roundingIsATie() {
        PairedSample sample = PairedSample.of(new double[] {.1 + .2, 1, 1e-8}, new double[] {.3, 1, 0});
        assertThat(sample.ties()).isEqualTo(2);
        assertThat(sample.wins()).isEqualTo(1);
    }

    @Test
    void whatIsNoSampleIsSaid() {
        assertThatThrownBy(() -> PairedSample.of(new double[] {Double.NaN}, new double[] {1}))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("no user has a value");
        assertThatThrownBy(() -> PairedSample.of(new double[2], new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 and 3");
        assertThatThrownBy(() -> PairedSample.of(
                        new double[] {Double.POSITIVE_INFINITY}, new double[] {Double.POSITIVE_INFINITY}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("finite");
        assertThatThrownBy(() -> SignFlipTest.defaults().withResamples(9)).hasMessageContaining("resamples must be");
        assertThatThrownBy(() -> Bootstrap.defaults().run(PairedSample.of(A, B)).percentile(1))
                .hasMessageContaining("confidence must be above 0");
    }

    @Test
    void intervalsOfASingleOutlierHaveTheirEndsInOrder() {
        double[] values = new double[30];
        for (double sign : new double[] {1, -1}) {
            values[3] = sign;
            BootstrapMeans means = Bootstrap.defaults().run(Sample.of(values));
            for (double confidence : new double[] {.5, .95, .999999999}) {
                assertThat(means.bca(confidence).low())
                        .isLessThanOrEqualTo(means.bca(confidence).high());
            }
        }
    }
}
