/** JMH benchmarks. */
@NullMarked
package dev.recsys.benchmarks;

import org.jspecify.annotations.NullMarked;
