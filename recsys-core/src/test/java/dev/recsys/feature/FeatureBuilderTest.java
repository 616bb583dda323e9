package dev.recsys.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.recsys.DataException;
import dev.recsys.data.Dataset;
import dev.recsys.data.FittedWeighting;
import dev.recsys.data.Weighting;
import dev.recsys.event.EventLog;
import dev.recsys.event.IdType;
import dev.recsys.event.Interaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureBuilderTest {

    private static final Instant NOW = Instant.parse("2024-05-11T00:00:00Z");
    private static final FeatureConfig DEFAULTS = FeatureConfig.defaults();

    private static Interaction<String, Integer> event(String user, int item, double weight, double daysAgo) {
        return Interaction.of(user, item).withWeight((float) weight).withTime(NOW.minus(Duration.ofMinutes((long)
                (daysAgo * 24 * 60))));
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static EventLog<String, Integer> log(Interaction<String, Integer>... events) {
        return EventLog.of(IdType.STRING, IdType.INT, List.of(events));
    }

    private static float weight(Dataset<String, Integer> data, String user, int item) {
        return data.interactions()
                .value(data.users().positionOf(user), data.items().positionOf(item));
    }

    @Test
    void byDefaultWeightsOfRepeatedPairsAreSummed() {
        Dataset<String, Integer> data = FeatureBuilder.build(
                log(event("ann", 1, 2, 5), event("ann", 1, 0.5, 3), event("bob", 2, 1, 1)), DEFAULTS);

        assertThat(weight(data, "ann", 1)).isEqualTo(2.5f);
        assertThat(weight(data, "bob", 2)).isEqualTo(1f);
        assertThat(data.interactions().entries()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"SUM, 7", "MAX, 4", "LAST, 1", "COUNT, 3"})
    void repeatedPairsAreAggregated(Aggregation aggregation, float expected) {
        EventLog<String, Integer> log = log(event("ann", 1, 4, 3), event("ann", 1, 1, 1), event("ann", 1, 2, 2));

        Dataset<String, Integer> data = FeatureBuilder.build(log, DEFAULTS.withAggregation(aggregation));

        assertThat(weight(data, "ann", 1)).isEqualTo(expected);
    }

    @Test
    void theLargestOfNegativeContributionsIsNegative() {
        EventLog<String, Integer> log = log(event("ann", 1, -4, 3), event("ann", 1, -1, 2));

        assertThat(weight(FeatureBuilder.build(log, DEFAULTS.withAggregation(Aggregation.MAX)), "ann", 1))
                .isEqualTo(-1f);
    }

    @Test
    void typesCountByTheirFactorAndDislikesAreNegative() {
        EventLog<String, Integer> log = log(
                event("ann", 1, 1, 3).withType("view"),
                event("ann", 1, 2, 2).withType("like"),
                event("ann", 2, 1, 2).withType("dislike"));

        Dataset<String, Integer> data =
                FeatureBuilder.build(log, DEFAULTS.withTypeWeight("like", 3).withTypeWeight("dislike", -0.5));

        assertThat(weight(data, "ann", 1)).isEqualTo(7f);
        assertThat(weight(data, "ann", 2)).isEqualTo(-0.5f);
    }

    @Test
    void countCountsFactorsAndDecaysTheCount() {
        EventLog<String, Integer> log = log(
                event("ann", 1, 50, 10).withType("like"),
                event("ann", 1, 0.1, 0).withType("view"));
        FeatureConfig config = DEFAULTS.withAggregation(Aggregation.COUNT)
                .withTypeWeight("like", 4)
                .withHalfLifeDays(10);

        assertThat(weight(FeatureBuilder.build(log, config, NOW), "ann", 1)).isEqualTo(4 * 0.5f + 1);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "10, 0.5", "20, 0.25", "5, 0.70710678", "-3, 1"})
    void contributionsHalveWithEveryHalfLifeAndTheFutureCountsAsNow(double daysAgo, float factor) {
        EventLog<String, Integer> log = log(event("ann", 1, 8, daysAgo));

        Dataset<String, Integer> data = FeatureBuilder.build(log, DEFAULTS.withHalfLifeDays(10), NOW);

        assertThat(weight(data, "ann", 1)).isCloseTo(8 * factor, within(1e-6f));
        assertThat(data.featureConfig()).containsEntry("halfLifeDays", "10");
        assertThat(data.asOf()).contains(NOW);
    }

    @Test
    void withoutANowAgesCountFromTheLatestEvent() {
        EventLog<String, Integer> log = log(event("ann", 1, 8, 30), event("ann", 2, 8, 20));

        Dataset<String, Integer> data = FeatureBuilder.build(log, DEFAULTS.withHalfLifeDays(10));

        assertThat(weight(data, "ann", 2)).isEqualTo(8f);
        assertThat(weight(data, "ann", 1)).isEqualTo(4f);
    }

    @Test
    void strengthsAreCappedOnBothSides() {
        EventLog<String, Integer> log = log(event("ann", 1, 8, 3), event("ann", 2, -9, 2), event("ann", 3, 1, 2));

        Dataset<String, Integer> data = FeatureBuilder.build(log, DEFAULTS.withMaxStrength(2.5));

        assertThat(List.of(weight(data, "ann", 1), weight(data, "ann", 2), weight(data, "ann", 3)))
                .containsExactly(2.5f, -2.5f, 1f);
    }

    @Test
    void aSumBeyondFloatIsCappedAtTheLargestFloat() {
        EventLog<String, Integer> log = log(event("ann", 1, Float.MAX_VALUE, 3), event("ann", 1, Float.MAX_VALUE, 2));

        assertThat(weight(FeatureBuilder.build(log, DEFAULTS), "ann", 1)).isEqualTo(Float.MAX_VALUE);
    }

    @Test
    void weakEventsAndPairsThatCancelOutAreNotTrainedOn() {
        EventLog<String, Integer> log = log(
                event("ann", 1, 3, 3),
                event("ann", 2, 4, 3),
                event("ann", 3, 5, 2),
                event("ann", 3, 5, 2).withType("undo"));

        Dataset<String, Integer> data =
                FeatureBuilder.build(log, DEFAULTS.withMinWeight(4).withTypeWeight("undo", -1));

        assertThat(data.items().size()).isEqualTo(1);
        assertThat(weight(data, "ann", 2)).isEqualTo(4f);
    }

    @Test
    void droppedTypesAreSeenButNotTrainedOnAndExposuresAreNeither() {
        EventLog<String, Integer> log = log(
                event("ann", 1, 1, 3),
                event("ann", 2, 1, 3).withType("cancel"),
                event("ann", 3, 1, 3).withType(FeatureConfig.EXPOSURE),
                event("bob", 1, 1, 3),
                event("bob", 2, 1, 3),
                event("bob", 3, 1, 3));

        Dataset<String, Integer> data = FeatureBuilder.build(log, DEFAULTS.withDroppedType("cancel"));

        int ann = data.users().positionOf("ann");
        assertThat(data.interactions().columnsOf(ann)).containsExactly(0);
        assertThat(data.seen().of(ann)).containsExactly(0, 1);
        assertThat(data.seen().of(data.users().positionOf("bob"))).containsExactly(0, 1, 2);
        assertThat(data.interactions().rowLength(data.users().positionOf("bob")))
                .isEqualTo(3);
    }

    @Test
    void unseenTypesMayBeChosen() {
        EventLog<String, Integer> log = log(
                event("ann", 1, 1, 3).withType("view"),
                event("ann", 2, 1, 3).withType("buy"),
                event("ann", 2, 1, 2).withType("view"));

        Dataset<String, Integer> data = FeatureBuilder.build(log, DEFAULTS.withUnseenTypes(List.of("view")));

        assertThat(data.seen().of(0)).containsExactly(1);
        assertThat(data.interactions().rowLength(0)).isEqualTo(2);
    }

    @Test
    void theLatestItemsOfAUserAreKept() {
        EventLog<String, Integer> log = log(
                event("ann", 1, 1, 1),
                event("ann", 2, 1, 9),
                event("ann", 2, 1, 2),
                event("ann", 3, 1, 5),
                event("bob", 3, 1, 50));

        Dataset<String, Integer> data = FeatureBuilder.build(log, DEFAULTS.withMaxUserItems(2));

        assertThat(data.interactions().columnsOf(data.users().positionOf("ann")))
                .containsExactly(0, 1);
        assertThat(data.interactions().columnsOf(data.users().positionOf("bob")))
                .containsExactly(2);
        assertThat(data.seen().of(data.users().positionOf("ann")))
                .as("what was cut off was seen all the same")
                .containsExactly(0, 1, 2);
    }

    @Test
    void ofItemsEquallyOldTheFirstByIdAreKept() {
        EventLog<String, Integer> log = log(
                event("ann", 4, 1, 2),
                event("ann", 3, 1, 2),
                event("ann", 2, 1, 2),
                event("ann", 1, 1, 2),
                event("ann", 9, 1, 1));

        Dataset<String, Integer> data = FeatureBuilder.build(log, DEFAULTS.withMaxUserItems(3));

        assertThat(data.items().id(0)).isEqualTo(1);
        assertThat(data.items().id(1)).isEqualTo(2);
        assertThat(data.items().id(2)).isEqualTo(9);
    }

    @Test
    void anEventThatIsNotTrainedOnMakesNoItemTheLatest() {
        EventLog<String, Integer> log = log(
                event("ann", 1, 1, 9), event("ann", 1, 1, 0).withType(FeatureConfig.EXPOSURE), event("ann", 2, 1, 5));

        Dataset<String, Integer> data = FeatureBuilder.build(log, DEFAULTS.withMaxUserItems(1));

        assertThat(data.items().size()).isEqualTo(1);
        assertThat(data.items().id(0)).isEqualTo(2);
    }

    @Test
    void usersAndItemsWithTooLittleGoAgainAndAgain() {
        // cid has one item only; without cid item 3 has one user only; without item 3 bob has one item only
        EventLog<String, Integer> log = log(
                event("ann", 1, 1, 1),
                event("ann", 2, 1, 1),
                event("dan", 1, 1, 1),
                event("dan", 2, 1, 1),
                event("bob", 1, 1, 1),
                event("bob", 3, 1, 1),
                event("cid", 3, 1, 1));

        Dataset<String, Integer> data =
                FeatureBuilder.build(log, DEFAULTS.withMinUserItems(2).withMinItemUsers(2));

        assertThat(List.of(data.users().id(0), data.users().id(1))).containsExactly("ann", "dan");
        assertThat(data.users().size()).isEqualTo(2);
        assertThat(data.items().size()).isEqualTo(2);
        assertThat(data.seen().of(0)).containsExactly(0, 1);
    }

    @Test
    void logAndBinaryKeepTheSign() {
        EventLog<String, Integer> log = log(event("ann", 1, 3, 1), event("ann", 2, -3, 1));

        Dataset<String, Integer> logged =
                FeatureBuilder.build(log, DEFAULTS.withWeighting(Weighting.LOG).withLogEpsilon(0.5));
        Dataset<String, Integer> binary = FeatureBuilder.build(log, DEFAULTS.withWeighting(Weighting.BINARY));

        assertThat(weight(logged, "ann", 1)).isEqualTo((float) Math.log(7));
        assertThat(weight(logged, "ann", 2)).isEqualTo((float) -Math.log(7));
        assertThat(logged.weighting()).isEqualTo(FittedWeighting.log(0.5));
        assertThat(weight(binary, "ann", 1)).isEqualTo(1f);
        assertThat(weight(binary, "ann", 2)).isEqualTo(-1f);
    }

    @Test
    void bm25ByHand() {
        // lengths: ann 1 + 3 = 4, bob 2, mean 3; idf of item 1 (2 of 2 users) ln(3/3) + 1 = 1, of item 2 ln(3/2) + 1
        EventLog<String, Integer> log = log(event("ann", 1, 1, 1), event("ann", 2, 3, 1), event("bob", 1, 2, 1));

        Dataset<String, Integer> data = FeatureBuilder.build(
                log, DEFAULTS.withWeighting(Weighting.BM25).withBm25K1(1.5).withBm25B(0.5));

        double idf2 = Math.log(1.5) + 1;
        double annDamping = 1.5 * (0.5 + 0.5 * 4 / 3);
        double bobDamping = 1.5 * (0.5 + 0.5 * 2 / 3);
        assertThat(weight(data, "ann", 1)).isCloseTo((float) (1 * 1 * 2.5 / (1 + annDamping)), within(1e-6f));
        assertThat(weight(data, "ann", 2)).isCloseTo((float) (idf2 * 3 * 2.5 / (3 + annDamping)), within(1e-6f));
        assertThat(weight(data, "bob", 1)).isCloseTo((float) (1 * 2 * 2.5 / (2 + bobDamping)), within(1e-6f));
        assertThat(data.weighting().meanLength()).isEqualTo(3);
        assertThat(data.weighting().idf()).containsExactly(1f, (float) idf2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"halfLifeDays=10", "aggregation=last", "maxUserItems=3"})
    void whatNeedsTimesSaysSo(String setting) {
        EventLog<String, Integer> log = log(Interaction.of("ann", 1));
        String[] parts = setting.split("=");
        FeatureConfig config = FeatureConfig.parameters().parse(Map.of(parts[0], parts[1]));

        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> FeatureBuilder.build(log, config))
                .withMessageStartingWith("interactions: " + parts[0] + "=")
                .withMessageContaining(" needs the time of every event");
    }

    @Test
    void nothingLeftToTrainOnIsAnError() {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> FeatureBuilder.build(log(event("ann", 1, 1, 1)), DEFAULTS.withMinUserItems(2)))
                .withMessage("interactions: no user-item pair is left of 1 events; check minWeight, typeWeights,"
                        + " minUserItems and minItemUsers");
        assertThatExceptionOfType(DataException.class).isThrownBy(() -> FeatureBuilder.build(log(), DEFAULTS));
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() ->
                        FeatureBuilder.build(log(event("ann", 1, 1, 1).withType(FeatureConfig.EXPOSURE)), DEFAULTS));
    }

    @Test
    void aDatasetKnowsWhereItCameFrom() {
        EventLog<String, Integer> log = log(event("ann", 1, 1, 1));

        Dataset<String, Integer> data = FeatureBuilder.build(log, DEFAULTS.withBm25K1(2));

        assertThat(data.asOf()).as("no decay, no now").isEmpty();
        assertThat(data.fingerprint()).isEqualTo(log.fingerprint());
        assertThat(FeatureConfig.parameters().parse(data.featureConfig())).isEqualTo(DEFAULTS.withBm25K1(2));
    }
}
