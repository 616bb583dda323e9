package dev.recsys.examples.cli;

import dev.recsys.DataException;
import dev.recsys.algorithm.Algorithms;
import dev.recsys.model.Capability;
import dev.recsys.model.ModelBundle;
import dev.recsys.recommend.Recommendation;
import dev.recsys.recommend.Recommender;
import dev.recsys.store.ModelVersion;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds items like an item in a stored model. */
@Command(name = "similar", description = "Finds the items most similar to an item in the live version of a model.")
final class SimilarCommand extends RecsysCommand {

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Option(names = "--item", required = true, paramLabel = "ID", description = "The item.")
    private String item = "";

    private final Algorithms algorithms;
    private final Terminal terminal;

    SimilarCommand(Algorithms algorithms, Terminal terminal) {
        this.algorithms = algorithms;
        this.terminal = terminal;
    }

    @Override
    int run() {
        StoredModels.Live live = model.load(algorithms);
        return similar(live.version(), live.bundle());
    }

    private <U, I> int similar(ModelVersion version, ModelBundle<U, I> bundle) {
        if (!bundle.model().capabilities().contains(Capability.SIMILAR_ITEMS)) {
            throw new DataException(
                    version.toString(),
                    "a model of " + bundle.info().algorithm() + " cannot find similar items",
                    "train one that can, with --algorithm ials or nmf");
        }
        I id = IdTypes.parse(bundle.items().type(), "--item", item);
        if (!bundle.items().contains(id)) {
            throw new DataException(
                    "item '" + item + "'", "is unknown to " + version, "name an item it was trained on");
        }
        List<Recommendation<I>> list = Recommender.of(bundle).similarItems(id, model.k());
        if (model.json()) {
            terminal.out().println(Json.recommendations("item", id, version, list));
        } else {
            terminal.out().println("similar to " + bundle.catalog().label(id) + ", from " + version);
            ItemTable.print(terminal.out(), list, bundle.catalog(), "  ");
        }
        return 0;
    }
}
