package dev.recsys.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {

    @TempDir
    Path directory;

    private Path plays() throws Exception {
        SplittableRandom random = new SplittableRandom(3);
        StringBuilder rows = new StringBuilder("user,item,weight,time\n");
        for (int event = 0; event < 3000; event++) {
            int user = random.nextInt(60);
            int item = (int) (40 * random.nextDouble() * random.nextDouble()) / 2 * 2 + user % 2;
            rows.append("u" + user + ",i" + item + ",1," + (1_600_000_000 + event * 1000) + "\n");
        }
        return Files.writeString(directory.resolve("plays.csv"), rows);
    }

    private Path out(String name) {
        return directory.resolve(name);
    }

    @Test
    void trainsComparesAndWritesEveryFormat() throws Exception {
        Cli run = Cli.run(
                "compare",
                "--input",
                plays(),
                "--header",
                "--split",
                "time",
                "--algorithm",
                "popularity",
                "--algorithm",
                "ials:factors=4,iterations=2",
                "--algorithm",
                "knn=item-knn",
                "--report",
                out("r.html"),
                "--json",
                out("r.json"),
                "--csv",
                out("r.csv"),
                "--markdown",
                out("r.md"),
                "--latex",
                out("r.tex"));
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("ndcg@10", "knn", "random", " on ndcg@10");
        assertThat(Files.readString(out("r.html"))).contains("Run card", "factors 4", "Fingerprint of training");
        assertThat(new ObjectMapper()
                        .readTree(out("r.json").toFile())
                        .get("baseline")
                        .asText())
                .isEqualTo("popularity");
        assertThat(out("r.csv")).isNotEmptyFile();
        assertThat(out("r.md")).isNotEmptyFile();
        assertThat(out("r.tex")).isNotEmptyFile();
    }

    @Test
    void aRuleThatFiresHasAnExitCodeOfItsOwnAndNamesTheInterval() throws Exception {
        Cli run = Cli.run(
                "compare",
                "--input",
                plays(),
                "--header",
                "--split",
                "time",
                "--algorithm",
                "popularity",
                "--algorithm",
                "item-knn",
                "--fail-if",
                "ndcg@10 < 2");
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.errors()).hasSize(1);
        assertThat(run.errors().get(0)).contains("gate failed: ndcg@10 < 2", "item-knn", "[");
    }

    @Test
    void listsOfOtherSystemsAreComparedFromFiles() throws Exception {
        Path qrels = Files.writeString(out("q.qrels"), "u1 0 a 1\nu1 0 b 1\nu2 0 a 1\nu3 0 c 1\n");
        Path good = Files.writeString(out("good.run"), "u1 Q0 a 1 3 x\nu1 Q0 b 2 2 x\nu2 Q0 a 1 1 x\nu3 Q0 c 1 1 x\n");
        Path bad = Files.writeString(out("bad.run"), "u1 Q0 z 1 3 x\nu2 Q0 y 1 1 x\nu2 Q0 a 2 0.5 x\n");
        Cli run = Cli.run(
                "compare",
                "--qrels",
                qrels,
                "--run",
                good,
                "--run",
                "worse=" + bad,
                "--metrics",
                "ndcg@2,recall@2",
                "--report",
                out("r.html"));
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("good", "worse", "1.0000").doesNotContain("random");
        assertThat(run.out()).contains("No list for 1 of 3 users from worse");
    }

    @Test
    void mistakesAreToldBeforeAnythingIsRead() {
        assertUsage("--algorithm is missing", "--input", "no.csv", "--split", "time");
        assertUsage(
                "there twice", "--input", "no.csv", "--split", "time", "--algorithm", "ials", "--algorithm", "ials");
        assertUsage("--fail-if", "--input", "no.csv", "--algorithm", "ials", "--fail-if", "ndcg@10 is bad");
        assertUsage("--qrels is missing", "--run", "a.run");
        assertUsage("cannot be written", "--input", "no.csv", "--algorithm", "ials", "--report", "no/such/dir/r.html");
    }

    @Test
    void wrongNamesAreToldBeforeAnythingIsRead() {
        Object[] data = {"--input", "no.csv", "--split", "time", "--algorithm", "popularity"};
        assertUsage("is not among the systems", with(data, "--baseline", "popularty"));
        assertUsage("there is no system 'ilas'", with(data, "--fail-if", "ndcg@10 < ilas - 1%"));
        assertUsage("nothing to check", with(data, "--fail-if", "ndcg@10 < baseline - 1%"));
        assertUsage("predicted ratings", with(data, "--metrics", "rmse"));
        assertUsage("predicted ratings", with(data, "--fail-if", "rmse > 1"));
        assertUsage("the first metric decides", with(data, "--metrics", "coverage@10"));
        assertUsage("needs the events of training", "--qrels", "no", "--run", "no.run", "--metrics", "novelty@5");
        assertUsage("would overwrite the file of", with(data, "--report", out("x"), "--csv", out("x")));
        assertUsage("differ in minWeight", with(data, "--algorithm", "x=popularity:minWeight=2"));
    }

    private static Object[] with(Object[] first, Object... more) {
        Object[] all = Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return all;
    }

    @Test
    void aGateOfOneSystemChecksIt() throws Exception {
        Object[] data = {"compare", "--input", plays(), "--header", "--split", "time", "--algorithm", "popularity"};
        Cli fails = Cli.run(with(data, "--fail-if", "ndcg@10 < 0.99"));
        assertThat(fails.code()).as(fails.err()).isEqualTo(3);
        Cli passes = Cli.run(with(data, "--fail-if", "ndcg@10 > 0.99"));
        assertThat(passes.code()).as(passes.err()).isZero();
        assertThat(passes.err()).contains("gate passed");
    }

    @Test
    void strongGeneralisationShowsTheFoldedInPart() throws Exception {
        Cli run = Cli.run(
                "compare",
                "--input",
                plays(),
                "--header",
                "--split",
                "strong",
                "--algorithm",
                "item-knn",
                "--report",
                out("s.html"));
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(Files.readString(out("s.html"))).contains("Fold-in", "Relevant");
    }

    @Test
    void filesAreComparedWithTheirTrainingAndRules() throws Exception {
        Path qrels = Files.writeString(out("q.qrels"), "u1 0 i0 2\nu2 0 i2 1\n");
        Path run = Files.writeString(out("a.run"), "u1 Q0 i0 1 3 x\nu2 Q0 i2 1 1 x\nu9 Q0 i2 1 1 x\n");
        Cli plain =
                Cli.run("compare", "--qrels", qrels, "--run", "ok=" + run, "--level", 2, "--fail-if", "ndcg@10 < 2");
        assertThat(plain.code()).as(plain.err()).isEqualTo(3);
        assertThat(plain.out()).contains("1 users of ok are not judged, left out");
        assertThat(plain.err()).contains("no training events given");
        Cli trained = Cli.run("compare", "--qrels", qrels, "--run", run, "--train", plays(), "--header");
        assertThat(trained.code()).as(trained.err()).isZero();
        assertThat(trained.out()).contains("popularity", "random", "coverage@10");
    }

    private static void assertUsage(String hint, Object... arguments) {
        Object[] all = new Object[arguments.length + 1];
        all[0] = "compare";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        Cli run = Cli.run(all);
        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains(hint);
    }
}
