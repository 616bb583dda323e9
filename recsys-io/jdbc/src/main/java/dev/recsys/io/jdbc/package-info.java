/** Event readers and stores over JDBC. */
@NullMarked
package dev.recsys.io.jdbc;

import org.jspecify.annotations.NullMarked;
