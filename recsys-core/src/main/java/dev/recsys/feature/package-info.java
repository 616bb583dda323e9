/**
 * From an event log to a dataset: weights, decay, aggregation, cores and caps.
 */
@NullMarked
package dev.recsys.feature;

import org.jspecify.annotations.NullMarked;
