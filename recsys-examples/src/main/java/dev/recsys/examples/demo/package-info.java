/** The whole way once, from events in a database to published recommendations, with words for the person who watches. */
@NullMarked
package dev.recsys.examples.demo;

import org.jspecify.annotations.NullMarked;
