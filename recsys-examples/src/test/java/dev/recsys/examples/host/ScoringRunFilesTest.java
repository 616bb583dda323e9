package dev.recsys.examples.host;

import static dev.recsys.event.IdType.STRING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.eval.Evaluation;
import dev.recsys.eval.EvaluationResult;
import dev.recsys.eval.Judgments;
import dev.recsys.eval.Preset;
import dev.recsys.eval.Run;
import dev.recsys.eval.file.PerUserValues;
import dev.recsys.eval.file.RunFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of docs/how-to/score-run-files.md. */
class ScoringRunFilesTest {

    @TempDir
    private Path directory;

    @Test
    void listsOfAnySystemAreScoredAndKept() throws IOException {
        Files.write(directory.resolve("test.qrels"), List.of("ann 0 dune 2", "ann 0 solaris 1", "ben 0 alien 1"));
        Files.write(
                directory.resolve("mine.run"),
                List.of("ann Q0 dune 1 0.9 mine", "ben Q0 dune 1 0.7 mine", "ben Q0 alien 2 0.6 mine"));

        RunFiles<String, String> files = RunFiles.of(STRING, STRING);
        Judgments<String, String> judgments = files.readJudgments(directory.resolve("test.qrels"));
        Run<String, String> run = files.readRun(directory.resolve("mine.run"));

        EvaluationResult<String> result = Evaluation.of(Preset.TREC).evaluate(run, judgments);

        PerUserValues.trec(result).write(directory.resolve("today.tsv"));
        files.writeRun(run, directory.resolve("mine.json.gz"));

        PerUserValues<String> lastMonth = PerUserValues.read(directory.resolve("today.tsv"), STRING);
        double before = lastMonth.value("map");
        double[] ofUsers = lastMonth.perUser("map"); // by position in lastMonth.users()

        assertThat(before).isEqualTo(0.5);
        assertThat(ofUsers).containsExactly(0.5, 0.5);
        assertThat(files.readRun(directory.resolve("mine.json.gz")).list("ben")).hasSize(2);
    }

    @Test
    void thePageShowsThisProgram() throws IOException {
        PageCode.requireShown("docs/how-to/score-run-files.md", ScoringRunFilesTest.class);
    }
}
