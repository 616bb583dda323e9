/** What holds for the whole code base, as tests: the direction of the arrows, names, and documented types. */
@NullMarked
package dev.recsys.architecture;

import org.jspecify.annotations.NullMarked;
