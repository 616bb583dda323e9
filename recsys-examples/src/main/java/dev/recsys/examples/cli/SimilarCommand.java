package dev.recsys.examples.cli;

import dev.recsys.DataException;
import dev.recsys.algorithm.Algorithms;
import dev.recsys.examples.report.TextTable;
import dev.recsys.model.Capability;
import dev.recsys.model.ModelBundle;
import dev.recsys.recommend.ModelRecommender;
import dev.recsys.recommend.Recommendation;
import dev.recsys.recommend.Recommender;
import dev.recsys.recommend.Request;
import dev.recsys.recommend.SimilarUser;
import dev.recsys.store.ModelVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds items like items, or users like a user, in a stored model. */
@Command(
        name = "similar",
        description = {
            "Finds the items most similar to an item, or to several, or the users most similar to a user,",
            "in the live version of a model."
        },
        footer = {"", "Example:", "  recsys similar --model models --item 17,23 --where category=Comedy"})
final class SimilarCommand extends RecsysCommand {

    @Mixin
    private ModelOptions model = new ModelOptions();

    @ArgGroup(exclusive = true, multiplicity = "1")
    private What what = new What();

    @Option(names = "--where", paramLabel = "RULE", description = Rules.DESCRIPTION)
    private @Nullable String where;

    private final Algorithms algorithms;
    private final Terminal terminal;

    /** To what things are to be similar: one of the two. */
    static final class What {

        @Option(
                names = "--item",
                split = ",",
                required = true,
                paramLabel = "IDS",
                description = "The item; several are separated by commas.")
        private List<String> items = new ArrayList<>();

        @Option(names = "--user", required = true, paramLabel = "ID", description = "The user.")
        private @Nullable String user;
    }

    SimilarCommand(Algorithms algorithms, Terminal terminal) {
        this.algorithms = algorithms;
        this.terminal = terminal;
    }

    @Override
    int run() {
        StoredModels.Live live = model.load(algorithms);
        String user = what.user;
        if (user == null) {
            return similarItems(live.version(), live.bundle());
        }
        if (where != null) {
            throw new UsageException("--where does not go with --user; leave it out");
        }
        return similarUsers(live.version(), live.bundle(), user);
    }

    private <U, I> int similarItems(ModelVersion version, ModelBundle<U, I> bundle) {
        Capable.require(Capability.SIMILAR_ITEMS, "find similar items", version, bundle, algorithms);
        List<I> ids = IdTypes.parseList(bundle.items().type(), "--item", what.items);
        for (I id : ids) {
            requireKnown("item", id, bundle.items().contains(id), version);
        }
        ModelRecommender<U, I> recommender = Recommender.of(bundle);
        Request<U, I> request = Request.anonymous(model.k());
        if (where != null) {
            Rules.noteEmptyCatalog(bundle, terminal);
            request = request.withRule(Rules.parse("--where", where));
        }
        List<Recommendation<I>> list = recommender.similarItems(ids, request);
        if (model.json()) {
            terminal.out().println(Json.similarItems(ids, version, list));
        } else {
            String names = ids.stream().map(bundle.catalog()::label).collect(Collectors.joining(" and "));
            terminal.out().println("similar to " + names + ", from " + version);
            ItemTable.print(terminal.out(), list, bundle.catalog(), "  ");
        }
        return 0;
    }

    private <U, I> int similarUsers(ModelVersion version, ModelBundle<U, I> bundle, String text) {
        Capable.require(Capability.SIMILAR_USERS, "find similar users", version, bundle, algorithms);
        U id = IdTypes.parse(bundle.users().type(), "--user", text);
        requireKnown("user", id, bundle.users().contains(id), version);
        List<SimilarUser<U>> list = Recommender.of(bundle).similarUsers(id, model.k());
        if (model.json()) {
            terminal.out().println(Json.similarUsers(id, version, list));
            return 0;
        }
        terminal.out().println("similar to user " + id + ", from " + version);
        TextTable table = TextTable.of("rank", "user", "similarity");
        for (SimilarUser<U> one : list) {
            table.row(
                    String.valueOf(one.rank()),
                    bundle.users().type().format(one.user()),
                    String.format(Locale.ROOT, "%.4f", one.similarity()));
        }
        table.print(terminal.out(), "  ");
        return 0;
    }

    private static void requireKnown(String what, Object id, boolean known, ModelVersion version) {
        if (!known) {
            throw new DataException(what + " '" + id + "'", "is unknown to " + version, "name one it was trained on");
        }
    }
}
