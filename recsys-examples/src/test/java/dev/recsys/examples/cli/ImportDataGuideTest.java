package dev.recsys.examples.cli;

import static dev.recsys.event.IdType.INT;
import static dev.recsys.event.IdType.STRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.recsys.event.RejectionLimit;
import dev.recsys.io.files.CsvEvents;
import dev.recsys.io.files.CsvItems;
import dev.recsys.io.files.RejectedRows;
import dev.recsys.io.jdbc.EventImport;
import dev.recsys.io.jdbc.JdbcDatabase;
import dev.recsys.io.jdbc.Sqlite;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the guide tells the reader to type is run, and prints what the guide says. */
class ImportDataGuideTest {

    private static final Pattern CODE = Pattern.compile("```(sh|java)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern PRINTF = Pattern.compile("printf '(.*)' > (\\S+)");
    private static final Pattern OUTPUT = Pattern.compile("^ {4}((events|items|preferences) .*)$", Pattern.MULTILINE);

    @TempDir
    static java.nio.file.Path directory;

    private String page;

    /** Files of the guide, where the test has them. */
    private static final class Path {

        static java.nio.file.Path of(String name) {
            return directory.resolve(name);
        }
    }

    @BeforeEach
    void read() throws IOException {
        page = Files.readString(java.nio.file.Path.of(root(), "docs/how-to/import-data.md"));
        try (Stream<java.nio.file.Path> files = Files.list(directory)) {
            for (java.nio.file.Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private static String root() {
        String root = System.getProperty("recsys.root", "");
        assumeTrue(!root.isEmpty(), "recsys.root, the project's directory, is not set: run by Maven it is");
        return root;
    }

    private List<String> code(String language) {
        return CODE.matcher(page)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    /** Types what stands in the shell blocks, and returns what was printed. */
    private List<String> type(List<String> blocks) throws IOException {
        List<String> printed = new ArrayList<>();
        for (String line : String.join("", blocks).split("\n")) {
            Matcher printf = PRINTF.matcher(line);
            if (printf.matches()) {
                Files.writeString(Path.of(printf.group(2)), printf.group(1).replace("\\n", "\n"));
            } else if (line.startsWith("sed -i 's/\"ben,x,/\"ben,2,/' ")) {
                java.nio.file.Path file = Path.of(line.substring(line.lastIndexOf(' ') + 1));
                Files.writeString(file, Files.readString(file).replace("\"ben,x,", "\"ben,2,"));
            } else if (line.startsWith("recsys ")) {
                Object[] words = Stream.of(line.substring(7).split(" "))
                        .map(word -> word.matches("\\w+\\.(db|csv)") ? Path.of(word) : word)
                        .toArray();
                Cli run = Cli.run(words);
                assertThat(run.code()).as(run.err()).isZero();
                printed.addAll(run.out().lines().toList());
            }
        }
        return printed;
    }

    @Test
    void theCommandsPrintWhatThePageSays() throws IOException {
        List<String> expected =
                OUTPUT.matcher(page).results().map(line -> line.group(1)).toList();

        List<String> printed = type(code("sh")).stream()
                .map(line -> line.replace(directory + "/", ""))
                .toList();

        assertThat(printed).hasSize(4).isEqualTo(expected);
    }

    @Test
    void theProgramStandsInThisTestAndImports() throws IOException {
        String test = Files.readString(java.nio.file.Path.of(
                root(), "recsys-examples/src/test/java/dev/recsys/examples/cli/ImportDataGuideTest.java"));
        assertThat(code("java"))
                .singleElement()
                .satisfies(snippet -> assertThat(plain(test)).contains(plain(snippet)));
        type(code("sh").subList(0, 1));
        Files.delete(Path.of("shop.db"));
        Files.delete(Path.of("rejected.csv"));

        assertThat(imported().added()).isEqualTo(2);
        assertThat(imported().added()).isZero();
        assertThat(Files.readAllLines(Path.of("rejected.csv"))).hasSize(2);
    }

    private static EventImport.Imported imported() {
        JdbcDatabase<String, Integer> database = JdbcDatabase.open(Sqlite.dataSource(Path.of("shop.db")), STRING, INT);
        CsvEvents<String, Integer> plays = CsvEvents.of(Path.of("plays.csv"), STRING, INT);
        EventImport.Imported imported;
        try (RejectedRows rejected =
                RejectedRows.to(Path.of("rejected.csv"), plays.headerText().orElse(""))) {
            imported = database.events()
                    .importing(plays)
                    .withLimit(RejectionLimit.share(0.5))
                    .withRejections(rejected)
                    .run();
        }
        database.items().merge(CsvItems.of(Path.of("films.csv"), INT).read());
        return imported;
    }

    private static String plain(String code) {
        return code.replaceAll("\\s+", "");
    }
}
