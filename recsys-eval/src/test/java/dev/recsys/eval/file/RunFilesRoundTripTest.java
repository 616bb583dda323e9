package dev.recsys.eval.file;

import static dev.recsys.event.IdType.INT;
import static dev.recsys.event.IdType.LONG;
import static dev.recsys.event.IdType.STRING;
import static dev.recsys.event.IdType.UUID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.eval.Judgments;
import dev.recsys.eval.Run;
import dev.recsys.event.IdType;
import dev.recsys.recommend.Recommendation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written is read again as it was, by us and as trec_eval does it. */
class RunFilesRoundTripTest {

    private static final String[] LETTERS = {"a", "B", "7", "-", "é", "日", "😀", "\"", "'", "\\", ";", "#", "{", ","};

    @TempDir
    private Path directory;

    private static String word(SplittableRandom random, String... more) {
        StringBuilder word = new StringBuilder();
        int length = random.nextInt(1, 6);
        for (int i = 0; i < length; i++) {
            int letter = random.nextInt(LETTERS.length + more.length);
            word.append(letter < LETTERS.length ? LETTERS[letter] : more[letter - LETTERS.length]);
        }
        return word.toString();
    }

    private static float score(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(-3, 4);
            case 1 -> (float) random.nextDouble(-1, 1);
            case 2 -> (float) (random.nextDouble() * Math.pow(10, random.nextInt(-44, 38)));
            default -> random.nextInt(5) * 0.1f;
        };
    }

    private static <U, I> Run<U, I> run(
            SplittableRandom random, IdType<U> users, LongFunction<U> user, IdType<I> items, LongFunction<I> item) {
        Run.Builder<U, I> builder = Run.builder("some run", users, items);
        Set<U> done = new LinkedHashSet<>();
        for (int u = random.nextInt(1, 8); u > 0; u--) {
            U id = user.apply(random.nextLong());
            if (!done.add(id)) {
                continue;
            }
            boolean inOrderOfScores = random.nextBoolean();
            List<Recommendation<I>> list = new ArrayList<>();
            for (int i = random.nextInt(1, 12); i > 0; i--) {
                I one = item.apply(random.nextLong()); // now and then twice
                if (inOrderOfScores) {
                    builder.add(id, one, score(random));
                } else {
                    list.add(Recommendation.of(one, score(random), list.size() + 1, "x"));
                }
            }
            if (!inOrderOfScores) {
                builder.add(id, list);
            }
        }
        return builder.build();
    }

    private static <U, I> Run<U, I> again(Run<U, I> run, RunFiles<U, I> files) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            files.writeRun(run, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files.readRun(new ByteArrayInputStream(out.toByteArray()), "in");
    }

    private static <U, I> void assertSame(Run<U, I> run, Run<U, I> read, boolean withScores, String seed) {
        assertThat(read.users()).as(seed).isEqualTo(run.users());
        assertThat(read.items()).as(seed).isEqualTo(run.items());
        for (int user = 0; user < run.users().size(); user++) {
            assertThat(read.length(user)).as(seed).isEqualTo(run.length(user));
            for (int i = 0; i < run.length(user); i++) {
                assertThat(read.item(user, i)).as(seed).isEqualTo(run.item(user, i));
                if (withScores) {
                    assertThat(read.score(user, i)).as(seed).isEqualTo(run.score(user, i));
                }
            }
        }
    }

    @RepeatedTest(60)
    void listsAreReadAgainInTheirOrder(RepetitionInfo repetition) {
        long seed = 1000 + repetition.getCurrentRepetition();
        String told = "seed " + seed;
        SplittableRandom random = new SplittableRandom(seed);
        Map<Long, String> words = new HashMap<>();
        LongFunction<String> plain = bits -> words.computeIfAbsent(bits & 31, number -> word(random));
        for (RunFormat format : RunFormat.values()) {
            boolean scores = format != RunFormat.TREC;
            Run<String, String> texts = run(random, STRING, plain, STRING, plain);
            assertSame(texts, again(texts, RunFiles.of(STRING, STRING).withFormat(format)), scores, told);
            Run<Long, Integer> numbers = run(random, LONG, bits -> bits, INT, bits -> (int) bits & 15);
            assertSame(numbers, again(numbers, RunFiles.of(LONG, INT).withFormat(format)), scores, told);
            Run<java.util.UUID, String> uuids =
                    run(random, UUID, bits -> new java.util.UUID(bits, bits & 3), STRING, plain);
            assertSame(uuids, again(uuids, RunFiles.of(UUID, STRING).withFormat(format)), scores, told);
        }
        LongFunction<String> any = bits -> "x" + word(random, "\n", "\r", "\t", " ", "\u0001") + "x";
        Run<String, String> spaced = run(random, STRING, any, STRING, any);
        assertSame(spaced, again(spaced, RunFiles.of(STRING, STRING).withFormat(RunFormat.JSON)), true, told);
        assertSame(spaced, again(spaced, RunFiles.of(STRING, STRING).withFormat(RunFormat.CSV)), true, told);
    }

    /** An independent reader: scores as float descending, ids by bytes descending, the rank is not looked at. */
    @RepeatedTest(40)
    void trecEvalHasTheListsInOurOrder(RepetitionInfo repetition) throws IOException {
        long seed = 7000 + repetition.getCurrentRepetition();
        SplittableRandom random = new SplittableRandom(seed);
        LongFunction<String> words = bits -> word(random);
        Run<String, String> run = run(random, STRING, words, STRING, words);
        Path file = directory.resolve("ours.run");
        RunFiles.of(STRING, STRING).writeRun(run, file);

        Map<String, List<String[]>> lists = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file)) {
            String[] cells = line.split(" ");
            assertThat(cells).as("seed %d", seed).hasSize(6);
            lists.computeIfAbsent(cells[0], user -> new ArrayList<>()).add(cells);
        }
        lists.forEach((user, list) -> {
            list.sort((a, b) -> {
                int byScore = Float.compare(Float.parseFloat(b[4]), Float.parseFloat(a[4]));
                return byScore != 0
                        ? byScore
                        : Arrays.compareUnsigned(
                                b[2].getBytes(StandardCharsets.UTF_8), a[2].getBytes(StandardCharsets.UTF_8));
            });
            assertThat(list.stream().map(cells -> cells[2]).toList())
                    .as("seed %d, user %s", seed, user)
                    .isEqualTo(run.list(user).stream().map(Recommendation::item).toList());
        });
        assertThat(lists).as("seed %d", seed).hasSize(run.users().size());
    }

    @ParameterizedTest
    @EnumSource(RunFormat.class)
    void judgmentsAreReadAgain(RunFormat format) {
        SplittableRandom random = new SplittableRandom(3);
        Judgments.Builder<Long, Integer> builder = Judgments.builder(LONG, INT);
        for (long user = 0; user < 50; user++) {
            for (int item = 0; item < 40; item += random.nextInt(1, 9)) {
                builder.add(user * user, item, format == RunFormat.TREC ? random.nextInt(-1, 4) : random.nextDouble(3));
            }
        }
        if (format == RunFormat.JSON) {
            builder.add(-5L);
        }
        Judgments<Long, Integer> judgments = builder.build();
        RunFiles<Long, Integer> files = RunFiles.of(LONG, INT);
        for (String ending : List.of("", ".gz")) {
            Path file = directory.resolve("test." + format.name().toLowerCase(java.util.Locale.ROOT) + ending);
            files.writeJudgments(judgments, file);

            Judgments<Long, Integer> read = files.readJudgments(file);

            assertThat(read.users()).isEqualTo(judgments.users());
            assertThat(read.size()).isEqualTo(judgments.size());
            for (int user = 0; user < read.users().size(); user++) {
                assertThat(read.of(user)).isEqualTo(judgments.of(user));
            }
        }
    }

    @Test
    void filesEndingInGzAreCompressed() throws IOException {
        Run<Integer, Integer> run = Run.builder("r", INT, INT).add(1, 2, 3).build();
        Path file = directory.resolve("r.csv.gz");
        RunFiles.of(INT, INT).writeRun(run, file);

        assertThat(Files.readAllBytes(file)).startsWith(0x1f, 0x8b);
        assertThat(RunFiles.of(INT, INT).readRun(file).list(1)).hasSize(1);
    }
}
