package dev.recsys.examples.cli;

import dev.recsys.DataException;
import dev.recsys.eval.Background;
import dev.recsys.eval.Evaluation;
import dev.recsys.eval.Judgments;
import dev.recsys.eval.Relevance;
import dev.recsys.eval.Run;
import dev.recsys.eval.file.RunFiles;
import dev.recsys.eval.file.RunFormat;
import dev.recsys.event.EventLog;
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

    /** Whether any file is to be written. */
    boolean isGiven() {
        return run != null || qrels != null;
    }

    /** Fails if files are given and do not go with what is evaluated. */
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
    }

    /** Adds the files to those that are written. */
    void addTo(OutputFiles outputs) {
        outputs.written("--write-run", run).written("--write-qrels", qrels);
    }

    /** Fails if what is relevant cannot stand in a file of the chosen format: before the training, not after it. */
    void requireGainsFor(EventLog<?, ?> test, Relevance relevance) {
        if (qrels == null || RunFormat.of(Path.of(qrels)) != RunFormat.TREC) {
            return;
        }
        Judgments<?, ?> judgments = Judgments.of(test, relevance);
        for (int user = 0; user < judgments.users().size(); user++) {
            for (double gain : judgments.of(user).values()) {
                if (gain != Math.rint(gain)) {
                    throw new DataException(
                            "--write-qrels " + qrels,
                            "the gain " + gain + " is no whole number, as TREC files need it",
                            "name a file .csv or .json");
                }
            }
        }
    }

    /**
     * Writes what was asked for.
     *
     * @param recommender what was evaluated
     * @param background what it was evaluated against
     */
    <U, I> void write(
            String name,
            Recommender<U, I> recommender,
            Background<U, I> background,
            EventLog<U, I> test,
            Evaluation evaluation,
            Relevance relevance,
            Terminal terminal) {
        RunFiles<U, I> files = RunFiles.of(test.users().type(), test.items().type());
        if (run != null) {
            Run<U, I> lists = evaluation.run(name, recommender, test);
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
        if (qrels != null) {
            files.writeJudgments(Judgments.of(test, relevance, background), Path.of(qrels));
        }
    }
}
