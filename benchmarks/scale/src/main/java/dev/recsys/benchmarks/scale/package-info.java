/** How long a whole day of work takes, and how much memory, from a million events to a hundred million. */
@NullMarked
package dev.recsys.benchmarks.scale;

import org.jspecify.annotations.NullMarked;
