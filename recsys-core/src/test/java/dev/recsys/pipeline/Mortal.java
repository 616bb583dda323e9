package dev.recsys.pipeline;

import dev.recsys.event.IdType;
import dev.recsys.model.ModelBundle;
import dev.recsys.model.ModelInfo;
import dev.recsys.recommend.Recommendation;
import dev.recsys.store.Artifact;
import dev.recsys.store.ArtifactContent;
import dev.recsys.store.ArtifactReader;
import dev.recsys.store.ArtifactStore;
import dev.recsys.store.LockHolder;
import dev.recsys.store.ModelStore;
import dev.recsys.store.ModelVersion;
import dev.recsys.store.Publication;
import dev.recsys.store.PublishedList;
import dev.recsys.store.RecommendationStore;
import dev.recsys.store.RunLock;
import dev.recsys.store.RunLocks;
import dev.recsys.store.RunManifest;
import dev.recsys.store.RunStore;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A process that dies at the n-th point of its life: before or after one of its changes to the stores. Once dead it changes
 * nothing any more, so whatever cleaning up its code tries has no effect, as after {@code kill -9}.
 */
final class Mortal {

    private final int deathAt;
    private int points;
    private String lastPoint = "";

    Mortal(int deathAt) {
        this.deathAt = deathAt;
    }

    /** The end. An error, so that nothing catches it. */
    static final class Killed extends Error {

        private static final long serialVersionUID = 1L;

        Killed(String point) {
            super(point);
        }
    }

    /** How many points were passed. */
    int points() {
        return points;
    }

    /** Where it died. */
    String lastPoint() {
        return lastPoint;
    }

    private void point(String name) {
        if (points >= deathAt) {
            throw new Killed(lastPoint);
        }
        points++;
        lastPoint = name;
        if (points == deathAt) {
            throw new Killed(name);
        }
    }

    private <T> T change(String name, Supplier<T> change) {
        point("before " + name);
        T result = change.get();
        point("after " + name);
        return result;
    }

    private void change(String name, Runnable change) {
        change(name, () -> {
            change.run();
            return name;
        });
    }

    <U, I> PipelineStores<U, I> over(PipelineStores<U, I> stores) {
        return PipelineStores.of(
                new Models(stores.models()),
                new Lists<>(stores.lists()),
                new Runs(stores.runs()),
                new Artifacts(stores.artifacts()),
                new Locks(stores.locks()));
    }

    private final class Models implements ModelStore {
        private final ModelStore inner;

        Models(ModelStore inner) {
            this.inner = inner;
        }

        @Override
        public ModelVersion save(String name, ModelBundle<?, ?> bundle) {
            return change("saving the model", () -> inner.save(name, bundle));
        }

        @Override
        public <U, I> ModelBundle<U, I> load(ModelVersion version, IdType<U> users, IdType<I> items) {
            return inner.load(version, users, items);
        }

        @Override
        public ModelInfo info(ModelVersion version) {
            return inner.info(version);
        }

        @Override
        public Optional<ModelVersion> live(String name) {
            return inner.live(name);
        }

        @Override
        public void promote(ModelVersion version) {
            change("promotion", () -> inner.promote(version));
        }

        @Override
        public boolean promote(ModelVersion version, ModelVersion expectedLive) {
            return change("promotion", () -> inner.promote(version, expectedLive));
        }

        @Override
        public boolean promoteFirst(ModelVersion version) {
            return change("promotion", () -> inner.promoteFirst(version));
        }

        @Override
        public List<ModelVersion> history(String name) {
            return inner.history(name);
        }

        @Override
        public ModelVersion rollback(String name) {
            return change("rollback", () -> inner.rollback(name));
        }

        @Override
        public List<ModelVersion> versions(String name) {
            return inner.versions(name);
        }

        @Override
        public void delete(ModelVersion version) {
            change("deleting " + version, () -> inner.delete(version));
        }
    }

    private final class Lists<U, I> implements RecommendationStore<U, I> {
        private final RecommendationStore<U, I> inner;

        Lists(RecommendationStore<U, I> inner) {
            this.inner = inner;
        }

        @Override
        public Optional<PublishedList<I>> find(U user) {
            return inner.find(user);
        }

        @Override
        public Map<U, PublishedList<I>> findAll(Collection<U> users) {
            return inner.findAll(users);
        }

        @Override
        public Optional<ModelVersion> publishedVersion() {
            return inner.publishedVersion();
        }

        @Override
        public void forget(U user) {
            inner.forget(user);
        }

        @Override
        public long reserve() {
            return change("reserving a token", () -> inner.reserve());
        }

        @Override
        public Publication<U, I> begin(ModelVersion version, long token) {
            Publication<U, I> publication = change("beginning to publish", () -> inner.begin(version, token));
            return new Publication<>() {
                private int lists;

                @Override
                public void put(U user, List<Recommendation<I>> list) {
                    publication.put(user, list);
                    if (++lists == 10) {
                        point("after ten lists");
                    }
                }

                @Override
                public void commit() {
                    change("commit", publication::commit);
                }

                @Override
                public void close() {
                    publication.close();
                }
            };
        }
    }

    private final class Runs implements RunStore {
        private final RunStore inner;

        Runs(RunStore inner) {
            this.inner = inner;
        }

        @Override
        public void save(RunManifest manifest) {
            change("manifest with " + manifest.stages().size() + " stages", () -> inner.save(manifest));
        }

        @Override
        public Optional<RunManifest> find(String runId) {
            return inner.find(runId);
        }

        @Override
        public List<RunManifest> list(String name) {
            return inner.list(name);
        }

        @Override
        public void delete(String runId) {
            change("deleting the manifest of " + runId, () -> inner.delete(runId));
        }
    }

    private final class Artifacts implements ArtifactStore {
        private final ArtifactStore inner;

        Artifacts(ArtifactStore inner) {
            this.inner = inner;
        }

        @Override
        public Artifact write(String runId, String name, ArtifactContent content) {
            return change(
                    "artifact " + name,
                    () -> inner.write(runId, name, (out, target) -> {
                        out.write(new byte[0]);
                        content.writeTo(out, target);
                        point("at the end of " + name);
                    }));
        }

        @Override
        public <T> T read(String runId, Artifact artifact, ArtifactReader<T> reader) {
            return inner.read(runId, artifact, reader);
        }

        @Override
        public List<String> runs() {
            return inner.runs();
        }

        @Override
        public void delete(String runId) {
            change("deleting the artifacts of " + runId, () -> inner.delete(runId));
        }
    }

    private final class Locks implements RunLocks {
        private final RunLocks inner;

        Locks(RunLocks inner) {
            this.inner = inner;
        }

        @Override
        public RunLock acquire(String name, String runId, Duration maxAge) {
            RunLock lock = change("taking the lock", () -> inner.acquire(name, runId, maxAge));
            return new RunLock() {
                @Override
                public LockHolder holder() {
                    return lock.holder();
                }

                @Override
                public void renew() {
                    lock.renew();
                }

                @Override
                public void close() {
                    change("giving the lock back", lock::close);
                }
            };
        }

        @Override
        public Optional<LockHolder> holder(String name) {
            return inner.holder(name);
        }

        @Override
        public void breakLock(String name) {
            inner.breakLock(name);
        }
    }
}
