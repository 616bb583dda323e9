package dev.recsys.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.recsys.algorithm.Algorithms;
import dev.recsys.model.Capability;
import dev.recsys.train.Algorithm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of capabilities in the guide to choosing a trainer is that of the descriptors. */
class CapabilitiesPageTest {

    private static final String START = "<!-- written from the descriptors -->\n";

    private static final String END = "<!-- end -->\n";

    @Test
    void tableOfCapabilitiesIsThatOfTheDescriptors() throws IOException {
        String root = System.getProperty("recsys.root");
        assumeTrue(root != null, "recsys.root, the project's directory, is not set: run by Maven it is");
        Path file = Path.of(root).resolve("docs/how-to/choose-a-trainer.md");
        String page = Files.readString(file);
        int start = page.indexOf(START) + START.length();
        int end = page.indexOf(END);
        assertThat(page).contains(START, END);
        String expected = "\n" + rows().collect(Collectors.joining("\n")) + "\n\n";
        if (Boolean.getBoolean(ParametersPageTest.WRITE)) {
            page = page.substring(0, start) + expected + page.substring(end);
            Files.writeString(file, page);
            end = start + expected.length();
        }
        assertThat(page.substring(start, end))
                .as("%s differs from the descriptors; write it again with: %s", file, ParametersPageTest.COMMAND)
                .isEqualTo(expected);
    }

    private static Stream<String> rows() {
        String names = Arrays.stream(Capability.values())
                .map(capability -> "`" + capability + "`")
                .collect(Collectors.joining(" | "));
        return Stream.concat(
                Stream.of("| | " + names + " | warm start |", "|---|" + "---|".repeat(Capability.values().length + 1)),
                Algorithms.builtIn().all().stream().map(CapabilitiesPageTest::row));
    }

    private static String row(Algorithm<?, ?> algorithm) {
        String marks = Arrays.stream(Capability.values())
                .map(capability -> algorithm.capabilities().contains(capability) ? "yes" : "-")
                .collect(Collectors.joining(" | "));
        return "| `" + algorithm.name() + "` | " + marks + " | " + (warmStart(algorithm) ? "yes" : "-") + " |";
    }

    private static <C> boolean warmStart(Algorithm<C, ?> algorithm) {
        return algorithm.trainer(algorithm.parameters().defaults()).canWarmStart();
    }
}
