/**
 * The kernels on the Vector API. Compiled in a pass of its own and loaded by name: nothing outside names these classes.
 * Internal: no compatibility promise.
 */
@NullMarked
package dev.recsys.internal.simd.vector;

import org.jspecify.annotations.NullMarked;
