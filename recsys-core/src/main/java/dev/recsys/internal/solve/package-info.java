/**
 * Small dense solvers. Internal: no compatibility promise.
 */
@NullMarked
package dev.recsys.internal.solve;

import org.jspecify.annotations.NullMarked;
