package dev.recsys.examples;

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

/** The page of public types has a row for each of them, under its package, and no other row. */
class ApiPageTest {

    private static final List<String> MODULES =
            List.of("recsys-core", "recsys-io/files", "recsys-io/jdbc", "recsys-eval", "recsys-io/testkit");

    private static final Pattern PACKAGE = Pattern.compile("^package ([\\w.]+);", Pattern.MULTILINE);
    private static final Pattern TYPE = Pattern.compile(
            "^public (?:(?:abstract|final|sealed|non-sealed) )*(?:class|interface|@interface|enum|record) (\\w+)",
            Pattern.MULTILINE);
    private static final Pattern EXPERIMENTAL = Pattern.compile("^@Experimental$", Pattern.MULTILINE);

    private static final Pattern HEADING = Pattern.compile("^### .*`([\\w.]+)`.*");
    private static final Pattern ROW = Pattern.compile("^\\| `(\\w+)` \\|.*");

    @Test
    void everyPublicTypeHasARowAndEveryRowAType() throws IOException {
        assertThat(rows()).containsExactlyInAnyOrderElementsOf(publicTypes());
    }

    private static Path root() {
        String root = System.getProperty("recsys.root");
        assumeTrue(root != null, "recsys.root, the project's directory, is not set: run by Maven it is");
        return Path.of(root);
    }

    private static List<String> rows() throws IOException {
        List<String> rows = new ArrayList<>();
        String section = "";
        for (String line : Files.readAllLines(root().resolve("docs/reference/api.md"))) {
            Matcher heading = HEADING.matcher(line);
            Matcher row = ROW.matcher(line);
            if (heading.matches()) {
                section = heading.group(1);
            } else if (row.matches()) {
                rows.add(described(section, row.group(1), line.contains("*Experimental.*")));
            }
        }
        return rows;
    }

    private static List<String> publicTypes() throws IOException {
        List<String> types = new ArrayList<>();
        for (String module : MODULES) {
            try (Stream<Path> files = Files.walk(root().resolve(module).resolve("src/main/java"))) {
                for (Path file :
                        files.filter(one -> one.toString().endsWith(".java")).toList()) {
                    String source = Files.readString(file);
                    Matcher name = PACKAGE.matcher(source);
                    Matcher type = TYPE.matcher(source);
                    if (name.find() && !name.group(1).startsWith("dev.recsys.internal") && type.find()) {
                        types.add(described(
                                name.group(1),
                                type.group(1),
                                EXPERIMENTAL.matcher(source).find()));
                    }
                }
            }
        }
        return types;
    }

    private static String described(String packageName, String type, boolean experimental) {
        return packageName + "." + type + (experimental ? ", experimental" : "");
    }
}
