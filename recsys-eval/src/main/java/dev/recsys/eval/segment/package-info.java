/**
 * Results broken down: by groups of users, by groups of items, with how many users are behind every number.
 *
 * <p>A mean over everybody hides who is served well. {@link dev.recsys.eval.segment.Groups} say who belongs where - by activity, cold or
 * warm, popularity of items, or any attribute - and a {@link dev.recsys.eval.segment.Breakdown} has a row for each group.
 */
@NullMarked
package dev.recsys.eval.segment;

import org.jspecify.annotations.NullMarked;
