package dev.recsys.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.recsys.DataException;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RejectionsTest {

    private static Arguments broken(
            RejectionReason reason, String field, String detail, Consumer<EventRow<String, Integer>> filler) {
        return Arguments.of(reason, field, detail, filler);
    }

    private static EventRow<String, Integer> valid(EventRow<String, Integer> row) {
        row.user().set("ann");
        row.item().setLong(1);
        return row;
    }

    static Stream<Arguments> brokenRows() {
        return Stream.of(
                broken(
                        RejectionReason.MISSING_USER,
                        "user",
                        "the user id is missing",
                        row -> row.item().setLong(1)),
                broken(
                        RejectionReason.MISSING_USER,
                        "user",
                        "the user id is missing",
                        row -> valid(row).user().setText(" \t")),
                broken(
                        RejectionReason.MISSING_ITEM,
                        "item",
                        "the item id is missing",
                        row -> row.user().set("ann")),
                broken(
                        RejectionReason.NOT_FINITE,
                        "weight",
                        "the weight must be a finite float but was NaN",
                        row -> valid(row).setWeight(Double.NaN)),
                broken(
                        RejectionReason.NOT_FINITE,
                        "weight",
                        "the weight must be a finite float but was 1.0E39",
                        row -> valid(row).setWeight(1e39)),
                broken(
                        RejectionReason.IMPOSSIBLE_TIME,
                        "time",
                        "the time must lie in the years 1900 to 2199 but was 7258118400000 ms since 1970",
                        row -> valid(row)
                                .setTime(Instant.parse("2200-01-01T00:00:00Z").toEpochMilli())),
                broken(
                        RejectionReason.IMPOSSIBLE_TIME,
                        "time",
                        "the time must lie in the years 1900 to 2199 but was -2208988800001 ms since 1970",
                        row -> valid(row)
                                .setTime(Instant.parse("1900-01-01T00:00:00Z").toEpochMilli() - 1)),
                broken(
                        RejectionReason.INVALID_ID,
                        "id",
                        "an id has 1 to 4096 bytes but has 5000",
                        row -> valid(row).user().set("x".repeat(5000))),
                broken(
                        RejectionReason.NOT_A_NUMBER,
                        "weight",
                        "'much' is not a number",
                        row -> valid(row).reject(RejectionReason.NOT_A_NUMBER, "weight", "'much' is not a number")),
                broken(RejectionReason.MALFORMED_ROW, "row", "the row has 2 fields", row -> {
                    row.reject(RejectionReason.MALFORMED_ROW, "row", "the row has 2 fields");
                    row.reject(RejectionReason.MISSING_USER, "user", "the first mark stays");
                }));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("brokenRows")
    void everyBrokenRowIsCountedByReasonWithItsPlace(
            RejectionReason reason, String field, String detail, Consumer<EventRow<String, Integer>> filler) {
        EventLogBuilder<String, Integer> builder = EventLog.builder(IdType.STRING, IdType.INT);
        EventRow<String, Integer> row = new EventRow<>(IdType.STRING, IdType.INT);
        builder.accept(valid(row.start(6)));
        row.start(7);
        filler.accept(row);
        builder.accept(row);

        EventLog<String, Integer> log = builder.build(RejectionLimit.rows(1));

        assertThat(log.size()).isEqualTo(1);
        assertThat(log.rejections().countsByReason()).isEqualTo(Map.of(reason, 1L));
        assertThat(log.rejections().firstPlaces()).containsExactly(new Rejection(7, reason, field, detail));
        assertThat(log.rejections()).hasToString("events: 1 of 2 rows rejected: 1 " + reason);
    }

    @Test
    void anInvalidEventIdLeavesTheOtherEventsAsTheyWere() {
        EventLogBuilder<String, Integer> builder = EventLog.builder(IdType.STRING, IdType.INT);
        EventRow<String, Integer> row = new EventRow<>(IdType.STRING, IdType.INT);
        for (int i = 0; i < 5; i++) {
            row.start(i + 1);
            row.user().set("u" + i);
            row.item().set(10 * i);
            row.setWeight(i + 1);
            row.setTime(1000L * i);
            row.setEventId(i == 2 ? "half a pair \ud800" : "e" + i);
            builder.accept(row);
        }

        EventLog<String, Integer> log = builder.build(RejectionLimit.rows(1));

        assertThat(log.rejections().countsByReason()).isEqualTo(Map.of(RejectionReason.INVALID_ID, 1L));
        assertThat(log.users().size()).isEqualTo(4);
        assertThat(log.size()).isEqualTo(4);
        for (int at = 0; at < log.size(); at++) {
            int i = Integer.parseInt(log.users().id(log.user(at)).substring(1));
            assertThat(log.items().id(log.item(at))).isEqualTo(10 * i);
            assertThat(log.weight(at)).isEqualTo(i + 1f);
            assertThat(log.time(at)).isEqualTo(1000L * i);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1900-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "2199-12-31T23:59:59.999Z"})
    void timesWithinThreeCenturiesAreTaken(String time) {
        EventLog<String, Integer> log = EventLog.builder(IdType.STRING, IdType.INT)
                .add("ann", 1, 1, Instant.parse(time))
                .build();

        assertThat(log.interaction(0).time()).contains(Instant.parse(time));
    }

    @Test
    void anInstantBeyondMillisecondsIsAnImpossibleTimeToo() {
        EventLogBuilder<String, Integer> builder = EventLog.builder(IdType.STRING, IdType.INT);
        builder.add("ann", 1, 1, Instant.MAX).add("ann", 2, 1, Instant.MIN);
        builder.add(Interaction.of("ann", 3).withTime(Instant.MAX));

        EventLog<String, Integer> log = builder.build(RejectionLimit.rows(3));

        assertThat(log.rejections().countsByReason()).isEqualTo(Map.of(RejectionReason.IMPOSSIBLE_TIME, 3L));
    }

    @Test
    void byDefaultOneBrokenRowFailsTheRun() {
        EventLogBuilder<String, Integer> builder = EventLog.builder(IdType.STRING, IdType.INT);
        builder.add("ann", 1).add("bob", 2, Double.NaN).add("cid", 3, Double.POSITIVE_INFINITY);

        assertThatExceptionOfType(DataException.class)
                .isThrownBy(builder::build)
                .withMessage("events:2, weight: the weight must be a finite float but was NaN (2 of 3 rows rejected: 2"
                        + " not finite, 0 rows allowed); correct the row or allow a number of broken rows");
    }

    @ParameterizedTest
    @CsvSource({"0, 1, false", "1, 1, true", "1, 2, true", "2, 2, true", "3, 2, true"})
    void aNumberOfRowsMayBeAllowed(long broken, long allowed, boolean unused) {
        RejectionLimit limit = RejectionLimit.rows(allowed);

        assertThat(limit.isExceededBy(broken, 100)).isEqualTo(broken > allowed);
    }

    @Test
    void everyHundredthShareIsMetExactly() {
        for (int percent = 0; percent <= 100; percent++) {
            RejectionLimit limit = RejectionLimit.share(percent / 100.0);
            assertThat(limit.isExceededBy(percent, 100))
                    .as("%d of 100", percent)
                    .isFalse();
            assertThat(limit.isExceededBy(percent + 1, 100))
                    .as("%d of 100", percent + 1)
                    .isTrue();
            assertThat(limit.isExceededBy(7L * percent, 700))
                    .as("%d of 700", 7 * percent)
                    .isFalse();
        }
        assertThat(RejectionLimit.share(0.5).isExceededBy(0, 0)).isFalse();
        assertThat(RejectionLimit.NONE.isExceededBy(0, 10)).isFalse();
        assertThat(RejectionLimit.NONE.isExceededBy(1, 10)).isTrue();
    }

    @Test
    void limitsAreWrittenForAPerson() {
        assertThat(RejectionLimit.NONE).hasToString("0 rows");
        assertThat(RejectionLimit.rows(1)).hasToString("1 row");
        assertThat(RejectionLimit.share(0.07)).hasToString("7 % of the rows");
        assertThat(RejectionLimit.share(0.005)).hasToString("0.5 % of the rows");
        assertThat(RejectionLimit.share(1)).hasToString("100 % of the rows");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void aShareLiesBetweenZeroAndOne(double share) {
        assertThatIllegalArgumentException().isThrownBy(() -> RejectionLimit.share(share));
    }

    @Test
    void rowsAreNotNegative() {
        assertThatIllegalArgumentException().isThrownBy(() -> RejectionLimit.rows(-1));
    }

    @Test
    void theFirstTwentyPlacesAreKeptAndAllAreCounted() {
        EventLogBuilder<String, Integer> builder = EventLog.builder(IdType.STRING, IdType.INT);
        for (int i = 0; i < 50; i++) {
            builder.add("ann", i, i % 2 == 0 ? 1 : Double.NaN);
        }

        Rejections rejections = builder.build(RejectionLimit.share(0.5)).rejections();

        assertThat(rejections.count()).isEqualTo(25);
        assertThat(rejections.firstPlaces()).hasSize(Rejections.MAX_PLACES);
        assertThat(rejections.firstPlaces().get(19).line()).isEqualTo(40);
    }

    @Test
    void placesAreInTheOrderOfTheSourceThoughMissingTimesAreFoundLast() {
        EventLogBuilder<String, Integer> builder = EventLog.builder(IdType.STRING, IdType.INT);
        Instant noon = Instant.parse("2024-05-01T12:00:00Z");
        builder.add("ann", 1).add("bob", 2, 1, noon).add("cid", 3, Double.NaN, noon);

        Rejections rejections = builder.build(RejectionLimit.rows(2)).rejections();

        assertThat(rejections.firstPlaces().stream().map(Rejection::line)).containsExactly(1L, 3L);
    }

    @Test
    void aRowForgetsThePreviousEvent() {
        EventRow<String, Integer> row = new EventRow<>(IdType.STRING, IdType.INT);
        valid(row.start(1));
        row.setType("like");
        row.setWeight(Double.NaN);
        row.setTime(5);
        row.setEventId("e1");
        assertThat(row.problem()).isPresent();

        valid(row.start(2));

        assertThat(row.problem()).isEmpty();
        assertThat(row.type()).isEqualTo(Interaction.DEFAULT_TYPE);
        assertThat(row.weight()).isEqualTo(1f);
        assertThat(row.hasTime()).isFalse();
        assertThat(row.eventId()).isEmpty();
        assertThat(row.line()).isEqualTo(2);
        assertThatIllegalStateException().isThrownBy(row::time);
    }
}
