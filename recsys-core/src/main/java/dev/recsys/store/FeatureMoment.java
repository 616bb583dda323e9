package dev.recsys.store;

import dev.recsys.Experimental;
import java.time.Instant;

/**
 * One row of a training set: an entity, and the instant at which its feature is wanted.
 *
 * @param entity its id
 * @param instant only what was known then counts
 * @param <E> the Java type of the entities' ids
 */
@Experimental
public record FeatureMoment<E>(E entity, Instant instant) {}
