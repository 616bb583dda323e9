package dev.recsys.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/how-to/score-run-files.md tells the reader to type is run, and prints what the page says. */
class ScoreRunFilesGuideTest {

    private static final Pattern CODE = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
    private static final Pattern PRINTF = Pattern.compile("printf '(.*)' > (\\S+)");
    private static final Pattern OUTPUT = Pattern.compile("^ {4}(.*)$", Pattern.MULTILINE);

    @TempDir
    private Path directory;

    @Test
    void theCommandsPrintWhatThePageSays() throws IOException {
        String root = System.getProperty("recsys.root", "");
        assumeTrue(!root.isEmpty(), "recsys.root, the project's directory, is not set: run by Maven it is");
        String page = Files.readString(Path.of(root, "docs/how-to/score-run-files.md"));

        List<String> printed = new ArrayList<>();
        for (String line : CODE.matcher(page)
                .results()
                .flatMap(block -> block.group(1).lines())
                .toList()) {
            Matcher printf = PRINTF.matcher(line);
            if (printf.matches()) {
                String text = printf.group(1).replace("\\n", "\n").replace("\\t", "\t");
                Files.writeString(directory.resolve(printf.group(2)), text);
            } else {
                printed.addAll(type(line));
            }
        }

        String shown = page.replaceAll("(?s)```.*?```", "");
        List<String> expected =
                OUTPUT.matcher(shown).results().map(line -> line.group(1)).toList();
        assertThat(expected).hasSizeGreaterThan(8);
        assertThat(printed).containsSubsequence(expected);
    }

    private List<String> type(String line) {
        assertThat(line).startsWith("recsys ");
        Object[] words = Stream.of(line.substring(7).split(" "))
                .map(word -> word.matches("\\w+\\.(qrels|run|csv|tsv)") ? directory.resolve(word) : word)
                .toArray();
        Cli run = Cli.run(words);
        assertThat(run.code()).as(run.err()).isZero();
        return run.out().replace(directory + "/", "").lines().toList();
    }
}
