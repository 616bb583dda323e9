/**
 * The sectioned binary file: magic, version, and sections with id, length and checksums, written and read as streams.
 */
@NullMarked
package dev.recsys.format;

import org.jspecify.annotations.NullMarked;
