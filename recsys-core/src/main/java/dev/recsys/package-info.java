/** The root of the library: the marks that say how stable a type is, and the tree of its exceptions. */
@NullMarked
package dev.recsys;

import org.jspecify.annotations.NullMarked;
