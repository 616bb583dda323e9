package dev.recsys.examples.cli;

import dev.recsys.eval.Background;
import dev.recsys.eval.Evaluation;
import dev.recsys.eval.Judgments;
import dev.recsys.eval.Relevance;
import dev.recsys.eval.Run;
import dev.recsys.eval.file.RunFiles;
import dev.recsys.event.EventLog;
import dev.recsys.model.ModelBundle;
import dev.recsys.recommend.Recommender;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a model's lists, and what they are held against, are written for other tools. */
final class OwnRunFiles {

    @Option(
            names = "--write-run",
            paramLabel = "FILE",
            description = "Writes the model's lists for any other tool: CSV for .csv, JSON for .json, else TREC.")
    private @Nullable String run;

    @Option(
            names = "--write-qrels",
            paramLabel = "FILE",
            description = "Writes what is relevant in the test; formats as for --write-run.")
    private @Nullable String qrels;

    /** Fails if files are given that cannot be written. */
    void requireFor(int folds, boolean ofRatings, boolean withCandidates) {
        if (run == null && qrels == null) {
            return;
        }
        String option = run == null ? "--write-qrels" : "--write-run";
        if (folds > 1 || ofRatings || withCandidates) {
            throw new UsageException(option + " does not go with "
                    + (folds > 1 ? "several folds" : ofRatings ? "metrics of ratings" : "--negatives")
                    + "; leave it out");
        }
        OutputFiles.requireWritable("--write-run", run);
        OutputFiles.requireWritable("--write-qrels", qrels);
    }

    <U, I> void write(
            String name,
            ModelBundle<U, I> bundle,
            EventLog<U, I> test,
            Evaluation evaluation,
            Relevance relevance,
            Terminal terminal) {
        RunFiles<U, I> files = RunFiles.of(test.users().type(), test.items().type());
        if (qrels != null) {
            files.writeJudgments(Judgments.of(test, relevance, Background.of(bundle)), Path.of(qrels));
        }
        if (run != null) {
            Run<U, I> lists = evaluation.run(name, Recommender.of(bundle), test);
            int rescored = files.writeRun(lists, Path.of(run));
            if (rescored > 0) {
                terminal.note(String.format(
                        Locale.ROOT,
                        "%s: scores of %,d of %,d lists do not descend strictly; they are written as %s",
                        run,
                        rescored,
                        lists.users().size(),
                        "n, n-1, ... 1, which keeps the order"));
            }
        }
    }
}
