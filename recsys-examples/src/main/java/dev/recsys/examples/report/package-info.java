/** What a person reads: tables and summaries. */
@NullMarked
package dev.recsys.examples.report;

import org.jspecify.annotations.NullMarked;
