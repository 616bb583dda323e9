/**
 * Interfaces of the stores of models, recommendations, runs, their artifacts and locks, with in-memory implementations.
 */
@NullMarked
package dev.recsys.store;

import org.jspecify.annotations.NullMarked;
