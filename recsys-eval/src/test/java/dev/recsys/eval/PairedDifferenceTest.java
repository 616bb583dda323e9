package dev.recsys.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recsys.DataException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PairedDifferenceTest {

    private static double[] normal(long seed, int size, double mean) {
        Random random = new Random(seed);
        return random.doubles(size).map(ignored -> mean + random.nextGaussian()).toArray();
    }

    @Test
    void intervalIsThatOfTheNormalDistributionForManyUsers() {
        double[] first = normal(1, 2_000, 0.3);
        PairedDifference difference = PairedDifference.of(first, new double[2_000]);
        double mean = 0;
        double squares = 0;
        for (double value : first) {
            mean += value / first.length;
            squares += value * value / first.length;
        }
        double error = Math.sqrt((squares - mean * mean) / first.length);
        assertThat(difference.mean()).isCloseTo(mean, within(1e-12));
        assertThat(difference.low()).isCloseTo(mean - 1.96 * error, within(0.2 * error));
        assertThat(difference.high()).isCloseTo(mean + 1.96 * error, within(0.2 * error));
        assertThat(difference.isAboveZero()).isTrue();
        assertThat(difference.isBelowZero()).isFalse();
        assertThat(difference.users()).isEqualTo(2_000);
    }

    @Test
    void coversTheTrueMeanAsOftenAsItSays() {
        int covered = 0;
        for (int seed = 0; seed < 200; seed++) {
            PairedDifference difference = PairedDifference.of(normal(seed, 60, 0.5), new double[60]);
            covered += difference.low() <= 0.5 && difference.high() >= 0.5 ? 1 : 0;
        }
        assertThat(covered).isBetween(180, 199);
    }

    @Test
    void isTheSameEachTimeAndTurnsAround() {
        double[] first = normal(3, 50, 0);
        double[] second = normal(4, 50, 0.8);
        PairedDifference difference = PairedDifference.of(first, second);
        assertThat(PairedDifference.of(first, second).toString()).isEqualTo(difference.toString());
        PairedDifference turned = PairedDifference.of(second, first);
        assertThat(turned.mean()).isEqualTo(-difference.mean());
        assertThat(turned.low()).isEqualTo(-difference.high());
        assertThat(difference.isBelowZero()).isTrue();
    }

    @Test
    void usersWithoutAValueAreLeftOut() {
        PairedDifference difference =
                PairedDifference.of(new double[] {1, Double.NaN, 3, 5}, new double[] {0, 7, Double.NaN, 4});
        assertThat(difference.users()).isEqualTo(2);
        assertThat(difference.mean()).isEqualTo(1);
        assertThat(difference).hasToString("+1.0000 [+1.0000, +1.0000], 95 % interval, 2 users");
        assertThatThrownBy(() -> PairedDifference.of(new double[] {Double.NaN}, new double[] {1}))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("no user has a value in both");
    }

    @Test
    void ofFewUsersOrOfRoundingNothingIsClaimed() {
        PairedDifference one = PairedDifference.of(new double[] {1}, new double[] {0});
        assertThat(one.low()).isNaN();
        assertThat(one.isAboveZero()).isFalse();
        assertThat(one).hasToString("+1.0000 without interval, 1 user");
        PairedDifference two = PairedDifference.of(new double[] {1, 1}, new double[2]);
        assertThat(two.isAboveZero())
                .as("two equal ones have an interval of no width")
                .isFalse();
        double[] six = {.1, .2, .1, .3, .2, .2};
        assertThat(PairedDifference.of(six, new double[6]).isAboveZero()).isTrue();
        assertThat(PairedDifference.of(new double[6], six).isBelowZero()).isTrue();
        assertThat(PairedDifference.of(Arrays.copyOf(six, 5), new double[5]).isAboveZero())
                .isFalse();
        double[] sum = new double[9];
        double[] whole = new double[9];
        Arrays.fill(sum, .1 + .2);
        Arrays.fill(whole, .3);
        assertThat(PairedDifference.of(sum, whole).isAboveZero()).as("rounding").isFalse();
        assertThat(PairedDifference.of(whole, sum).isBelowZero()).as("rounding").isFalse();
    }

    @Test
    void threeTestsAgreeAndTheSizeIsSaid() {
        double[] first = normal(7, 400, 0.2);
        PairedDifference difference = PairedDifference.of(first, new double[400]);
        assertThat(difference.signFlip().p()).isCloseTo(difference.tTest().p(), within(0.005));
        assertThat(difference.wilcoxon().p()).isLessThan(0.05);
        assertThat(difference.interval().low()).isEqualTo(difference.low());
        assertThat(difference.isAboveZero()).isEqualTo(difference.tTest().p() < 0.05);
        assertThat(difference.wins() + difference.ties() + difference.losses()).isEqualTo(400);
        assertThat(difference.effectSize()).isCloseTo(0.2, within(0.1));
        assertThat(difference.smallestDetectable()).isCloseTo(2.8 / 20, within(0.01)); // (1.96 + .84) standard errors
        assertThat(difference.leftOut()).isZero();
        assertThat(difference.sample().size()).isEqualTo(400);
    }

    @Test
    void whatIsKeptIsWhatIsComputedAgain() {
        PairedDifference difference = PairedDifference.of(normal(8, 90, 0), normal(9, 90, 0));
        assertThat(difference.interval()).isEqualTo(difference.interval());
        assertThat(difference.signFlip().p())
                .isEqualTo(PairedDifference.of(normal(8, 90, 0), normal(9, 90, 0))
                        .signFlip()
                        .p());
    }
}
