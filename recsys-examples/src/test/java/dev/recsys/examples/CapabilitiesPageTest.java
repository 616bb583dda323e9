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
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of capabilities in the guide to choosing a trainer is that of the descriptors. */
class CapabilitiesPageTest {

    @Test
    void tableOfCapabilitiesIsThatOfTheDescriptors() throws IOException {
        String root = System.getProperty("recsys.root");
        assumeTrue(root != null, "recsys.root, the project's directory, is not set: run by Maven it is");
        List<String> page = Files.readAllLines(Path.of(root).resolve("docs/how-to/choose-a-trainer.md"));
        List<String> expected = expected().toList();
        int start = page.indexOf(expected.get(0));
        assertThat(start)
                .as("the table of docs/how-to/choose-a-trainer.md should be:%n%s", String.join("\n", expected))
                .isNotNegative();
        assertThat(page.subList(start, page.size()).stream().takeWhile(line -> line.startsWith("|")))
                .as("the table of docs/how-to/choose-a-trainer.md should be:%n%s", String.join("\n", expected))
                .containsExactlyElementsOf(expected);
    }

    private static Stream<String> expected() {
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
