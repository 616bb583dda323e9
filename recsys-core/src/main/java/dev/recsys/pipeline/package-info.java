/**
 * From events to published lists in seven stages, each of which can be run alone, repeated, and resumed after a crash:
 * extract, build features, train, evaluate and gate, recommend, publish, metrics.
 */
@NullMarked
package dev.recsys.pipeline;

import org.jspecify.annotations.NullMarked;
