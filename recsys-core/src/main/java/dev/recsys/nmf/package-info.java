/**
 * Non-negative matrix factorisation.
 */
@NullMarked
package dev.recsys.nmf;

import org.jspecify.annotations.NullMarked;
