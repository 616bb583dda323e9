/**
 * Files that appear whole or not at all: what splits, run files and reports are written through. It knows none of them, so all of them
 * may use it.
 */
@NullMarked
package dev.recsys.eval.output;

import org.jspecify.annotations.NullMarked;
