/** The command line {@code recsys}. */
@NullMarked
package dev.recsys.examples.cli;

import org.jspecify.annotations.NullMarked;
