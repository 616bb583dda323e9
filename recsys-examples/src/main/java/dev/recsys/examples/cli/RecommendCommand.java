package dev.recsys.examples.cli;

import dev.recsys.algorithm.Algorithms;
import dev.recsys.event.IdType;
import dev.recsys.model.Capability;
import dev.recsys.model.ModelBundle;
import dev.recsys.recommend.Explanation;
import dev.recsys.recommend.ModelRecommender;
import dev.recsys.recommend.Recommendation;
import dev.recsys.recommend.Recommender;
import dev.recsys.recommend.Request;
import dev.recsys.store.ModelVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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

    @Option(names = "--where", paramLabel = "RULE", description = Rules.DESCRIPTION)
    private @Nullable String where;

    @Option(names = "--explain", description = "Says for each item what of the user's history speaks for it.")
    private boolean explain;

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
        if (explain) {
            Capable.require(Capability.EXPLANATIONS, "explain what it recommends", version, bundle, algorithms);
        }
        ModelRecommender<U, I> recommender = recommender(bundle);
        List<Recommendation<I>> list = recommender.recommend(request);
        Map<I, Explanation<I>> explanations = explain ? explanations(recommender, request, list) : Map.of();
        if (model.json()) {
            terminal.out()
                    .println(
                            explain
                                    ? Json.explained(id, version, list, explanations)
                                    : Json.recommendations("user", id, version, list));
        } else {
            terminal.out().println(title(bundle, id, request.history().isEmpty()) + ", from " + version);
            ItemTable.print(terminal.out(), list, bundle.catalog(), "  ");
            if (!explanations.isEmpty()) {
                ExplanationLines.print(terminal.out(), List.copyOf(explanations.values()), bundle.catalog(), "  ");
            }
        }
        return 0;
    }

    private <U, I> ModelRecommender<U, I> recommender(ModelBundle<U, I> bundle) {
        ModelRecommender<U, I> chain = Recommender.of(bundle).orElse(Recommender.popular(bundle));
        if (where == null) {
            return chain;
        }
        Rules.noteEmptyCatalog(bundle, terminal);
        return chain.withRule(Rules.parse("--where", where));
    }

    /** In the order of the list; items that cannot be explained are left out. */
    private static <U, I> Map<I, Explanation<I>> explanations(
            ModelRecommender<U, I> recommender, Request<U, I> request, List<Recommendation<I>> list) {
        Map<I, Explanation<I>> explanations = new LinkedHashMap<>();
        for (Recommendation<I> one : list) {
            recommender.explain(request, one.item()).ifPresent(found -> explanations.put(one.item(), found));
        }
        return explanations;
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
