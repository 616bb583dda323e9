/**
 * How work is run, never what is computed: parallelism, progress, cancellation.
 */
@NullMarked
package dev.recsys.execution;

import org.jspecify.annotations.NullMarked;
