package dev.recsys.algorithm;

import dev.recsys.DataException;
import dev.recsys.Stable;
import dev.recsys.als.ImplicitAls;
import dev.recsys.knn.Knn;
import dev.recsys.model.ModelCodec;
import dev.recsys.model.ModelCodecs;
import dev.recsys.nmf.Nmf;
import dev.recsys.popularity.Popularity;
import dev.recsys.train.Algorithm;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The algorithms a host works with, by name. Explicit and immutable: nothing is found on the class path, and a host adds
 * its own with {@link #with}.
 *
 * <p>Thread-safe.
 */
@Stable
public final class Algorithms implements ModelCodecs {

    private final Map<String, Algorithm<?, ?>> byName;

    private Algorithms(Map<String, Algorithm<?, ?>> byName) {
        this.byName = byName;
    }

    /** The algorithms of this library. */
    public static Algorithms builtIn() {
        return none().with(ImplicitAls.ALGORITHM)
                .with(Nmf.ALGORITHM)
                .with(Knn.ITEMS)
                .with(Knn.USERS)
                .with(Popularity.ALGORITHM);
    }

    /** No algorithms, to start from. */
    public static Algorithms none() {
        return new Algorithms(Map.of());
    }

    /**
     * These algorithms and one more.
     *
     * @throws IllegalArgumentException if there is one with its name already
     */
    public Algorithms with(Algorithm<?, ?> algorithm) {
        Map<String, Algorithm<?, ?>> extended = new LinkedHashMap<>(byName);
        if (extended.put(algorithm.name(), algorithm) != null) {
            throw new IllegalArgumentException("there is an algorithm named '" + algorithm.name() + "' already");
        }
        return new Algorithms(Collections.unmodifiableMap(extended));
    }

    /** All of them, in the order they were added. */
    public List<Algorithm<?, ?>> all() {
        return List.copyOf(byName.values());
    }

    /** The names, in the order they were added. */
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /**
     * The algorithm with this name.
     *
     * @throws DataException if there is none; the message lists the names there are
     */
    public Algorithm<?, ?> named(String name) {
        Algorithm<?, ?> found = byName.get(name);
        if (found == null) {
            throw new DataException(
                    "algorithm '" + name + "'",
                    "is unknown",
                    "valid algorithms are " + String.join(", ", byName.keySet()));
        }
        return found;
    }

    @Override
    public Optional<ModelCodec<?>> codec(String algorithm) {
        return Optional.ofNullable(byName.get(algorithm)).map(Algorithm::codec);
    }

    @Override
    public String toString() {
        return byName.keySet().toString();
    }
}
