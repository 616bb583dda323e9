/** The Spark side of paired runs. */
@NullMarked
package dev.recsys.benchmarks.peers.spark;

import org.jspecify.annotations.NullMarked;
