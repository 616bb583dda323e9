package dev.recsys.benchmarks.scale;

import java.util.List;

/**
 * One stage of one run, as a row of the table of all runs.
 *
 * @param events how many events the run had
 * @param setting ids, threads, kernels and JDK, for telling runs apart
 * @param stage what was done
 * @param count how many of {@code unit} it did
 * @param unit what was counted
 * @param seconds by the clock
 * @param processorSeconds of all threads, the collector's too
 * @param heapMiB live after the stage
 * @param peakMiB most resident memory of the process during the stage
 */
record Measured(
        long events,
        String setting,
        String stage,
        long count,
        String unit,
        double seconds,
        double processorSeconds,
        long heapMiB,
        long peakMiB) {

    static final String HEADER =
            "events\tsetting\tstage\tcount\tunit\tseconds\tprocessor_seconds\theap_mib\tpeak_rss_mib";

    String toLine() {
        return String.join(
                "\t",
                String.valueOf(events),
                setting,
                stage,
                String.valueOf(count),
                unit,
                String.valueOf(seconds),
                String.valueOf(processorSeconds),
                String.valueOf(heapMiB),
                String.valueOf(peakMiB));
    }

    static Measured parse(String line) {
        List<String> cells = List.of(line.split("\t", -1));
        if (cells.size() != 9) {
            throw new IllegalArgumentException("a row has 9 columns but this one has " + cells.size() + ": " + line);
        }
        return new Measured(
                Long.parseLong(cells.get(0)),
                cells.get(1),
                cells.get(2),
                Long.parseLong(cells.get(3)),
                cells.get(4),
                Double.parseDouble(cells.get(5)),
                Double.parseDouble(cells.get(6)),
                Long.parseLong(cells.get(7)),
                Long.parseLong(cells.get(8)));
    }
}
