package dev.recsys.examples.cli;

import dev.recsys.eval.EvaluationResult;
import dev.recsys.eval.Preset;
import dev.recsys.eval.file.PerUserValues;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Where the values of each user are written. */
final class PerUserFiles {

    @Option(
            names = "--per-user",
            paramLabel = "FILE",
            description =
                    "Writes 'measure TAB user TAB value' for every user, and 'all' for the mean; with several --run,"
                            + " repeat it in their order.")
    private List<String> files = new ArrayList<>();

    /** Adds the files to those that are written. */
    void addTo(OutputFiles outputs) {
        files.forEach(file -> outputs.written("--per-user", file));
    }

    /** Fails unless there is a file for each result, or none at all. */
    void requireFor(int results) {
        if (!files.isEmpty() && files.size() != results) {
            throw new UsageException("--per-user is given " + (files.size() == 1 ? "once" : files.size() + " times")
                    + ", but there are " + results + " results; give a file for each");
        }
    }

    /** The values of a result: with trec_eval's names for preset TREC, else with ours. */
    static <U> PerUserValues<U> values(Preset preset, EvaluationResult<U> result) {
        return preset == Preset.TREC ? PerUserValues.trec(result) : PerUserValues.of(result);
    }

    /** Writes the values of a result, if there is a file for it. */
    void write(int number, PerUserValues<?> values) {
        if (!files.isEmpty()) {
            values.write(Path.of(files.get(number)));
        }
    }
}
