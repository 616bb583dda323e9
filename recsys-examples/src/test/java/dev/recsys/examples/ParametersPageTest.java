package dev.recsys.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.recsys.algorithm.Algorithms;
import dev.recsys.feature.FeatureConfig;
import dev.recsys.parameter.Parameter;
import dev.recsys.parameter.ParameterSpace;
import dev.recsys.pipeline.GateConfig;
import dev.recsys.pipeline.PipelineConfig;
import dev.recsys.train.Algorithm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page of parameters says what the descriptors say, word for word. */
class ParametersPageTest {

    /** The system property that has pages written anew. */
    static final String WRITE = "recsys.writePages";

    /** The command that does it. */
    static final String COMMAND = "mvn -pl recsys-examples -am test -Dtest='*PageTest'"
            + " -Dsurefire.failIfNoSpecifiedTests=false -D" + WRITE + "=true";

    @Test
    void pageOfParametersIsThatOfTheDescriptors() throws IOException {
        String root = System.getProperty("recsys.root");
        assumeTrue(root != null, "recsys.root, the project's directory, is not set: run by Maven it is");
        Path page = Path.of(root).resolve("docs/reference/parameters.md");
        String expected = page();
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(page, expected);
        }
        assertThat(Files.readString(page))
                .as("the page differs from the descriptors; write it again with: " + COMMAND)
                .isEqualTo(expected);
    }

    private static String page() {
        StringBuilder page = new StringBuilder();
        line(page, "# Parameters");
        line(page, "");
        line(
                page,
                "Every key that `--set key=value`, a configuration file and `ModelInfo` know. This page is written from the");
        line(page, "descriptors, and a test compares it with them; to write it again:");
        line(page, "");
        line(page, "    " + COMMAND);
        line(page, "");
        line(
                page,
                "`recsys algorithms` prints the same. Which algorithm to take: [choose a trainer](../how-to/choose-a-trainer.md).");
        line(page, "");
        line(page, "## Features, with every algorithm");
        line(page, "");
        line(page, "How events become weights, in words: [features](../concepts/features.md).");
        table(page, FeatureConfig.parameters());
        line(page, "");
        line(page, "## Pipeline");
        line(page, "");
        line(
                page,
                "Fields of a pipeline's configuration, beside those that are objects: [run a pipeline](../how-to/run-a-pipeline.md).");
        table(page, PipelineConfig.parameterSpace());
        line(page, "");
        line(page, "## Gate");
        line(page, "");
        line(page, "The object `gate` of a pipeline's configuration: when a model is good enough to be published.");
        table(page, GateConfig.parameters());
        for (Algorithm<?, ?> algorithm : Algorithms.builtIn().all()) {
            line(page, "");
            line(page, "## `" + algorithm.name() + "`");
            line(page, "");
            line(page, algorithm.description());
            table(page, algorithm.parameters());
        }
        return page.toString();
    }

    private static <C> void table(StringBuilder page, ParameterSpace<C> space) {
        line(page, "");
        line(page, "| key | default | valid | meaning |");
        line(page, "|---|---|---|---|");
        for (Parameter<C, ?> parameter : space.parameters()) {
            String value = parameter.text(space.defaults());
            line(
                    page,
                    "| `" + parameter.key() + "` | " + (value.isEmpty() ? "empty" : "`" + value + "`") + " | "
                            + cell(parameter.range()) + " | " + cell(parameter.description()) + " |");
        }
    }

    private static String cell(String text) {
        return text.replace(" | ", ", ").replace("|", "\\|");
    }

    private static void line(StringBuilder page, String text) {
        page.append(text).append('\n');
    }
}
