/**
 * Interfaces of model, recommendation and run stores, with in-memory implementations.
 */
@NullMarked
package dev.recsys.store;

import org.jspecify.annotations.NullMarked;
