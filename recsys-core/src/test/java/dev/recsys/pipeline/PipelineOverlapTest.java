package dev.recsys.pipeline;

import static dev.recsys.pipeline.Films.lists;
import static dev.recsys.pipeline.Films.pipeline;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsys.LockedException;
import dev.recsys.StoreException;
import dev.recsys.model.ModelBundle;
import dev.recsys.recommend.ModelRecommender;
import dev.recsys.recommend.Recommendation;
import dev.recsys.recommend.Recommender;
import dev.recsys.store.Artifact;
import dev.recsys.store.ModelVersion;
import dev.recsys.store.Publication;
import dev.recsys.store.PublishedList;
import dev.recsys.store.RecommendationStore;
import dev.recsys.store.RunManifest;
import dev.recsys.store.RunManifest.Status;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What somebody else does in the middle of a run. */
class PipelineOverlapTest {

    private static final ModelVersion V1 = new ModelVersion("films", 1);
    private static final ModelVersion V2 = new ModelVersion("films", 2);
    private static final ModelVersion V3 = new ModelVersion("films", 3);

    private final PipelineStores<String, Integer> stores = PipelineStores.inMemory();

    @Test
    void listsAreNotPublishedOnceAnotherVersionIsLive() {
        pipeline(stores, 30).run("r1");
        pipeline(stores, 30).run("r2");
        Map<String, PublishedList<Integer>> before = lists(stores);
        Pipeline<String, Integer> third =
                pipeline(with(new Meddled(() -> stores.models().promote(V1), () -> {})), 40);

        assertThatThrownBy(() -> third.run("r3"))
                .isInstanceOf(StoreException.class)
                .hasMessage("films-v3 of run 'r3' was to replace films-v2 but films-v1 is live now and stays;"
                        + " start a new run");

        assertThat(lists(stores)).isEqualTo(before);
        assertThat(stores.models().live("films")).contains(V1);
    }

    @Test
    void aPromotionBetweenCommitAndPromotionIsMendedByARollback() {
        pipeline(stores, 30).run("r1");
        pipeline(stores, 30).run("r2");
        Pipeline<String, Integer> third =
                pipeline(with(new Meddled(() -> {}, () -> stores.models().promote(V1))), 40);

        assertThatThrownBy(() -> third.run("r3"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("films-v1 is live now and stays; readers see the lists of films-v3 until you")
                .hasMessageContaining("recsys pipeline rollback");
        assertThat(stores.lists().publishedVersion()).contains(V3);

        assertThat(pipeline(stores, 40).rollback()).isEqualTo(V2);
        assertThat(stores.lists().publishedVersion()).contains(V2);
        assertThat(pipeline(stores, 40).run("r4").status()).isEqualTo(Status.SUCCEEDED);
        assertThat(stores.lists().publishedVersion()).isEqualTo(stores.models().live("films"));
    }

    @Test
    void whoLostItsRunDoesNotOverwriteItsManifest() {
        Pipeline<String, Integer> first = takenOver(recommender -> {
            throw new IllegalStateException("woke up too late");
        });

        assertThatThrownBy(() -> first.run("r1"))
                .hasMessage("woke up too late")
                .satisfies(failure ->
                        assertThat(failure.getSuppressed()).hasAtLeastOneElementOfType(LockedException.class));

        assertThat(stores.runs().find("r1").map(RunManifest::status)).contains(Status.SUCCEEDED);
    }

    @Test
    void whoLostItsRunDoesNotOverwriteItsArtifacts() {
        Pipeline<String, Integer> first = takenOver(recommender -> recommender.withFilter(item -> item < 10));

        assertThatThrownBy(() -> first.run("r1")).isInstanceOf(LockedException.class);

        RunManifest run = stores.runs().find("r1").orElseThrow();
        assertThat(run.status()).isEqualTo(Status.SUCCEEDED);
        Artifact made =
                run.stage("recommend").orElseThrow().artifact("lists.bin").orElseThrow();
        long read = stores.artifacts().read("r1", made, (in, source, size) -> size);
        assertThat(read).isEqualTo(made.size());
    }

    /** A pipeline whose run is taken up and ended by another process just before it makes its lists. */
    private Pipeline<String, Integer> takenOver(UnaryOperator<ModelRecommender<String, Integer>> then) {
        Deque<Boolean> isFirst = new ArrayDeque<>(List.of(true));
        return pipeline(stores, 30).withRecommender("slow", (bundle, startedAt) -> {
            ModelRecommender<String, Integer> plain = Recommender.of(bundle);
            if (isFirst.poll() == null) {
                return plain;
            }
            stores.locks().breakLock("films");
            pipeline(stores, 30)
                    .withRecommender("slow", PipelineOverlapTest::plain)
                    .run("r1");
            return then.apply(plain);
        });
    }

    private static ModelRecommender<String, Integer> plain(ModelBundle<String, Integer> bundle, Instant at) {
        return Recommender.of(bundle);
    }

    private PipelineStores<String, Integer> with(RecommendationStore<String, Integer> lists) {
        return PipelineStores.of(stores.models(), lists, stores.runs(), stores.artifacts(), stores.locks());
    }

    /** The lists of {@link #stores}, with something happening at the beginning and at the end of each publication. */
    private final class Meddled implements RecommendationStore<String, Integer> {

        private final RecommendationStore<String, Integer> inner = stores.lists();
        private final Runnable atBegin;
        private final Runnable afterCommit;

        Meddled(Runnable atBegin, Runnable afterCommit) {
            this.atBegin = atBegin;
            this.afterCommit = afterCommit;
        }

        @Override
        public Optional<PublishedList<Integer>> find(String user) {
            return inner.find(user);
        }

        @Override
        public Map<String, PublishedList<Integer>> findAll(Collection<String> users) {
            return inner.findAll(users);
        }

        @Override
        public Optional<ModelVersion> publishedVersion() {
            return inner.publishedVersion();
        }

        @Override
        public void forget(String user) {
            inner.forget(user);
        }

        @Override
        public long reserve() {
            return inner.reserve();
        }

        @Override
        public Publication<String, Integer> begin(ModelVersion version, long token) {
            Publication<String, Integer> publication = inner.begin(version, token);
            atBegin.run();
            return new Publication<>() {
                @Override
                public void put(String user, List<Recommendation<Integer>> list) {
                    publication.put(user, list);
                }

                @Override
                public void commit() {
                    publication.commit();
                    afterCommit.run();
                }

                @Override
                public void close() {
                    publication.close();
                }
            };
        }
    }
}
