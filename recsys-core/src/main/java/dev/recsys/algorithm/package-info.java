/**
 * The registry of algorithms a host works with.
 */
@NullMarked
package dev.recsys.algorithm;

import org.jspecify.annotations.NullMarked;
