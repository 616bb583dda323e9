package dev.recsys.model;

import dev.recsys.Stable;
import java.util.Optional;

/** Finds the codec of an algorithm by its name; {@code Algorithms} is the usual one. Thread-safe. */
@Stable
@FunctionalInterface
public interface ModelCodecs {

    /** The codec of the algorithm with this name, if it is known. */
    Optional<ModelCodec<?>> codec(String algorithm);
}
