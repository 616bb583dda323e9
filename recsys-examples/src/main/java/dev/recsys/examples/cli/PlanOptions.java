package dev.recsys.examples.cli;

import dev.recsys.DataException;
import dev.recsys.algorithm.Algorithms;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What to train. */
final class PlanOptions {

    @Option(
            names = "--algorithm",
            paramLabel = "NAME",
            defaultValue = "ials",
            description = "What to train; 'recsys algorithms' lists them with their keys. Default: ${DEFAULT-VALUE}.")
    private String algorithm = "ials";

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Sets a key of the algorithm (factors=64) or of the features (weighting=binary). Repeatable.")
    private List<String> settings = new ArrayList<>();

    Plan plan(Algorithms algorithms) {
        try {
            return Plan.of(algorithms, algorithm, settings);
        } catch (DataException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }
}
