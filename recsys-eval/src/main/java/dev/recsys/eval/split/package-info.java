/**
 * Ways to part an event log in training and test. Both parts keep the ids, and thereby the positions, of the log.
 */
@NullMarked
package dev.recsys.eval.split;

import org.jspecify.annotations.NullMarked;
