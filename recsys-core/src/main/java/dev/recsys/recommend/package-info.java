/**
 * Recommendations by business id: single users, histories, similar items, and batches for all users.
 */
@NullMarked
package dev.recsys.recommend;

import org.jspecify.annotations.NullMarked;
