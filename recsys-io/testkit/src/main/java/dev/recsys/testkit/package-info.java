/** Contract tests that any implementation of the library's interfaces can extend. */
@NullMarked
package dev.recsys.testkit;

import org.jspecify.annotations.NullMarked;
