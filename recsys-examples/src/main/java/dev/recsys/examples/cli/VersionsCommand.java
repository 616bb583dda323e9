package dev.recsys.examples.cli;

import dev.recsys.StoreException;
import dev.recsys.algorithm.Algorithms;
import dev.recsys.examples.report.TextTable;
import dev.recsys.io.files.FileModelStore;
import dev.recsys.io.files.StoredVersion;
import dev.recsys.store.ModelVersion;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists the versions of a model and says which of them is live. */
@Command(
        name = "versions",
        description = "Lists the versions of a model, makes another one live, or deletes one.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Example:",
            "  recsys versions list --models models --name films",
            "  recsys versions promote --models models --name films 3"
        })
final class VersionsCommand extends RecsysCommand {

    private VersionsCommand() {}

    /** The command with its own commands. */
    static CommandLine commandLine(Algorithms algorithms, Terminal terminal) {
        return new CommandLine(new VersionsCommand())
                .addSubcommand("list", new ListVersions(algorithms, terminal))
                .addSubcommand("promote", new Promote(algorithms, terminal))
                .addSubcommand("rollback", new Rollback(algorithms, terminal))
                .addSubcommand("delete", new Delete(algorithms, terminal));
    }

    @Override
    int run() {
        throw new UsageException("a command is missing; give one of list, promote, rollback, delete");
    }

    /** What the commands share. */
    private abstract static class OnStore extends RecsysCommand {

        @Mixin
        private VersionsOptions options = new VersionsOptions();

        private final Algorithms algorithms;
        private final Terminal terminal;

        OnStore(Algorithms algorithms, Terminal terminal) {
            this.algorithms = algorithms;
            this.terminal = terminal;
        }

        /** Does the work on the versions of the model, of which there is at least one. */
        abstract void work(FileModelStore store, List<ModelVersion> versions);

        @Override
        int run() {
            FileModelStore store = options.store(algorithms);
            List<ModelVersion> versions = store.versions(options.name());
            if (versions.isEmpty()) {
                throw StoreException.permanent(store.root() + ": there is no model '" + options.name()
                        + "'; correct --models or --name, or train one with 'recsys train'");
            }
            work(store, versions);
            return 0;
        }

        VersionsOptions options() {
            return options;
        }

        Terminal terminal() {
            return terminal;
        }

        /** Says what was done and which version is live now. */
        void report(FileModelStore store, String done) {
            Optional<ModelVersion> live = store.live(options.name());
            if (options.json()) {
                Map<String, Object> root = new LinkedHashMap<>();
                root.put("name", options.name());
                live.ifPresent(version -> root.put("live", version.number()));
                terminal.out().println(Json.text(root));
            } else {
                terminal.out().println(done);
            }
        }
    }

    @Command(name = "list", description = "Lists the versions, oldest first.")
    private static final class ListVersions extends OnStore {

        ListVersions(Algorithms algorithms, Terminal terminal) {
            super(algorithms, terminal);
        }

        @Override
        void work(FileModelStore store, List<ModelVersion> versions) {
            List<StoredVersion> described =
                    versions.stream().map(store::describe).toList();
            int live = store.live(options().name()).map(ModelVersion::number).orElse(0);
            if (options().json()) {
                terminal().out().println(Json.text(json(described, live)));
            } else {
                print(described, live);
            }
        }

        private void print(List<StoredVersion> versions, int live) {
            TextTable table = TextTable.of("version", "live", "algorithm", "created", "parent", "bytes");
            for (StoredVersion one : versions) {
                table.row(
                        one.version().toString(),
                        one.version().number() == live ? "live" : "",
                        one.algorithm(),
                        one.createdAt().truncatedTo(ChronoUnit.SECONDS).toString(),
                        one.parent().orElse(""),
                        String.format(Locale.ROOT, "%,d", one.size()));
            }
            table.print(terminal().out(), "");
        }

        private Map<String, Object> json(List<StoredVersion> versions, int live) {
            Map<String, Object> root = new LinkedHashMap<>();
            root.put("name", options().name());
            if (live > 0) {
                root.put("live", live);
            }
            List<Map<String, Object>> list = new ArrayList<>();
            for (StoredVersion one : versions) {
                Map<String, Object> version = new LinkedHashMap<>();
                version.put("version", one.version().toString());
                version.put("number", one.version().number());
                version.put("live", one.version().number() == live);
                version.put("algorithm", one.algorithm());
                version.put("createdAt", one.createdAt().toString());
                one.parent().ifPresent(parent -> version.put("parent", parent));
                one.asOf().map(Instant::toString).ifPresent(asOf -> version.put("asOf", asOf));
                version.put("bytes", one.size());
                list.add(version);
            }
            root.put("versions", list);
            return root;
        }
    }

    @Command(name = "promote", description = "Makes a version live.")
    private static final class Promote extends OnStore {

        @Parameters(paramLabel = "VERSION", description = "The version: 3, or films-v3.")
        private String version = "";

        Promote(Algorithms algorithms, Terminal terminal) {
            super(algorithms, terminal);
        }

        @Override
        void work(FileModelStore store, List<ModelVersion> versions) {
            ModelVersion chosen = options().among(versions, version);
            store.promote(chosen);
            report(store, chosen + " is live");
        }
    }

    @Command(name = "rollback", description = "Makes the version live that was live before.")
    private static final class Rollback extends OnStore {

        Rollback(Algorithms algorithms, Terminal terminal) {
            super(algorithms, terminal);
        }

        @Override
        void work(FileModelStore store, List<ModelVersion> versions) {
            report(store, store.rollback(options().name()) + " is live again");
        }
    }

    @Command(name = "delete", description = "Deletes a version that is not live.")
    private static final class Delete extends OnStore {

        @Parameters(paramLabel = "VERSION", description = "The version: 3, or films-v3.")
        private String version = "";

        Delete(Algorithms algorithms, Terminal terminal) {
            super(algorithms, terminal);
        }

        @Override
        void work(FileModelStore store, List<ModelVersion> versions) {
            ModelVersion chosen = options().among(versions, version);
            store.delete(chosen);
            report(store, chosen + " is deleted");
        }
    }
}
