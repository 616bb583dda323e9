package dev.recsys.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"demo", "train", "evaluate", "recommend", "similar", "import", "versions", "algorithms"})
    void everyCommandExplainsItselfOnStdout(String command) {
        Cli help = Cli.run(command, "--help");

        assertThat(help.code()).isZero();
        assertThat(help.out()).startsWith("Usage: recsys " + command).contains("Exit codes:");
        assertThat(help.err()).isEmpty();
    }

    @Test
    void theHelpOfTheProgramListsTheCommands() {
        assertThat(Cli.run("--help").out())
                .contains("demo", "train", "evaluate", "recommend", "similar", "import", "versions", "algorithms");
        assertThat(Cli.run("--version").out()).startsWith("recsys ");
    }

    @Test
    void algorithmsAreListedWithTheirKeys() {
        Cli list = Cli.run("algorithms");

        assertThat(list.code()).isZero();
        assertThat(list.out()).contains("ials", "nmf", "popularity", "unobservedWeight", "halfLifeDays");
    }

    @Test
    void aMissingCommandIsAWrongCommandLine() {
        assertUsage(
                Cli.run(),
                "demo, train, evaluate, compare, recommend, similar, import, pipeline, versions, algorithms");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "train --input in.tsv | --out",
                "train --input in.tsv --out models --algorithm alsi | valid algorithms are ials",
                "train --input in.tsv --out models --set factor=3 | valid keys of ials are factors, iterations",
                "train --input in.tsv --out models --set factor=3 | weighting, aggregation",
                "train --input in.tsv --out models --set factors=many | valid: 1 to 4096",
                "train --input in.tsv --out models --set factors | key=value",
                "train --input in.tsv --out models --set weighting=cubic | binary",
                "train --input in.tsv --out models --threads 0 | between 1 and",
                "train --input in.tsv --out models --id-type float | string, int, long, uuid",
                "train --input in.tsv --out models --columns user=0 | user and item are needed",
                "train --input in.tsv --out models --separator fish-bone | tab, comma",
                "train --input in.tsv --out models --max-rejected few | number of rows",
                "train --input in.tsv --out models --layout xml | ROWS",
                "train --input in --out models --layout jsonl --header | --header does not go with --layout jsonl",
                "train --input in --out models --layout jsonl --separator tab | --separator does not go with",
                "train --input in --out models --layout jsonl --no-quotes | --no-quotes does not go with",
                "train --input in --out models --layout jsonl --columns user=0,item=b | only names; give its name",
                "train --input in --out models --layout adjacency --columns user=0,item=1 | --columns does not go with",
                "train --input in --out models --layout adjacency --time-format iso | --time-format does not go with",
                "train --input in --out models --layout adjacency --header | leave it out",
                "train --input in --out models --layout movielens --separator tab | --separator does not go with",
                "train --input in --out models --layout movielens --time-format iso | --time-format does not go with",
                "train --input in --out models --layout movielens --columns user=0,item=1 | --columns does not go",
                "train --input in --out models --layout movielens --id-type int | --id-type does not go with",
                "train --input in.tsv --out models --time-format noon | epoch-seconds",
                "train --input in.tsv --out models --name ../x | --name",
                "evaluate --input in.tsv | --split",
                "evaluate --input in.tsv --split halves | time, windows, user-last, leave-last-out, random",
                "evaluate --input in.tsv --split random --test-share 2 | between 0 and 1",
                "evaluate --train a --input b | leave it out",
                "evaluate --input in.tsv --split random --preset BEST | RANKING, LIGHTGCN, NCF_LOO_99",
                "evaluate --input in.tsv --split random --preset NCF_LOO_99 | --negatives",
                "evaluate --input in.tsv --split random --json no/such/dir/x.json | cannot be written",
                "recommend --model models | --user",
                "recommend --model models --user u -k 0 | at least 1",
                "demo -k 0 | at least 1",
                "demo --users 0 | --users",
                "import --events in.csv | --database",
                "import --database x.db | give --events, --items or --preferences",
                "versions | list, promote, rollback, delete",
                "versions list | --models",
                "versions promote --models models | VERSION",
                "bake | bake",
            })
    void aWrongCommandLineIsOneLineThatSaysWhatIsRight(String line, String hint) {
        assertUsage(Cli.run((Object[]) line.trim().split(" ")), hint);
    }

    private static void assertUsage(Cli result, String hint) {
        assertThat(result.code()).as(result.err()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err()).startsWith("recsys: ").contains(hint);
    }

    @Test
    void verboseShowsTheStack() {
        Cli quiet = Cli.run("train", "--input", directory.resolve("none.tsv"), "--out", directory.resolve("models"));
        Cli verbose = Cli.run(
                "train", "--verbose", "--input", directory.resolve("none.tsv"), "--out", directory.resolve("m"));

        assertThat(quiet.code()).isEqualTo(1);
        assertThat(quiet.err().lines()).hasSize(1);
        assertThat(quiet.err()).contains("none.tsv");
        assertThat(verbose.code()).isEqualTo(1);
        assertThat(verbose.err()).contains("\tat dev.recsys");
    }
}
