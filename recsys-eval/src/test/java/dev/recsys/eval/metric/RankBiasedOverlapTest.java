package dev.recsys.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recsys.DataException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class RankBiasedOverlapTest {

    private final RankBiasedOverlap overlap = RankBiasedOverlap.defaults();

    @Test
    void equalsItsFormula() {
        // agreements 0, 1: .1 x (0 + .9 x 1) / .9 x .9 ... = .1 x .9 + 1 x .81
        assertThat(overlap.between(List.of("a", "b"), List.of("b", "a"))).isCloseTo(0.9, within(1e-15));
        // agreements 1, 1/2: .1 x (1 + .9 / 2) + .5 x .81
        assertThat(overlap.between(List.of("a", "b"), List.of("a", "c"))).isCloseTo(0.55, within(1e-15));
    }

    @Test
    void equalListsAreWorthOneAndListsWithoutACommonItemZero() {
        assertThat(overlap.between(List.of(1, 2, 3), List.of(1, 2, 3))).isCloseTo(1, within(1e-15));
        assertThat(overlap.between(List.of(1, 2, 3), List.of(4, 5))).isZero();
        assertThat(overlap.between(List.of(1, 2, 3), List.of())).isZero();
        assertThat(overlap.between(List.of(), List.of())).isNaN();
    }

    @Test
    void meanIsOverUsersWithAList() {
        assertThat(overlap.mean(
                        List.of(List.of(1), List.of(2), List.<Integer>of()),
                        List.of(List.of(1), List.of(3), List.<Integer>of())))
                .isCloseTo(0.5, within(1e-15));
        assertThatThrownBy(() -> overlap.mean(List.of(List.of(1)), List.of()))
                .hasMessage("lists must be of the same users but are of 1 and 0");
    }

    @Test
    void wrongInputIsRefused() {
        assertThatThrownBy(() -> overlap.between(List.of(1, 1), List.of(2, 3)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("item 1 is there twice");
        assertThatThrownBy(() -> RankBiasedOverlap.of(1)).hasMessageContaining("but was 1.0");
    }

    @RepeatedTest(30)
    void equalsANaiveTwinForListsOfAnyLengths(RepetitionInfo repetition) {
        long seed = repetition.getCurrentRepetition();
        SplittableRandom random = new SplittableRandom(seed);
        List<Integer> one = list(random);
        List<Integer> other = list(random);
        double value = overlap.between(one, other);
        assertThat(value).as("seed " + seed).isBetween(0.0, 1.0);
        assertThat(value).as("seed " + seed).isCloseTo(naive(one, other, 0.9), within(1e-12));
        assertThat(value).as("seed " + seed).isEqualTo(overlap.between(other, one));
    }

    private static List<Integer> list(SplittableRandom random) {
        return random.ints(1 + random.nextInt(15), 0, 20).distinct().boxed().toList();
    }

    /** Equation 32, term by term. */
    private static double naive(List<Integer> one, List<Integer> other, double p) {
        int s = Math.min(one.size(), other.size());
        int l = Math.max(one.size(), other.size());
        double sum = 0;
        for (int d = 1; d <= l; d++) {
            sum += common(one, other, d) / d * Math.pow(p, d);
        }
        for (int d = s + 1; d <= l; d++) {
            sum += common(one, other, s) * (d - s) / s / d * Math.pow(p, d);
        }
        double last = (common(one, other, l) - common(one, other, s)) / l + common(one, other, s) / s;
        return (1 - p) / p * sum + last * Math.pow(p, l);
    }

    private static double common(List<Integer> one, List<Integer> other, int depth) {
        Set<Integer> both = new HashSet<>(one.subList(0, Math.min(depth, one.size())));
        both.retainAll(new HashSet<>(other.subList(0, Math.min(depth, other.size()))));
        return both.size();
    }
}
