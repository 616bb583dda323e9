package dev.recsys.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recsys.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RatingMetricsTest {

    private static final double[] RATINGS = {1, 5, 3};
    private static final double[] PREDICTIONS = {0, 5, 5};

    @ParameterizedTest
    @CsvSource({
        "mse, 1.6666666666666667", // (1 + 0 + 4) / 3
        "rmse, 1.2909944487358056",
        "mae, 1",
        "user_mse, 1.6666666666666667",
        "r2, 0.375", // 1 - 5 / 8
        "mse:SCALE_1_4, 0.6666666666666666", // predictions 1, 4, 4
        "mae:SCALE_0.5_4.5, 0.8333333333333334", // .5 + .5 + 1.5
        "user_mae:SCALE_1_5, 0.6666666666666666"
    })
    void equalTheirFormula(String name, double expected) {
        RatingMetric metric = (RatingMetric) Metrics.parse(name);
        assertThat(metric.value(RATINGS, PREDICTIONS)).isCloseTo(expected, within(1e-15));
        assertThat(metric.name()).isEqualTo(name);
        assertThat(metric.isPooled()).isEqualTo(!name.startsWith("user_"));
        assertThat(metric.direction())
                .isEqualTo(name.equals("r2") ? Direction.HIGHER_IS_BETTER : Direction.LOWER_IS_BETTER);
    }

    @Test
    void variantsNameTheScale() {
        assertThat(Metrics.parse("rmse:SCALE_1_4.5").variant()).isEqualTo("POOLED_SCALE_1_4.5");
        assertThat(Metrics.parse("user_rmse").variant()).isEqualTo("USER_MEAN");
        assertThat(RatingError.rmse().withScale(RatingScale.of(-10, 10)).name()).isEqualTo("rmse:SCALE_-10_10");
        assertThat(Metrics.parse("rmse:SCALE_-10_10").name()).isEqualTo("rmse:SCALE_-10_10");
    }

    @Test
    void equalRatingsHaveNoFit() {
        assertThat(RatingFit.r2().value(new double[] {3, 3}, new double[] {3, 4}))
                .isNaN();
        assertThat(RatingFit.r2().value(new double[] {.1, .1, .1}, new double[] {3, 4, 5}))
                .isNaN();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rmse:SCALE_5_1", "rmse:SCALE", "rmse:", "r2:SCALE_1_5", "mae:CLIPPED"})
    void unknownVariantsAreRefused(String name) {
        assertThatThrownBy(() -> Metrics.parse(name))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("metric '" + name + "': has no variant");
    }

    @Test
    void scaleMustRise() {
        assertThatThrownBy(() -> RatingScale.of(5, 1)).hasMessageContaining("but was 5.0 to 1.0");
        assertThat(RatingScale.of(1, 5)).hasToString("1.0 to 5.0").isEqualTo(RatingScale.of(1, 5));
        assertThat(RatingScale.unbounded().clip(1e300)).isEqualTo(1e300);
    }

    @Test
    void probabilitiesArePunishedByTheirDistance() {
        boolean[] clicked = {true, false};
        assertThat(ProbabilityError.logLoss(clicked, new double[] {0.5, 0.5})).isCloseTo(Math.log(2), within(1e-15));
        assertThat(ProbabilityError.logLoss(clicked, new double[] {1, 0})).isZero();
        assertThat(ProbabilityError.logLoss(clicked, new double[] {0, 0})).isInfinite();
        assertThat(ProbabilityError.brier(clicked, new double[] {0.5, 0.5})).isEqualTo(0.25);
        assertThat(ProbabilityError.brier(clicked, new double[] {0, 1})).isEqualTo(1);
        assertThatThrownBy(() -> ProbabilityError.brier(clicked, new double[] {0.5}))
                .hasMessageContaining("at least one label");
        assertThatThrownBy(() -> ProbabilityError.brier(clicked, new double[] {0.5, 1.5}))
                .hasMessage("probability 1 must be between 0 and 1 but is 1.5");
    }
}
