package dev.recsys.examples.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The notebook runs to its end. A compile error in JShell leaves exit code 0, so what it says counts too. */
class NotebookTest {

    @TempDir
    Path directory;

    @Test
    void theQuickstartNotebookRuns() throws Exception {
        String root = System.getProperty("recsys.root");
        assumeTrue(root != null, "recsys.root, the project's directory, is not set: run by Maven it is");
        Path notebook = Path.of(root, "recsys-examples", "notebooks", "quickstart.jsh");
        Path jshell = Path.of(System.getProperty("java.home"), "bin", "jshell");
        assumeTrue(Files.isExecutable(jshell), "this Java has no jshell");

        ChildProcess run = ChildProcess.run(
                directory, "jshell", "--class-path", System.getProperty("java.class.path"), "-s", notebook.toString());

        assertThat(run.code()).as(run.output()).isZero();
        assertThat(run.output())
                .contains("events: ", "with time", "recall@20", "for user 42:", "for somebody who watched", "like ")
                .doesNotContain("Error", "Exception", "cannot find symbol");
    }
}
