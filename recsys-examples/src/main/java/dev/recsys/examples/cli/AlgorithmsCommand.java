package dev.recsys.examples.cli;

import dev.recsys.algorithm.Algorithms;
import dev.recsys.examples.report.TextTable;
import dev.recsys.feature.FeatureConfig;
import dev.recsys.parameter.Parameter;
import dev.recsys.parameter.ParameterSpace;
import dev.recsys.train.Algorithm;
import picocli.CommandLine.Command;

/** Lists what can be trained and set. */
@Command(name = "algorithms", description = "Lists the algorithms and every key that --set takes.")
final class AlgorithmsCommand extends RecsysCommand {

    private final Algorithms algorithms;
    private final Terminal terminal;

    AlgorithmsCommand(Algorithms algorithms, Terminal terminal) {
        this.algorithms = algorithms;
        this.terminal = terminal;
    }

    @Override
    int run() {
        for (Algorithm<?, ?> algorithm : algorithms.all()) {
            list(algorithm.name() + ": " + algorithm.description(), algorithm.parameters());
        }
        list("Features, with every algorithm: how events become weights.", FeatureConfig.parameters());
        return 0;
    }

    private <C> void list(String title, ParameterSpace<C> space) {
        terminal.out().println(title);
        TextTable table = TextTable.of("key", "default", "valid", "meaning");
        for (Parameter<C, ?> parameter : space.parameters()) {
            String text = parameter.text(space.defaults());
            table.row(parameter.key(), text.isEmpty() ? "-" : text, parameter.range(), parameter.description());
        }
        table.print(terminal.out(), "  ");
        terminal.out().println();
    }
}
