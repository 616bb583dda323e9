/**
 * Events and the ids in them: sources, rows, and the immutable event log.
 */
@NullMarked
package dev.recsys.event;

import org.jspecify.annotations.NullMarked;
