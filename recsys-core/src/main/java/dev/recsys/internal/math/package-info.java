/**
 * Dense kernels over primitive arrays. Internal: no compatibility promise.
 */
@NullMarked
package dev.recsys.internal.math;

import org.jspecify.annotations.NullMarked;
