package dev.recsys.testkit;

/** One report of progress, with the thread it came from. */
record ReportedStep(String step, long done, long total, Thread thread) {}
