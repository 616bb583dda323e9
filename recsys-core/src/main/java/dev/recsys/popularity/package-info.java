/**
 * Popularity: the baseline and the usual fallback.
 */
@NullMarked
package dev.recsys.popularity;

import org.jspecify.annotations.NullMarked;
