package dev.recsys.io.files;

import static dev.recsys.event.IdType.INT;
import static dev.recsys.event.IdType.STRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsys.DataException;
import dev.recsys.event.EventLog;
import dev.recsys.event.EventSource;
import dev.recsys.event.Rejection;
import dev.recsys.event.RejectionLimit;
import dev.recsys.event.RejectionReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RejectedRowsTest {

    @TempDir
    Path directory;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    /** Writes down every row that has a problem. */
    private static <U, I> void collect(EventSource<U, I> source, RejectedRows rejected) {
        source.forEach(
                row -> row.problem().ifPresent(problem -> rejected.reject(source.name(), problem, row.original())));
    }

    private CsvEvents<String, Integer> csv(Path file) {
        return CsvEvents.of(file, STRING, INT);
    }

    private Path rejectedOf(CsvEvents<String, Integer> source) {
        Path target = directory.resolve("rejected.csv");
        try (RejectedRows rejected = RejectedRows.to(target, source.headerText().orElse(""))) {
            collect(source, rejected);
        }
        return target;
    }

    @Test
    void rowsStandThereWithPlaceFieldReasonAndTheirOwnText() throws IOException {
        Path plays =
                file("plays.csv", "user,item,weight\na,1,1\nb,x,2\n\n\"c, d\",3,\"many\nof\"\ne,4\n,5,1\r\nf,6,\n");

        String name = plays.toString();
        assertThat(Files.readAllLines(rejectedOf(csv(plays))))
                .containsExactly(
                        "rejected_place,rejected_field,rejected_reason,\"user,item,weight\"",
                        name + ":3,column 2 (item),invalid id: 'x' is not an id of type int,\"b,x,2\"",
                        name + ":5,column 3 (weight),not a number: 'many\\u000aof' is not a number,"
                                + "\"\"\"c, d\"\",3,\"\"many",
                        "of\"\"\"",
                        name + ":7,column 3 (weight),malformed row: the row has only 2 fields,\"e,4\"",
                        name + ":8,column 1 (user),missing user: the user id is missing,\",5,1\"",
                        name + ":9,column 3 (weight),not a number: the weight is missing,\"f,6,\"");
    }

    @Test
    void readWithTheSameSettingsItIsTheSourceWithItsLinesInThisFile() throws IOException {
        Path rejected = rejectedOf(csv(file("plays.csv", "user,item,weight\nb,x,2\n\"c\",3,\"many\nof\"\ne,4\n")));

        assertThatThrownBy(() -> EventLog.read(csv(rejected)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("rejected.csv:2, column 2 (item): 'x'")
                .hasMessageContaining("3 of 3 rows rejected");
        EventLog<String, Integer> none = EventLog.read(csv(rejected), RejectionLimit.rows(3));
        assertThat(none.rejections().firstPlaces().stream().map(Rejection::line))
                .containsExactly(2L, 3L, 5L);

        Files.writeString(
                rejected, Files.readString(rejected).replace("b,x,2", "b,7,2").replace("many\nof", "3"));
        EventLog<String, Integer> some = EventLog.read(csv(rejected), RejectionLimit.rows(1));
        assertThat(some.size()).isEqualTo(2);
        assertThat(some.users().id(0)).isEqualTo("b");
        assertThat(some.weight(1)).isEqualTo(3f);
    }

    @Test
    void aSourceWithoutHeaderHasNone() throws IOException {
        Path plays = file("plays.dat", "1::2\n1::x\n");
        Path rejected = rejectedOf(csv(plays).withSeparator("::").withoutHeader());

        assertThat(Files.readAllLines(rejected))
                .containsExactly(
                        "rejected_place,rejected_field,rejected_reason,",
                        plays + ":2,column 2 (item),invalid id: 'x' is not an id of type int,\"1::x\"");
        Files.writeString(rejected, "\uFEFF" + Files.readString(rejected).replace("1::x", "1::9") + "\n\n");
        EventLog<String, Integer> log =
                EventLog.read(csv(rejected).withSeparator("::").withoutHeader());
        assertThat(log.items().id(0)).isEqualTo(9);
    }

    @Test
    void otherLayoutsAndCharsetsWorkToo() throws IOException {
        Path target = directory.resolve("broken.jsonl");
        JsonLinesEvents<String, Integer> objects = JsonLinesEvents.of(
                file("in.jsonl", "{\"user\": \"a\", \"item\": 1}\n{\"user\": \"b\"}\nnonsense\n"), STRING, INT);
        try (RejectedRows rejected = RejectedRows.to(target)) {
            collect(objects, rejected);
        }
        String corrected = "\"{\"\"user\"\": 1, \"\"item\"\": 2}\"";
        Files.writeString(target, Files.readString(target).replace("\"nonsense\"", corrected));
        assertThatThrownBy(() -> EventLog.read(JsonLinesEvents.of(target, STRING, INT)))
                .hasMessageContaining("broken.jsonl:2, item")
                .hasMessageContaining("1 of 2");

        Path latin = directory.resolve("latin.csv");
        Files.write(latin, "user,item\nÄ,x\n".getBytes(StandardCharsets.UTF_16));
        CsvEvents<String, Integer> utf16 = csv(latin).withCharset(StandardCharsets.UTF_16);
        Path broken = rejectedOf(utf16);
        Files.writeString(broken, Files.readString(broken).replace("\"Ä,x\"", "\"Ä,3\""));
        assertThat(EventLog.read(csv(broken).withCharset(StandardCharsets.UTF_16))
                        .users()
                        .id(0))
                .isEqualTo("Ä");

        Path lists = directory.resolve("lists.csv");
        AdjacencyEvents<String, Integer> adjacency =
                AdjacencyEvents.of(file("lists.txt", "a 1 2\nb x 3 y\n"), STRING, INT);
        try (RejectedRows rejected = RejectedRows.to(lists)) {
            collect(adjacency, rejected);
        }
        assertThat(Files.readAllLines(lists)).hasSize(2); // one line, however many of its items are broken
    }

    @Test
    void anExistingFileIsContinuedAndNoRowIsThereTwice() throws IOException {
        CsvEvents<String, Integer> one = csv(file("one.csv", "user,item\na,x\nb,\n"));
        rejectedOf(one);
        String first = Files.readString(rejectedOf(one));
        assertThat(first.lines()).hasSize(3);

        Path both = rejectedOf(csv(file("two.csv", "user,item\na,x\n")));
        assertThat(Files.readString(both)).startsWith(first).contains("two.csv:2");

        CsvEvents<String, Integer> other = csv(file("three.csv", "item,user\nx,a\n"));
        assertThatThrownBy(() -> rejectedOf(other))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("'user,item', not 'item,user'");
    }

    @Test
    void aFileOfSomethingElseIsNotTouched() throws IOException {
        Path mine = file("mine.csv", "user,item\na,1\n");
        byte[] binary = {1, -2, 3};
        Path bytes = Files.write(directory.resolve("x"), binary);

        assertThatThrownBy(() -> RejectedRows.to(mine))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("no file of rejected rows");
        assertThatThrownBy(() -> RejectedRows.to(bytes)).isInstanceOf(DataException.class);
        assertThat(mine).hasContent("user,item\na,1\n");
    }

    @Test
    void nothingAppearsBeforeItIsClosedOrWithoutRows() throws IOException {
        Path target = directory.resolve("rejected.csv");
        try (RejectedRows rejected = RejectedRows.to(target)) {
            rejected.reject("s", new Rejection(1, RejectionReason.MALFORMED_ROW, "row", "d"), "text");
            assertThat(target).doesNotExist();
        }
        assertThat(target).exists();
        RejectedRows.to(directory.resolve("none.csv")).close();
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(target);
        }
    }

    @Test
    void whatIsNoRowOfFourFieldsIsAnError() throws IOException {
        Path rejected = file("rejected.csv", RejectedRowsInput.FIRST_COLUMNS + "\"user,item\"\np,f,r,b,7\n");

        assertThatThrownBy(() -> EventLog.read(csv(rejected)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("rejected.csv:2")
                .hasMessageContaining("put the corrected row into quotes");
    }

    @Test
    void theOriginalOfEveryRowIsTheFileWithoutItsLineEnds() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        List<String> rows = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int r = 0; r < 20_000; r++) {
            String row = "u" + random.nextInt(100) + ",\"" + "x\"\"\r\n,".repeat(random.nextInt(4)) + r + "\",1";
            rows.add(row);
            text.append(row).append(random.nextBoolean() ? "\n" : random.nextBoolean() ? "\r\n" : "\r");
        }
        Path packed = directory.resolve("rows.csv.gz");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        }
        Files.write(packed, bytes.toByteArray());

        List<String> originals = new ArrayList<>();
        CsvEvents.of(packed, STRING, STRING).withoutHeader().forEach(row -> originals.add(row.original()));

        assertThat(originals).isEqualTo(rows);
    }
}
