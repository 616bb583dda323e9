/** A guard against lost speed: ratios of the library to frozen naive twins, measured in one run. */
@NullMarked
package dev.recsys.benchmarks.guard;

import org.jspecify.annotations.NullMarked;
