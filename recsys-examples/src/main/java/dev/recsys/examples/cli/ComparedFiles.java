package dev.recsys.examples.cli;

import dev.recsys.eval.Rules;
import dev.recsys.eval.Run;
import dev.recsys.eval.file.RunFiles;
import dev.recsys.eval.report.Study;
import dev.recsys.event.IdType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Lists that any system has written, and the judgments they are held against. */
final class ComparedFiles {

    @Option(
            names = "--qrels",
            paramLabel = "FILE",
            description = "Judgments; compares the lists of --run instead of training anything.")
    private @Nullable Path qrels;

    @Option(
            names = "--run",
            paramLabel = "[LABEL=]FILE",
            description =
                    "The lists of a system (TREC, CSV or JSON); repeat it. Default label: the file's name up to its first"
                            + " point.")
    private List<String> runs = new ArrayList<>();

    /** Whether files are compared. */
    boolean isGiven() {
        if (qrels == null && !runs.isEmpty()) {
            throw new UsageException("--run needs --qrels, the judgments it is held against");
        }
        return qrels != null;
    }

    /** Reads them all. Every gain of 1 and more is relevant, as in trec_eval; users without a relevant item are left out. */
    <U, I> Study<U, I> read(IdType<U> users, IdType<I> items) {
        if (qrels == null || runs.isEmpty()) {
            throw new UsageException("--run is missing; give it once for each system to compare");
        }
        RunFiles<U, I> files = RunFiles.of(users, items);
        List<Run<U, I>> read = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String text : runs) {
            int equals = text.indexOf('=');
            Path file = Path.of(text.substring(equals + 1));
            String name = equals > 0 ? text.substring(0, equals) : stem(file);
            if (!names.add(name)) {
                throw new UsageException("--run '" + name + "' is there twice; give each a label, as in new=" + file);
            }
            read.add(files.readRun(file).withName(name));
        }
        Study<U, I> study = Study.of(files.readJudgments(qrels), read)
                .withRules(Rules.defaults().withLevel(1))
                .withFact("Data", "Judgments", String.valueOf(qrels.getFileName()));
        for (String text : runs) {
            study = study.withFact("Data", "Lists", text.substring(text.lastIndexOf('/') + 1));
        }
        return study;
    }

    private static String stem(Path file) {
        String name = String.valueOf(file.getFileName());
        int point = name.indexOf('.');
        return point > 0 ? name.substring(0, point) : name;
    }
}
