/**
 * Trainers, what they are given, how they are run, and the descriptor that names an algorithm.
 */
@NullMarked
package dev.recsys.train;

import org.jspecify.annotations.NullMarked;
