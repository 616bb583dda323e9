/** The reference host application. */
@NullMarked
package dev.recsys.examples;

import org.jspecify.annotations.NullMarked;
