package dev.recsys.model;

import dev.recsys.Stable;
import dev.recsys.data.DataShape;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Where a model came from: the algorithm and its configuration, what it was trained on, and what of the machine decides
 * its bits.
 *
 * <p>Immutable, thread-safe.
 */
@Stable
public final class ModelInfo {

    private final String algorithm;
    private final Map<String, String> config;
    private final DataShape shape;
    private final String platform;

    private ModelInfo(String algorithm, Map<String, String> config, DataShape shape, String platform) {
        this.algorithm = algorithm;
        this.config = config;
        this.shape = shape;
        this.platform = platform;
    }

    /**
     * The information of a model trained in this process.
     *
     * @param algorithm the algorithm's name, by which its codec is found again
     * @param config every parameter as text, the seed among them
     * @param shape what it was trained on
     */
    public static ModelInfo of(String algorithm, Map<String, String> config, DataShape shape) {
        return restored(algorithm, config, shape, Platform.current());
    }

    /** The information of a model trained earlier, on the given platform. */
    public static ModelInfo restored(String algorithm, Map<String, String> config, DataShape shape, String platform) {
        return new ModelInfo(algorithm, Collections.unmodifiableMap(new LinkedHashMap<>(config)), shape, platform);
    }

    /** The name of the algorithm. */
    public String algorithm() {
        return algorithm;
    }

    /** Every parameter as text, in the order of the algorithm's parameter space. */
    public Map<String, String> config() {
        return config;
    }

    /** Users, items and entries it was trained on. */
    public DataShape shape() {
        return shape;
    }

    /** How many users it knows. */
    public int users() {
        return shape.users();
    }

    /** How many items it knows. */
    public int items() {
        return shape.items();
    }

    /**
     * What decides the bits beside data, configuration and seed: kernel provider, lane width and JDK major, for instance
     * {@code "plain, JDK 17, amd64"}. The same platform gives the same bits at any parallelism.
     */
    public String platform() {
        return platform;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ModelInfo that
                && algorithm.equals(that.algorithm)
                && config.equals(that.config)
                && shape.equals(that.shape)
                && platform.equals(that.platform);
    }

    @Override
    public int hashCode() {
        return Objects.hash(algorithm, config, shape);
    }

    @Override
    public String toString() {
        return algorithm + " " + config + ", " + shape.users() + " users x " + shape.items() + " items";
    }
}
