package dev.recsys.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.event.IdType;
import dev.recsys.model.ModelBundle;
import dev.recsys.model.ModelInfo;
import dev.recsys.recommend.Recommendation;
import dev.recsys.store.InMemoryModelStore;
import dev.recsys.store.InMemoryRecommendationStore;
import dev.recsys.store.InMemoryRunStore;
import dev.recsys.store.ModelStore;
import dev.recsys.store.ModelVersion;
import dev.recsys.store.Publication;
import dev.recsys.store.PublishedList;
import dev.recsys.store.RecommendationStore;
import dev.recsys.store.RunManifest;
import dev.recsys.store.RunStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The store contracts can fail: each of these stores breaks one rule, and the test of that rule notices. */
class BrokenStoresTest {

    @Test
    void storeThatForgetsWhenOpenedAgainIsNoticed() {
        requireNoticed(ForgetfulModelStore.class, "loadedBundleHasTheBitsOfTheSavedOne", "promotedVersionIsLive");
    }

    static class ForgetfulModelStore implements ModelStoreContract {
        @Override
        public ModelStore store() {
            return new InMemoryModelStore();
        }

        @Override
        public ModelStore reopen(ModelStore store) {
            return new InMemoryModelStore();
        }
    }

    @Test
    void storeThatPromotesOnSaveIsNoticed() {
        requireNoticed(EagerModelStore.class, "nothingIsLiveUntilPromoted", "promotedVersionIsLive");
    }

    static class EagerModelStore implements ModelStoreContract {
        @Override
        public ModelStore store() {
            InMemoryModelStore sound = new InMemoryModelStore();
            return new ModelStore() {
                @Override
                public ModelVersion save(String name, ModelBundle<?, ?> bundle) {
                    ModelVersion version = sound.save(name, bundle);
                    sound.promote(version);
                    return version;
                }

                @Override
                public <U, I> ModelBundle<U, I> load(ModelVersion version, IdType<U> users, IdType<I> items) {
                    return sound.load(version, users, items);
                }

                @Override
                public ModelInfo info(ModelVersion version) {
                    return sound.info(version);
                }

                @Override
                public Optional<ModelVersion> live(String name) {
                    return sound.live(name);
                }

                @Override
                public void promote(ModelVersion version) {
                    sound.promote(version);
                }

                @Override
                public boolean promote(ModelVersion version, ModelVersion expectedLive) {
                    return sound.promote(version, expectedLive);
                }

                @Override
                public boolean promoteFirst(ModelVersion version) {
                    return sound.promoteFirst(version);
                }

                @Override
                public List<ModelVersion> history(String name) {
                    return sound.history(name);
                }

                @Override
                public ModelVersion rollback(String name) {
                    return sound.rollback(name);
                }

                @Override
                public List<ModelVersion> versions(String name) {
                    return sound.versions(name);
                }

                @Override
                public void delete(ModelVersion version) {
                    sound.delete(version);
                }
            };
        }
    }

    @Test
    void storeThatCommitsEachListIsNoticed() {
        requireNoticed(
                LeakyRecommendationStore.class,
                "nothingCanBeReadBeforeTheCommit",
                "closingWithoutCommitLeavesNoTrace",
                "failureInTheMiddleLeavesTheOldLists",
                "readersSeeOldOrNewListsWhole");
    }

    /** Every list goes out in a publication of its own. */
    static class LeakyRecommendationStore implements RecommendationStoreContract {
        @Override
        public <U, I> RecommendationStore<U, I> store(IdType<U> users, IdType<I> items) {
            return new LeakyStore<>();
        }
    }

    private static final class LeakyStore<U, I> implements RecommendationStore<U, I> {

        private final InMemoryRecommendationStore<U, I> sound = new InMemoryRecommendationStore<>();

        @Override
        public Optional<PublishedList<I>> find(U user) {
            return sound.find(user);
        }

        @Override
        public Map<U, PublishedList<I>> findAll(Collection<U> users) {
            return sound.findAll(users);
        }

        @Override
        public void forget(U user) {
            sound.forget(user);
        }

        @Override
        public Optional<ModelVersion> publishedVersion() {
            return sound.publishedVersion();
        }

        @Override
        public long reserve() {
            return sound.reserve();
        }

        @Override
        public Publication<U, I> begin(ModelVersion version, long token) {
            return new Publication<>() {
                @Override
                public void put(U user, List<Recommendation<I>> list) {
                    try (Publication<U, I> single = sound.begin(version)) {
                        single.put(user, list);
                        single.commit();
                    }
                }

                @Override
                public void commit() {}

                @Override
                public void close() {}
            };
        }
    }

    @Test
    void runsInTheWrongOrderAreNoticed() {
        requireNoticed(NewestFirstRunStore.class, "listIsOldestFirstAndOfOneName");
    }

    static class NewestFirstRunStore implements RunStoreContract {
        @Override
        public RunStore store() {
            InMemoryRunStore sound = new InMemoryRunStore();
            return new RunStore() {
                @Override
                public void save(RunManifest manifest) {
                    sound.save(manifest);
                }

                @Override
                public Optional<RunManifest> find(String runId) {
                    return sound.find(runId);
                }

                @Override
                public List<RunManifest> list(String name) {
                    List<RunManifest> runs = new ArrayList<>(sound.list(name));
                    Collections.reverse(runs);
                    return runs;
                }

                @Override
                public void delete(String runId) {
                    sound.delete(runId);
                }
            };
        }
    }

    /** The given tests fail, perhaps with others, and every message names a rule. */
    private static void requireNoticed(Class<?> broken, String... tests) {
        Map<String, String> failures = ContractRun.failures(broken);
        assertThat(failures).as("failures of %s", broken.getSimpleName()).containsKeys(tests);
        assertThat(failures.values())
                .as("messages of %s", broken.getSimpleName())
                .allMatch(message -> message.contains("rule broken: "));
    }
}
