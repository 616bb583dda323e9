package dev.recsys.pipeline;

import static dev.recsys.pipeline.Films.CLOCK;
import static dev.recsys.pipeline.Films.CONFIG;
import static dev.recsys.pipeline.Films.lists;
import static dev.recsys.pipeline.Films.pipeline;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsys.DataException;
import dev.recsys.data.ItemCatalog;
import dev.recsys.event.IdType;
import dev.recsys.recommend.Recommendation;
import dev.recsys.recommend.Recommender;
import dev.recsys.store.PublishedList;
import dev.recsys.store.RunManifest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which items a pipeline's lists may have, and as of when. */
class PipelineRulesTest {

    private static final Instant START = CLOCK.instant();
    private static final Clock NEXT_DAY = Clock.offset(CLOCK, Duration.ofDays(1));

    private final PipelineStores<String, Integer> stores = PipelineStores.inMemory();

    /** Films 0 to 9 are over, 10 to 19 end an hour after the run starts, 20 to 29 may always be shown. */
    private static Pipeline<String, Integer> withEnds(PipelineStores<String, Integer> stores) {
        return pipeline(stores, 30)
                .withCatalog(() -> ItemCatalog.of(
                        IdType.INT,
                        IntStream.range(0, 30).mapToObj(PipelineRulesTest::film).toList()));
    }

    private static ItemCatalog.Item<Integer> film(int item) {
        ItemCatalog.Item<Integer> film = ItemCatalog.Item.of(item);
        return switch (item / 10) {
            case 0 -> film.withValidUntil(START.minusSeconds(1));
            case 1 -> film.withValidUntil(START.plusSeconds(3600));
            default -> film;
        };
    }

    @Test
    void itemsThatMayNotBeShownWhenTheRunStartsAreLeftOut() {
        withEnds(stores).run("r1");

        assertThat(items()).isNotEmpty().allMatch(item -> item >= 10).anyMatch(item -> item < 20);
    }

    @Test
    void aResumedRunGivesTheListsOfTheMomentItStarted() {
        withEnds(stores).run("r1");
        PipelineStores<String, Integer> others = PipelineStores.inMemory();
        withEnds(others).run(Stage.EXTRACT, "r1");

        RunManifest resumed = withEnds(others).withClock(NEXT_DAY).run("r1");

        assertThat(resumed.stage("recommend").orElseThrow().artifacts())
                .isEqualTo(stores.runs()
                        .find("r1")
                        .orElseThrow()
                        .stage("recommend")
                        .orElseThrow()
                        .artifacts());
    }

    @Test
    void aRecommenderOfTheHostIsGivenTheMomentTheRunStarted() {
        Pipeline<String, Integer> films = withEnds(stores)
                .withRecommender("mine", (bundle, at) -> Recommender.of(bundle).withValidAt(at));
        films.run(Stage.EXTRACT, "r1");
        films.withClock(NEXT_DAY).run("r1");

        assertThat(items()).anyMatch(item -> item >= 10 && item < 20).allMatch(item -> item >= 10);
    }

    @Test
    void rollbackLeavesOutWhatMayNotBeShownByNow() {
        withEnds(stores).run("r1");
        withEnds(stores).run("r2");
        stores.artifacts().delete("r1");

        withEnds(stores).withClock(NEXT_DAY).rollback();

        assertThat(items()).isNotEmpty().allMatch(item -> item >= 20);
    }

    @Test
    void onlyItemsThatMeetTheRuleAreRecommended() {
        PipelineConfig config = CONFIG.withWhere("category=\"kind 1\" & year>=1985");
        RunManifest run = pipeline(config, stores, 30).run("r1");

        assertThat(items()).isNotEmpty().allMatch(item -> item >= 15 && item < 20);
        assertThat(run.stage("recommend").orElseThrow().config()).containsEntry("where", config.where());
        pipeline(config, stores, 30)
                .withRecommender("mine", (bundle, at) -> Recommender.of(bundle))
                .run("r2");
        assertThat(items()).isNotEmpty().allMatch(item -> item >= 15 && item < 20);
        assertThatThrownBy(() -> pipeline(CONFIG, stores, 30).run("r1"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("it was done with where 'category=\"kind 1\" & year>=1985' but now it is 'none'");
    }

    @Test
    void theRuleIsReadAndWrittenAsASetting() {
        PipelineConfig config = PipelineConfig.parameterSpace().parse(Map.of("where", "lang=fr"));
        assertThat(config.where()).isEqualTo("lang=fr");
        assertThat(PipelineConfig.parameterSpace()
                        .parse(Map.of("where", "none"))
                        .where())
                .isEmpty();
        assertThat(CONFIG.describe()).containsEntry("where", "none");
        assertThatThrownBy(() -> CONFIG.withWhere("lang=")).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> PipelineConfig.parameterSpace().parse(Map.of("where", "lang=")))
                .isInstanceOf(DataException.class);
    }

    private Set<Integer> items() {
        return lists(stores).values().stream()
                .map(PublishedList::items)
                .flatMap(List::stream)
                .map(Recommendation::item)
                .collect(Collectors.toSet());
    }
}
