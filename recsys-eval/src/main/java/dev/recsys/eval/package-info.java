/** Offline evaluation of recommendations. */
@NullMarked
package dev.recsys.eval;

import org.jspecify.annotations.NullMarked;
