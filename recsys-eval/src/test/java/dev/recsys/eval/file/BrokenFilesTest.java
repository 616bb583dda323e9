package dev.recsys.eval.file;

import static dev.recsys.event.IdType.INT;
import static dev.recsys.event.IdType.STRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.recsys.DataException;
import dev.recsys.FormatException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files changed at random are read, or refused with a message; nothing else happens. */
class BrokenFilesTest {

    private static final int ROUNDS = 1500;

    /** Reads bytes of some kind of file. */
    @FunctionalInterface
    private interface Reading {
        Object read(ByteArrayInputStream in);
    }

    private static void mutate(byte[] valid, long firstSeed, Reading reading) {
        int refused = 0;
        for (long seed = firstSeed; seed < firstSeed + ROUNDS; seed++) {
            byte[] bytes = mutated(valid, new SplittableRandom(seed));
            try {
                assertThat(reading.read(new ByteArrayInputStream(bytes)).toString()).isNotNull();
            } catch (DataException | FormatException e) {
                refused++;
                assertThat(e.getMessage()).as("seed %d", seed).doesNotContain("\n", "\r");
            } catch (RuntimeException | StackOverflowError e) {
                fail("seed " + seed + ", bytes " + HexFormat.of().formatHex(bytes), e);
            }
        }
        assertThat(refused).isBetween(ROUNDS / 10, ROUNDS);
    }

    private static byte[] mutated(byte[] valid, SplittableRandom random) {
        byte[] bytes = valid.clone();
        byte[] special = " \t\n\r,\"{}[]:\\-+.eEnN0\0".getBytes(StandardCharsets.US_ASCII);
        for (int change = random.nextInt(1, 5); change > 0 && bytes.length > 0; change--) {
            int at = random.nextInt(bytes.length);
            int length = Math.min(bytes.length - at, random.nextInt(1, 9));
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] = special[random.nextInt(special.length)];
                case 2 -> bytes = Arrays.copyOf(bytes, at);
                case 3 -> { // some bytes twice
                    byte[] longer = Arrays.copyOf(bytes, bytes.length + length);
                    System.arraycopy(bytes, at, longer, at + length, bytes.length - at);
                    bytes = longer;
                }
                default -> { // some bytes less
                    byte[] shorter = Arrays.copyOf(bytes, bytes.length - length);
                    System.arraycopy(bytes, at + length, shorter, at, bytes.length - at - length);
                    bytes = shorter;
                }
            }
        }
        return bytes;
    }

    private static byte[] text(RunFormat format) {
        return switch (format) {
            case TREC -> "1 Q0 11 1 0.5 mine\n1 Q0 12 2 -1e-3 mine\n2 Q0 11 1 7 mine\n22 Q0 13 1 NaN2 mine\n"
                    .replace("NaN2", "12345678901234567890")
                    .getBytes(StandardCharsets.UTF_8);
            case CSV -> "user,item,rank,score\n1,\"11\",1,0.5\n1,12,2,-1e-3\n2,11,1,7\n\"22\",13,1,1.5E300\n"
                    .getBytes(StandardCharsets.UTF_8);
            case JSON -> ("{\"run\": \"mine\", \"lists\": [{\"user\": 1, \"items\": [{\"item\": 11, \"score\": 0.5},"
                            + " {\"item\": \"12\", \"score\": -1e-3}]}, {\"user\": 2, \"items\": []}]}")
                    .getBytes(StandardCharsets.UTF_8);
        };
    }

    @ParameterizedTest
    @EnumSource(RunFormat.class)
    void runs(RunFormat format) {
        mutate(text(format), 10_000, in -> RunFiles.of(INT, STRING)
                .withFormat(format)
                .readRun(in, "in"));
    }

    @ParameterizedTest
    @EnumSource(RunFormat.class)
    void judgments(RunFormat format) {
        byte[] valid = new String(text(format), StandardCharsets.UTF_8)
                .replace("score", "gain")
                .replace("lists", "judgments")
                .replaceAll(" (\\S+) \\S+ mine", " $1")
                .getBytes(StandardCharsets.UTF_8);
        mutate(valid, 20_000, in -> RunFiles.of(STRING, INT)
                .withFormat(format)
                .readJudgments(in, "in"));
    }

    @ParameterizedTest
    @EnumSource(RunFormat.class)
    void compressedRuns(RunFormat format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(text(format));
        }
        mutate(bytes.toByteArray(), 30_000, in -> RunFiles.of(STRING, STRING)
                .withFormat(format)
                .readRun(in, "in"));
    }

    @Test
    void valuesPerUser() {
        String valid = "map                   \tu1\t0.25\nP_5\tu1\t1\nmap\tu2\tnan\nP_5\tu2\t0\nmap\tall\t0.25\nP_5\tall\t0.5\n"
                + "runid\tall\tgen\nwatermark\tall\tSAMPLED\n";
        mutate(valid.getBytes(StandardCharsets.UTF_8), 40_000, in -> PerUserValues.read(in, "in", STRING));
    }
}
