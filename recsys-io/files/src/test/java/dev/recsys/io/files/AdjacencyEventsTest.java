package dev.recsys.io.files;

import static dev.recsys.event.IdType.INT;
import static dev.recsys.event.IdType.STRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.recsys.event.EventLog;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdjacencyEventsTest {

    @TempDir
    Path directory;

    private AdjacencyEvents<String, Integer> lists(String text) {
        return AdjacencyEvents.of(Rows.file(directory, "train.txt", text), STRING, INT);
    }

    @Test
    void everyPairIsAnEvent() {
        assertThat(Rows.of(lists("a 1 2\r\n\nb\t3   4 \n")))
                .containsExactly(
                        "1: a 1 1.0 interaction",
                        "1: a 2 1.0 interaction",
                        "3: b 3 1.0 interaction",
                        "3: b 4 1.0 interaction");
    }

    @Test
    void aUserWithoutItemsIsNoEvent() {
        assertThat(Rows.of(lists("a\nb 1\n"))).containsExactly("2: b 1 1.0 interaction");
    }

    @Test
    void aBrokenItemIsNamedAndTheRestOfTheLineRead() {
        assertThat(Rows.of(lists("a 1 x 3\n")))
                .containsExactly(
                        "1: a 1 1.0 interaction",
                        "1! INVALID_ID, column 3 (item): 'x' is not an id of type int",
                        "1: a 3 1.0 interaction");
    }

    @Test
    void aBrokenUserIsOneBrokenRow() {
        Path file = Rows.file(directory, "train.txt", "x 1 2 3\n7 1\n");

        assertThat(Rows.of(AdjacencyEvents.of(file, INT, INT)))
                .containsExactly(
                        "1! INVALID_ID, column 1 (user): 'x' is not an id of type int", "2: 7 1 1.0 interaction");
    }

    @Test
    void gzipIsUnpacked() {
        Path file = Rows.file(directory, "train.txt", Rows.gzip("7 1\n"));

        assertThat(Rows.of(AdjacencyEvents.of(file, INT, INT))).containsExactly("1: 7 1 1.0 interaction");
    }

    @Test
    void readsAPublishedSplit() {
        String shared = System.getProperty("recsys.shared", "");
        Path train = Path.of(shared, "data", "movielens1m-ultragcn", "train.txt.gz");
        assumeTrue(Files.exists(train), train + " is not there");

        EventLog<Integer, Integer> log = EventLog.read(AdjacencyEvents.of(train, INT, INT));

        assertThat(log.size()).isEqualTo(796_244);
        assertThat(log.users().size()).isEqualTo(6022);
    }
}
