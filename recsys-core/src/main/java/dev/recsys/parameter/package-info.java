/**
 * Typed, self-describing parameters: key, range, default, scale and text form in one place.
 */
@NullMarked
package dev.recsys.parameter;

import org.jspecify.annotations.NullMarked;
