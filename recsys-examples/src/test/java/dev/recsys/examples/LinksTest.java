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

/** Every relative link of the README and of the documentation leads to a file. */
class LinksTest {

    private static final Pattern CODE = Pattern.compile("^```.*?^```|`[^`\\n]*`", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*|#.*");

    @Test
    void everyRelativeLinkResolves() throws IOException {
        String root = System.getProperty("recsys.root");
        assumeTrue(root != null, "recsys.root, the project's directory, is not set: run by Maven it is");
        List<String> broken = new ArrayList<>();
        int checked = 0;
        for (Path page : pages(Path.of(root))) {
            for (String link : links(Files.readString(page))) {
                checked++;
                if (!Files.exists(page.resolveSibling(link.replaceFirst("#.*", "")))) {
                    broken.add(page + ": " + link);
                }
            }
        }
        assertThat(broken).isEmpty();
        assertThat(checked).as("links found").isGreaterThan(20);
    }

    private static List<Path> pages(Path root) throws IOException {
        try (Stream<Path> docs = Files.walk(root.resolve("docs"))) {
            return Stream.concat(Stream.of(root.resolve("README.md"), root.resolve("CONTRIBUTING.md")), docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
        }
    }

    private static List<String> links(String markdown) {
        // Inside a link's text code is usual; only what looks like a link inside code is none.
        Matcher matcher = LINK.matcher(CODE.matcher(markdown).replaceAll(""));
        return matcher.results()
                .map(found -> found.group(1))
                .filter(link -> !ELSEWHERE.matcher(link).matches())
                .toList();
    }
}
