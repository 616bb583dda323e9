package dev.recsys.benchmarks.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScaleRunTest {

    @Test
    void aSmallRunFillsThePageAndThePlot(@TempDir Path directory) throws Exception {
        Path page = directory.resolve("scale.md");
        Files.writeString(page, "before\n<!-- measured: start -->\nold\n<!-- measured: end -->\nafter\n");
        Path tsv = directory.resolve("scale.tsv");
        for (String events : List.of("20K", "40K")) {
            ScaleRun.main(new String[] {
                "--events", events, "--fork", "no", "--factors", "4", "--iterations", "1", "--tsv", tsv.toString()
            });
        }
        ScaleRun.main(new String[] {
            "--catalogue",
            "300x100",
            "--fork",
            "no",
            "--factors",
            "4",
            "--tsv",
            tsv.toString(),
            "--write",
            page.toString()
        });
        String text = Files.readString(page);
        assertThat(text).startsWith("before\n").endsWith("after\n").doesNotContain("old");
        assertThat(text)
                .contains(
                        "| build log |", "| publish to SQLite |", "| top-10 of 300x100 |", "20,000 events", "**all**");
        assertThat(Files.readString(directory.resolve("scale.svg")))
                .startsWith("<svg")
                .contains("build log")
                .endsWith("</svg>\n");
    }

    @Test
    void rowsOfTheTableSurviveTheirTextForm() {
        Measured measured = new Measured(5, "here", "add", 7, "events", 1.25, 2.5, 3, 4);
        assertThat(Measured.parse(measured.toLine())).isEqualTo(measured);
    }

    @Test
    void countsMayBeInThousandsAndMillions() {
        assertThat(Options.count("20M")).isEqualTo(20_000_000);
        assertThat(Options.count("3k")).isEqualTo(3_000);
        assertThat(Options.count("17")).isEqualTo(17);
    }

    @Test
    void anUnknownOptionIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScaleRun.main(new String[] {"--evnets", "1M"}))
                .withMessageContaining("'--evnets' is no option")
                .withMessageContaining("--events");
    }
}
