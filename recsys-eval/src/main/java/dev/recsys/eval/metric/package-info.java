/**
 * Metrics of ranked lists, each with one definition and the name of its variant. All are immutable and thread-safe.
 */
@NullMarked
package dev.recsys.eval.metric;

import org.jspecify.annotations.NullMarked;
