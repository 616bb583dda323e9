/**
 * Alternating least squares.
 */
@NullMarked
package dev.recsys.als;

import org.jspecify.annotations.NullMarked;
