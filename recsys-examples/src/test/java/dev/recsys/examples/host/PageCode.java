package dev.recsys.examples.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds the code of a page to the code of a test that runs. */
final class PageCode {

    private static final String TESTS = "recsys-examples/src/test/java/";
    private static final Pattern BLOCK = Pattern.compile("^```java\\R(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);

    private PageCode() {}

    /**
     * Every block of the page is in the test's source, in that order, but for spaces and line breaks.
     *
     * @return how many blocks the page has, at least one
     */
    static int requireShown(String page, Class<?> test) throws IOException {
        String root = System.getProperty("recsys.root");
        assumeTrue(root != null, "recsys.root, the project's directory, is not set: run by Maven it is");
        String source = TESTS + test.getName().replace('.', '/') + ".java";
        String here = withoutSpace(Files.readString(Path.of(root, source)));
        Matcher blocks = BLOCK.matcher(Files.readString(Path.of(root, page)));
        int from = 0;
        int count = 0;
        while (blocks.find()) {
            String block = withoutSpace(blocks.group(1));
            int found = here.indexOf(block, from);
            assertThat(found)
                    .as("the place in %s, after that of the block before, of%n%s", source, blocks.group(1))
                    .isNotNegative();
            from = found + block.length();
            count++;
        }
        assertThat(count).as("blocks of %s", page).isPositive();
        return count;
    }

    private static String withoutSpace(String code) {
        return code.replaceAll("\\s+", "");
    }
}
