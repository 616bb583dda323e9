package dev.recsys.examples.cli;

import dev.recsys.algorithm.Algorithms;
import dev.recsys.event.IdType;
import dev.recsys.model.Capability;
import dev.recsys.model.ModelBundle;
import dev.recsys.recommend.Recommendation;
import dev.recsys.recommend.Recommender;
import dev.recsys.recommend.Request;
import dev.recsys.store.ModelVersion;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Recommends to one user from a stored model. */
@Command(
        name = "recommend",
        description = {
            "Recommends items to a user from the live version of a model.",
            "An unknown user gets the most popular items, unless --history says what they like."
        },
        footer = {"", "Example:", "  recsys recommend --model models --user alice -k 10 --exclude 17,23 --json"})
final class RecommendCommand extends RecsysCommand {

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Option(names = "--user", required = true, paramLabel = "ID", description = "The user; need not be known.")
    private String user = "";

    @Option(
            names = "--exclude",
            split = ",",
            paramLabel = "IDS",
            description = "Items not to recommend, separated by commas, beside those the user has seen.")
    private List<String> excluded = new ArrayList<>();

    @Option(
            names = "--history",
            split = ",",
            paramLabel = "IDS",
            description = "What the user likes, separated by commas, taken instead of what the model knows of them.")
    private List<String> history = new ArrayList<>();

    private final Algorithms algorithms;
    private final Terminal terminal;

    RecommendCommand(Algorithms algorithms, Terminal terminal) {
        this.algorithms = algorithms;
        this.terminal = terminal;
    }

    @Override
    int run() {
        StoredModels.Live live = model.load(algorithms);
        return recommend(live.version(), live.bundle());
    }

    private <U, I> int recommend(ModelVersion version, ModelBundle<U, I> bundle) {
        IdType<I> items = bundle.items().type();
        U id = IdTypes.parse(bundle.users().type(), "--user", user);
        Request<U, I> request =
                Request.<U, I>forUser(id, model.k()).withExcluded(IdTypes.parseList(items, "--exclude", excluded));
        if (!history.isEmpty()) {
            request = request.withHistory(IdTypes.parseList(items, "--history", history));
            noteUnusedHistory(bundle, request);
        }
        Recommender<U, I> recommender = Recommender.of(bundle).orElse(Recommender.popular(bundle));
        List<Recommendation<I>> list = recommender.recommend(request);
        if (model.json()) {
            terminal.out().println(Json.recommendations("user", id, version, list));
        } else {
            terminal.out().println(title(bundle, id, request.history().isEmpty()) + ", from " + version);
            ItemTable.print(terminal.out(), list, bundle.catalog(), "  ");
        }
        return 0;
    }

    private <U, I> void noteUnusedHistory(ModelBundle<U, I> bundle, Request<U, I> request) {
        boolean known = request.history().keySet().stream().anyMatch(bundle.items()::contains);
        if (!known) {
            terminal.note("recsys: none of the items of --history is known to the model; it is left aside");
        } else if (!bundle.model().capabilities().contains(Capability.FOLD_IN)) {
            terminal.note("recsys: a model of " + bundle.info().algorithm()
                    + " cannot learn from --history; its items are only not recommended");
        }
    }

    private static <U, I> String title(ModelBundle<U, I> bundle, U user, boolean withoutHistory) {
        boolean known = bundle.users().contains(user);
        return (known || !withoutHistory ? "for user " : "for unknown user ") + user;
    }
}
