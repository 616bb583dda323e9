package dev.recsys.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class BeyondAccuracyPageTest {

    @Test
    void everyVariantHasANameThatIsReadAgain() {
        BeyondAccuracy.families().forEach((key, family) -> {
            List<String> variants = new ArrayList<>(family.variants(10));
            variants.add("");
            for (String variant : variants) {
                String name = key + "@7" + (variant.isEmpty() ? "" : ":" + variant);
                Metric metric = Metrics.parse(name);
                assertThat(metric.name()).isEqualTo(name);
                assertThat(metric).hasToString(name);
                assertThat(((RankingMetric) metric).cutoff()).isEqualTo(7);
                assertThat(metric.variant()).isNotBlank();
            }
        });
    }

    @Test
    void pageHasEveryMetricInTheRowsOfItsVariants() throws IOException {
        String root = System.getProperty("recsys.root", "");
        assumeTrue(!root.isEmpty(), "recsys.root, the project's directory, is not set: run by Maven it is");
        List<String> lines = Files.readAllLines(Path.of(root, "docs/reference/metrics.md"));
        int start = lines.indexOf("## What lists consist of");
        int end = lines.indexOf("## Ratings");
        BeyondAccuracy.families().forEach((key, family) -> {
            String rows = rows(lines.subList(start, end), key);
            List<String> variants = new ArrayList<>(family.variants(10));
            variants.add(Metrics.parse(key + "@7").variant());
            for (String variant : variants) {
                assertThat(rows.contains("`" + variant + "`") || rows.matches("(?s).*\\| as `\\w+`.*"))
                        .as(key + " " + variant)
                        .isTrue();
            }
        });
    }

    /** The row that starts with a metric, and those after it that go on. */
    private static String rows(List<String> lines, String key) {
        StringBuilder rows = new StringBuilder();
        boolean in = false;
        for (String line : lines) {
            in = line.startsWith("| `" + key + "@k`") || (in && Pattern.matches("\\| \\|.*", line));
            rows.append(in ? line : "");
        }
        return rows.toString();
    }
}
