package dev.recsys.examples.cli;

import dev.recsys.data.ItemCatalog;
import dev.recsys.event.EventLog;

/**
 * What was read.
 *
 * @param catalog titles and categories, where the layout has them
 */
record Input<U, I>(EventLog<U, I> log, ItemCatalog<I> catalog) {}
