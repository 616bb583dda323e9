package dev.recsys.eval.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.recsys.DataException;
import dev.recsys.FormatException;
import dev.recsys.StoreException;
import dev.recsys.event.EventLog;
import dev.recsys.event.Interaction;
import dev.recsys.format.SectionedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedSplitsTest {

    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("test.split");
    }

    @Test
    void whatIsReadIsWhatWasWritten() {
        for (long seed = 0; seed < 8; seed++) {
            List<Interaction<String, Integer>> events = RandomLog.events(seed);
            EventLog<String, Integer> log = RandomLog.log(events);
            List<Split<String, Integer>> splits = List.of(
                    LeaveLastOut.defaults().split(log),
                    StrongGeneralization.of(0.4, seed)
                            .withFoldInShare(0.5)
                            .withValidationShare(0.4)
                            .split(log),
                    GlobalTimeSplit.latest(0.3).split(log).withValidation(GlobalTimeSplit.latest(0.3)));
            SavedSplits.of(file()).save(splits);
            Collections.shuffle(events, new Random(seed)); // the same log from another source
            List<Split<String, Integer>> read = SavedSplits.of(file()).splits(RandomLog.log(events));

            assertThat(read).as("log %d", seed).hasSize(3);
            for (int i = 0; i < 3; i++) {
                assertThat(read.get(i)).hasToString(splits.get(i).toString());
                assertThat(read.get(i).fingerprint()).isEqualTo(splits.get(i).fingerprint());
                assertThat(read.get(i).test().fingerprint())
                        .isEqualTo(splits.get(i).test().fingerprint());
                assertThat(read.get(i).validation().map(v -> v.test().fingerprint()))
                        .isEqualTo(splits.get(i).validation().map(v -> v.test().fingerprint()));
            }
        }
    }

    @Test
    void anotherLogIsRefusedWithBothFingerprints() {
        EventLog<String, Integer> log = RandomLog.log(1);
        EventLog<String, Integer> other = RandomLog.log(2);
        SavedSplits.of(file()).save(KFold.byPairs(3, 1).splits(log));

        assertThatThrownBy(() -> SavedSplits.of(file()).splits(other))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(file().toString())
                .hasMessageContaining(log.fingerprint())
                .hasMessageContaining(other.fingerprint());
    }

    @Test
    void damageIsFoundWhereverItIs() throws IOException {
        EventLog<String, Integer> log = RandomLog.log(RandomLog.events(3).subList(0, 60));
        SavedSplits.of(file()).save(List.of(LeaveLastOut.defaults().split(log)));
        byte[] sound = Files.readAllBytes(file());
        for (int at = 0; at < sound.length; at++) {
            byte[] damaged = sound.clone();
            damaged[at] ^= (byte) (1 << at % 8);
            Files.write(file(), damaged);
            assertThat(catchThrowable(() -> SavedSplits.of(file()).splits(log)))
                    .as("byte %d", at)
                    .isInstanceOf(FormatException.class);
            Files.write(file(), Arrays.copyOf(sound, at));
            assertThat(catchThrowable(() -> SavedSplits.of(file()).splits(log)))
                    .as("first %d bytes", at)
                    .isInstanceOf(FormatException.class);
        }
    }

    @Test
    void soundChecksumsOverWrongContentAreRefused() throws IOException {
        EventLog<String, Integer> log = RandomLog.log(4);
        String split = LeaveLastOut.defaults().split(log).fingerprint();
        write(log.fingerprint(), log.size(), 1, split, new byte[(log.size() + 3) / 4]);
        refused(log, "leaves " + log.size() + " events to train on and 0 to test with");
        byte[] parts = new byte[(log.size() + 3) / 4];
        parts[0] = 1;
        write(log.fingerprint(), log.size(), 1, split, parts);
        refused(log, "the parts have fingerprint");
        write(log.fingerprint(), log.size(), 1, split, new byte[3]);
        refused(log, "need more than");
        write(log.fingerprint(), log.size(), Integer.MAX_VALUE - 8, split, new byte[parts.length + 1]);
        refused(log, "corrupt");
    }

    private void refused(EventLog<String, Integer> log, String message) {
        assertThatThrownBy(() -> SavedSplits.of(file()).splits(log))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining(message);
    }

    private void write(String log, int rows, int splits, String split, byte[] parts) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SectionedWriter writer = new SectionedWriter(out, "test", "RECSYSSP", 1);
        writer.section("log", true, section -> {
            section.writeString(log);
            section.writeInt(rows);
            section.writeInt(splits);
        });
        writer.section("split", true, section -> {
            section.writeString(split);
            section.writeString("by hand");
            section.writeBytes(parts, 0, parts.length);
            section.writeByte(0);
        });
        writer.finish();
        Files.write(file(), out.toByteArray());
    }

    @Test
    void aFailedSaveLeavesTheEarlierFile() throws IOException {
        EventLog<String, Integer> log = RandomLog.log(5);
        SavedSplits missing = SavedSplits.of(directory.resolve("nowhere").resolve("test.split"));
        assertThatThrownBy(() -> missing.save(KFold.byPairs(2, 1).splits(log)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cannot write");
        SavedSplits.of(file()).save(KFold.byPairs(2, 1).splits(log));
        SavedSplits.of(file()).save(KFold.byPairs(3, 1).splits(log));
        assertThat(SavedSplits.of(file()).splits(log)).hasSize(3);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(file());
        }
    }

    @Test
    void aLinkStaysOneAndNoNameCompresses() throws IOException {
        EventLog<String, Integer> log = RandomLog.log(5);
        Path link = directory.resolve("link.gz");
        Path behind = Files.createFile(directory.resolve("behind.split"));
        try {
            Files.createSymbolicLink(link, behind);
        } catch (UnsupportedOperationException e) {
            abort("this file system has no links");
        }
        SavedSplits.of(link).save(KFold.byPairs(2, 1).splits(log));
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(SavedSplits.of(behind).splits(log)).hasSize(2);
    }

    @Test
    void splitsOfOneFileAreOfOneLog() {
        assertThatThrownBy(() -> SavedSplits.of(file())
                        .save(List.of(
                                LeaveLastOut.defaults().split(RandomLog.log(1)),
                                LeaveLastOut.defaults().split(RandomLog.log(2)))))
                .hasMessageContaining("the same log");
    }
}
