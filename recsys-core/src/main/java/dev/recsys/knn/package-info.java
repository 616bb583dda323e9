/**
 * Nearest neighbours: items that the same users have, and users who have the same items.
 */
@NullMarked
package dev.recsys.knn;

import org.jspecify.annotations.NullMarked;
