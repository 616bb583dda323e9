/** The Java side of paired runs against other libraries: a process that answers one command at a time. */
@NullMarked
package dev.recsys.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
