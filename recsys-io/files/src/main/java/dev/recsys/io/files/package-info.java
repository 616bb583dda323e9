/** Event readers and stores over plain files. */
@NullMarked
package dev.recsys.io.files;

import org.jspecify.annotations.NullMarked;
