package dev.recsys.store;

import dev.recsys.FormatException;
import dev.recsys.Stable;
import dev.recsys.StoreException;
import dev.recsys.event.IdType;
import dev.recsys.model.ModelBundle;
import dev.recsys.model.ModelInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Keeps models in memory, for tests and for hosts that train at start-up. Thread-safe. */
@Stable
public final class InMemoryModelStore implements ModelStore {

    private final Map<String, Versions> byName = new HashMap<>();

    /** An empty store. */
    public InMemoryModelStore() {}

    /** The versions of one model; {@code liveOrder} has the live one last. */
    private static final class Versions {
        final TreeMap<Integer, ModelBundle<?, ?>> saved = new TreeMap<>();
        final List<Integer> liveOrder = new ArrayList<>();
        int last;
    }

    @Override
    public synchronized ModelVersion save(String name, ModelBundle<?, ?> bundle) {
        ModelVersion.checkName(name);
        Versions versions = byName.computeIfAbsent(name, key -> new Versions());
        versions.last++;
        versions.saved.put(versions.last, bundle);
        return new ModelVersion(name, versions.last);
    }

    @Override
    @SuppressWarnings("unchecked") // the id types were compared
    public synchronized <U, I> ModelBundle<U, I> load(ModelVersion version, IdType<U> users, IdType<I> items) {
        ModelBundle<?, ?> bundle = require(version).saved.get(version.number());
        if (bundle == null) {
            throw unknown(version);
        }
        if (!bundle.users().type().equals(users) || !bundle.items().type().equals(items)) {
            throw new FormatException(
                    FormatException.Reason.WRONG_ID_TYPE,
                    version + ": it holds ids of types " + bundle.users().type() + " and "
                            + bundle.items().type() + " but they were asked for as " + users + " and " + items
                            + "; load it with the id types it was saved with");
        }
        return (ModelBundle<U, I>) bundle;
    }

    @Override
    public synchronized ModelInfo info(ModelVersion version) {
        ModelBundle<?, ?> bundle = require(version).saved.get(version.number());
        if (bundle == null) {
            throw unknown(version);
        }
        return bundle.info();
    }

    @Override
    public synchronized Optional<ModelVersion> live(String name) {
        Versions versions = byName.get(name);
        if (versions == null || versions.liveOrder.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ModelVersion(name, versions.liveOrder.get(versions.liveOrder.size() - 1)));
    }

    @Override
    public synchronized void promote(ModelVersion version) {
        Versions versions = require(version);
        versions.liveOrder.remove(Integer.valueOf(version.number()));
        versions.liveOrder.add(version.number());
    }

    @Override
    public synchronized boolean promote(ModelVersion version, ModelVersion expectedLive) {
        return promoteIf(version, live(version.name()).equals(Optional.of(expectedLive)));
    }

    @Override
    public synchronized boolean promoteFirst(ModelVersion version) {
        return promoteIf(version, live(version.name()).isEmpty());
    }

    private boolean promoteIf(ModelVersion version, boolean asExpected) {
        require(version);
        boolean isLive = live(version.name()).equals(Optional.of(version));
        if (asExpected && !isLive) {
            promote(version);
        }
        return asExpected || isLive;
    }

    @Override
    public synchronized List<ModelVersion> history(String name) {
        Versions versions = byName.get(name);
        return versions == null
                ? List.of()
                : versions.liveOrder.stream()
                        .map(number -> new ModelVersion(name, number))
                        .toList();
    }

    @Override
    public synchronized ModelVersion rollback(String name) {
        Versions versions = byName.get(name);
        if (versions == null || versions.liveOrder.size() < 2) {
            throw StoreException.permanent("'" + name + "' has no earlier live version to go back to");
        }
        versions.liveOrder.remove(versions.liveOrder.size() - 1);
        return new ModelVersion(name, versions.liveOrder.get(versions.liveOrder.size() - 1));
    }

    @Override
    public synchronized List<ModelVersion> versions(String name) {
        Versions versions = byName.get(name);
        return versions == null
                ? List.of()
                : versions.saved.keySet().stream()
                        .map(number -> new ModelVersion(name, number))
                        .toList();
    }

    @Override
    public synchronized void delete(ModelVersion version) {
        Versions versions = require(version);
        if (live(version.name()).equals(Optional.of(version))) {
            throw StoreException.permanent(version + " is live and cannot be deleted; promote another version first");
        }
        versions.saved.remove(version.number());
        versions.liveOrder.remove(Integer.valueOf(version.number()));
    }

    private Versions require(ModelVersion version) {
        Versions versions = byName.get(version.name());
        if (versions == null || !versions.saved.containsKey(version.number())) {
            throw unknown(version);
        }
        return versions;
    }

    private static StoreException unknown(ModelVersion version) {
        return StoreException.permanent("there is no version " + version);
    }
}
