package dev.recsys.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.recsys.DataException;
import dev.recsys.data.Weighting;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureConfigTest {

    private static final FeatureConfig DEFAULTS = FeatureConfig.defaults();

    private static void assertReadBack(FeatureConfig config) {
        Map<String, String> text = FeatureConfig.parameters().describe(config);
        FeatureConfig back = FeatureConfig.parameters().parse(text);
        assertThat(back).isEqualTo(config).hasSameHashCodeAs(config);
        assertThat(back.typeWeight("like")).isEqualTo(config.typeWeight("like"));
        assertThat(back.unseenTypes()).isEqualTo(config.unseenTypes());
    }

    @Test
    void theDefaultsAreThoseThatAreDocumented() {
        assertThat(FeatureConfig.parameters().describe(DEFAULTS))
                .containsEntry("weighting", "linear")
                .containsEntry("aggregation", "sum")
                .containsEntry("typeWeights", "")
                .containsEntry("unseenTypes", "exposure")
                .containsEntry("halfLifeDays", "0")
                .containsEntry("minUserItems", "1")
                .containsEntry("minItemUsers", "1")
                .containsEntry("maxUserItems", "none")
                .containsEntry("minWeight", "none")
                .containsEntry("maxStrength", "none")
                .containsEntry("logEpsilon", "1")
                .containsEntry("bm25K1", "1.2")
                .containsEntry("bm25B", "0.75")
                .hasSize(13);
        assertThat(DEFAULTS.typeWeight("anything")).isEqualTo(OptionalDouble.of(1));
        assertThat(DEFAULTS.typeWeight(FeatureConfig.EXPOSURE)).isEmpty();
        assertReadBack(DEFAULTS);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyConfigurationIsReadBackFromItsText(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 100; i++) {
            FeatureConfig config = DEFAULTS.withWeighting(Weighting.values()[random.nextInt(4)])
                    .withAggregation(Aggregation.values()[random.nextInt(4)])
                    .withTypeWeight("like", random.nextDouble(-1e6, 1e6))
                    .withTypeWeight("exposure", random.nextInt(3))
                    .withTypeWeight("a=b", random.nextInt(3))
                    .withDroppedType("cancel order")
                    .withUnseenTypes(random.nextBoolean() ? List.of() : List.of("view", "exposure"))
                    .withMinWeight(random.nextDouble(-10, 10))
                    .withMaxStrength(random.nextDouble(1e-9, 10))
                    .withHalfLifeDays(random.nextDouble(0, 100))
                    .withMinUserItems(1 + random.nextInt(9))
                    .withMinItemUsers(1 + random.nextInt(9))
                    .withMaxUserItems(1 + random.nextInt(999))
                    .withLogEpsilon(random.nextDouble(1e-9, 10))
                    .withBm25K1(random.nextDouble(0, 10))
                    .withBm25B(random.nextDouble());
            assertReadBack(config);
        }
    }

    @Test
    void theOutermostValuesAreReadBackToo() {
        assertReadBack(DEFAULTS.withMinWeight(Float.MAX_VALUE).withMaxStrength(Float.MAX_VALUE));
        assertReadBack(DEFAULTS.withMinWeight(-Float.MAX_VALUE).withMaxStrength(Double.MIN_VALUE));
        assertReadBack(
                DEFAULTS.withHalfLifeDays(1e6).withBm25K1(1e6).withBm25B(1).withLogEpsilon(1e-12));
        assertReadBack(DEFAULTS.withHalfLifeDays(0).withBm25K1(0).withBm25B(0).withLogEpsilon(Float.MAX_VALUE));
    }

    @Test
    void aWitherTakesNothingThatTextCouldNotSay() {
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.withMinWeight(1e39));
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.withMaxStrength(1e39));
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.withHalfLifeDays(1e7));
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.withLogEpsilon(1e-13));
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.withBm25K1(1e7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a,b", " a", "a ", ","})
    void namesOfTypesCanBeWrittenInAList(String type) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.withTypeWeight(type, 1))
                .withMessageContaining("'" + type + "'");
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.withDroppedType(type));
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.withUnseenTypes(List.of(type)));
    }

    @Test
    void typeWeightsAreReadFromText() {
        FeatureConfig config = FeatureConfig.parameters()
                .parse(Map.of("typeWeights", " like = 3, dislike=-1 ,cancel=drop", "unseenTypes", "view, skip"));

        assertThat(config.typeWeight("like")).isEqualTo(OptionalDouble.of(3));
        assertThat(config.typeWeight("dislike")).isEqualTo(OptionalDouble.of(-1));
        assertThat(config.typeWeight("cancel")).isEmpty();
        assertThat(config.typeWeight("view")).isEqualTo(OptionalDouble.of(1));
        assertThat(config.typeWeight(FeatureConfig.EXPOSURE))
                .as("dropped unless it is named")
                .isEmpty();
        assertThat(config.unseenTypes()).containsExactly("view", "skip");
    }

    @ParameterizedTest
    @CsvSource({
        "typeWeights, like, 'has a part ''like'' that is not type=number or type=drop'",
        "typeWeights, =3, 'has a part ''=3'' that is not type=number or type=drop'",
        "typeWeights, like=much, is not a number",
        "typeWeights, like=Infinity, has a factor that is not finite",
        "halfLifeDays, -1, is out of range",
        "maxStrength, 0, must be above 0",
        "weighting, tfidf, is not one of the valid words",
        "minUserItems, 0, is out of range",
    })
    void wrongTextIsRefusedWithTheRule(String key, String text, String rule) {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> FeatureConfig.parameters().parse(Map.of(key, text)))
                .withMessageContaining("parameter '" + key + "'")
                .withMessageContaining(rule);
    }

    @Test
    void withersRefuseWhatMakesNoSense() {
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.withTypeWeight("like", Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.withMinWeight(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.withMaxStrength(0));
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.withMaxStrength(Double.POSITIVE_INFINITY));
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.withHalfLifeDays(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.withMinUserItems(0));
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.withMinItemUsers(0));
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.withMaxUserItems(0));
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.withLogEpsilon(0));
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.withBm25K1(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.withBm25B(1.5));
    }

    @Test
    void aCopyDiffersInOneThing() {
        FeatureConfig config = DEFAULTS.withMinUserItems(5);

        assertThat(config.minUserItems()).isEqualTo(5);
        assertThat(config.minItemUsers()).isEqualTo(1);
        assertThat(config).isNotEqualTo(DEFAULTS).isEqualTo(DEFAULTS.withMinUserItems(5));
        assertThat(DEFAULTS.minUserItems()).isEqualTo(1);
    }
}
