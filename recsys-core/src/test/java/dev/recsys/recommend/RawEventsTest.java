package dev.recsys.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.recsys.DataException;
import dev.recsys.data.Dataset;
import dev.recsys.data.Weighting;
import dev.recsys.event.EventLog;
import dev.recsys.event.EventLogBuilder;
import dev.recsys.event.IdType;
import dev.recsys.event.Interaction;
import dev.recsys.feature.Aggregation;
import dev.recsys.feature.FeatureBuilder;
import dev.recsys.feature.FeatureConfig;
import dev.recsys.model.History;
import dev.recsys.model.ModelBundle;
import dev.recsys.popularity.Popularity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events of a user, turned into strengths and given with a request, are the user's training row again. */
class RawEventsTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final String[] TYPES = {"view", "like", "dislike", "exposure"};

    private static List<Interaction<String, Integer>> events(SplittableRandom random) {
        List<Interaction<String, Integer>> events = new ArrayList<>();
        for (int n = 0; n < 600; n++) {
            events.add(Interaction.of("u" + random.nextInt(30), (int) Math.sqrt(random.nextInt(900)))
                    .withType(TYPES[random.nextInt(TYPES.length)])
                    .withWeight(1 + random.nextInt(50) / 10f)
                    .withTime(START.plusSeconds(random.nextInt(10_000_000)))
                    .withEventId("e" + n));
        }
        return events;
    }

    private static FeatureConfig config(SplittableRandom random) {
        Weighting[] weightings = Weighting.values();
        Aggregation[] aggregations = Aggregation.values();
        return FeatureConfig.defaults()
                .withTypeWeight("like", 3.5)
                .withTypeWeight("dislike", -1.25)
                .withHalfLifeDays(random.nextInt(3) * 20.5)
                .withMinWeight(1.2)
                .withMaxStrength(random.nextBoolean() ? 9 : 1000)
                .withMaxUserItems(random.nextBoolean() ? 6 : 1000)
                .withMinUserItems(2)
                .withMinItemUsers(3)
                .withWeighting(weightings[random.nextInt(weightings.length)])
                .withAggregation(aggregations[random.nextInt(aggregations.length)]);
    }

    private static EventLog<String, Integer> log(List<Interaction<String, Integer>> events) {
        EventLogBuilder<String, Integer> builder = EventLog.builder(IdType.STRING, IdType.INT);
        events.forEach(builder::add);
        return builder.build();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theSameEventsGiveTheTrainingRowBitByBit(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Interaction<String, Integer>> events = events(random);
        Dataset<String, Integer> data = FeatureBuilder.build(log(events), config(random));
        ModelBundle<String, Integer> bundle = Popularity.byUsers().train(data);
        FeatureConfig config = FeatureConfig.parameters().parse(bundle.lineage().featureConfig());
        Instant now = bundle.lineage().asOf().orElse(START);

        for (int user = 0; user < bundle.users().size(); user++) {
            String id = bundle.users().id(user);
            List<Interaction<String, Integer>> own =
                    events.stream().filter(event -> event.user().equals(id)).toList();

            Map<String, Map<Integer, Float>> strengths = FeatureBuilder.strengths(log(own), config, now);

            Request<String, Integer> request =
                    Request.<String, Integer>forUser(id, 5).withHistory(strengths.getOrDefault(id, Map.of()));
            History folded = RerankContext.of(request, bundle, now).history();
            assertThat(folded)
                    .as("seed %s, user %s, %s", seed, id, bundle.lineage().featureConfig())
                    .isEqualTo(bundle.history(user).orElseThrow());
            assertThat(strengths)
                    .isEqualTo(Map.of(
                            id,
                            FeatureBuilder.strengths(log(events), config, now).get(id)));
        }
    }

    @Test
    void timesAreNeededWhereTheConfigurationNeedsThem() {
        EventLog<String, Integer> log =
                EventLog.builder(IdType.STRING, IdType.INT).add("ann", 1).build();

        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() ->
                        FeatureBuilder.strengths(log, FeatureConfig.defaults().withHalfLifeDays(5), START));
        assertThat(FeatureBuilder.strengths(log, FeatureConfig.defaults(), START))
                .isEqualTo(Map.of("ann", Map.of(1, 1f)));
    }
}
