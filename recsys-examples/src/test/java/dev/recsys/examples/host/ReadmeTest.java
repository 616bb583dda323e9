package dev.recsys.examples.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The quickstart of the README, word for word, is compiled and run beside a file {@code plays.csv}. */
class ReadmeTest {

    private static final Pattern QUICKSTART =
            Pattern.compile("^#+ *Quickstart\\b.*?^```java\\R(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);

    private static final String IMPORTS = """
            import static dev.recsys.event.IdType.INT;
            import static dev.recsys.event.IdType.STRING;
            import dev.recsys.als.Als;
            import dev.recsys.event.EventLog;
            import dev.recsys.io.files.CsvEvents;
            import dev.recsys.model.ModelBundle;
            import dev.recsys.recommend.Recommender;
            import java.nio.file.Path;
            """;

    @TempDir
    Path directory;

    @Test
    void theQuickstartRuns() throws Exception {
        String block = quickstart();
        Path source = directory.resolve("Quickstart.java");
        Files.writeString(
                source,
                IMPORTS + "class Quickstart {\n    public static void main(String[] args) {\n" + block + "    }\n}\n");
        Plays.csv(directory);
        String classPath = System.getProperty("java.class.path");

        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-cp", classPath, "-d", directory.toString(), source.toString());
        assertThat(compiled).as("javac of%n%s", block).isZero();
        ChildProcess run = ChildProcess.run(
                directory, "java", "-cp", classPath + java.io.File.pathSeparator + directory, "Quickstart");

        assertThat(run.code()).as(run.output()).isZero();
        assertThat(run.output().lines().filter(line -> line.matches("\\d+  -?\\d\\.\\d{3}")))
                .as("an item and a score per line, of%n%s", run.output())
                .hasSize(10);
    }

    private static String quickstart() throws IOException {
        String root = System.getProperty("recsys.root");
        assumeTrue(root != null, "recsys.root, the project's directory, is not set: run by Maven it is");
        Path readme = Path.of(root, "README.md");
        assumeTrue(Files.exists(readme), "there is no " + readme);
        Matcher matcher = QUICKSTART.matcher(Files.readString(readme));
        assertThat(matcher.find())
                .as("README.md has a java block under a heading Quickstart")
                .isTrue();
        return matcher.group(1);
    }
}
