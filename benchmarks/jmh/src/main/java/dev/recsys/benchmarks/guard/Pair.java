package dev.recsys.benchmarks.guard;

/**
 * Two pieces of work that are measured in turns.
 *
 * @param name key of its floor
 * @param what of what the ratio speaks
 * @param ours the library
 * @param reference what it is held against; never changed, or all floors lose their meaning
 */
record Pair(String name, String what, Runnable ours, Runnable reference) {}
