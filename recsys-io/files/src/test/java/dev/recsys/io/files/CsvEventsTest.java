package dev.recsys.io.files;

import static dev.recsys.event.IdType.INT;
import static dev.recsys.event.IdType.LONG;
import static dev.recsys.event.IdType.STRING;
import static dev.recsys.event.IdType.UUID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsys.DataException;
import dev.recsys.event.EventLog;
import dev.recsys.event.RejectionLimit;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvEventsTest {

    @TempDir
    Path directory;

    private CsvEvents<String, Integer> csv(String text) {
        return CsvEvents.of(Rows.file(directory, "plays.csv", text), STRING, INT);
    }

    @Test
    void readsUserAndItemFromAPlainFile() {
        EventLog<String, Integer> log = EventLog.read(csv("user,item\nalice,1\nbob,2\nalice,2\n"));

        assertThat(log.size()).isEqualTo(3);
        assertThat(log.users().size()).isEqualTo(2);
        assertThat(log.items().size()).isEqualTo(2);
        assertThat(log.hasTime()).isFalse();
    }

    @Test
    void readsEveryFieldOfAnEvent() {
        assertThat(Rows.of(csv("user,item,weight,type,time,id\nalice,1,2.5,play,2016-03-28T19:39:48Z,e1\n")))
                .containsExactly("2: alice 1 2.5 play @1459193988000 #e1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            userId,movieId,rating,timestamp
            USER_ID,Item-ID,Count,TS
            customer id,product.id,quantity,date
            uid,iid,clicks,datetime
            personId,contentId,plays,event_time
            """)
    void knowsTheUsualNamesOfColumns(String header) {
        assertThat(Rows.of(csv(header + "\nalice,1,3,1459193988\n")))
                .containsExactly("2: alice 1 3.0 interaction @1459193988000");
    }

    @Test
    void passesOverColumnsItDoesNotKnow() {
        assertThat(Rows.of(csv("colour,item,user,size\nred,1,alice,L\n")))
                .containsExactly("2: alice 1 1.0 interaction");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\t", ";", "|", "::", " ", "||", "<>"})
    void readsAnySeparator(String separator) {
        String text = "user,item,weight\nalice,1,2\nbob,2,3\n".replace(",", separator);

        assertThat(Rows.of(csv(text).withSeparator(separator)))
                .containsExactly("2: alice 1 2.0 interaction", "3: bob 2 3.0 interaction");
    }

    @Test
    void splitsAtEverySeparatorOfSeveralCharactersFromTheLeft() {
        assertThat(Rows.of(csv("a:::1::2\n").withSeparator("::").withoutHeader()))
                .containsExactly("1! INVALID_ID, column 2 (item): ':1' is not an id of type int");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"", "a\n"})
    void refusesSeparatorsThatCannotSeparate(String separator) {
        assertThatThrownBy(() -> csv("").withSeparator(separator)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void withoutHeaderTheFirstColumnsAreUserItemWeightAndTime() {
        assertThat(Rows.of(csv("a,1\n").withoutHeader())).containsExactly("1: a 1 1.0 interaction");
        assertThat(Rows.of(csv("a,1,2\n").withoutHeader())).containsExactly("1: a 1 2.0 interaction");
        assertThat(Rows.of(csv("a,1,2,3\n").withoutHeader())).containsExactly("1: a 1 2.0 interaction @3000");
        assertThat(Rows.of(csv("a,1,2,3,more\n").withoutHeader())).containsExactly("1: a 1 2.0 interaction @3000");
    }

    @Test
    void readsOnlyTheColumnsThatAreNamed() {
        CsvColumns columns =
                CsvColumns.of("Buyer", "sku").withWeight("n").withType("what").withEventId("key");

        assertThat(Rows.of(csv("time,n,sku,buyer,what,key\nyesterday,4,7,alice,buy,k\n")
                        .withColumns(columns)))
                .containsExactly("2: alice 7 4.0 buy #k");
    }

    @Test
    void readsColumnsByPositionWithAndWithoutHeader() {
        CsvColumns columns = CsvColumns.of(2, 0).withWeight(1).withTime(3);

        assertThat(Rows.of(csv("7,4,alice,1000\n").withoutHeader().withColumns(columns)))
                .containsExactly("1: alice 7 4.0 interaction @1000000");
        assertThat(Rows.of(csv("w,x,y,z\n7,4,alice,1000\n").withColumns(columns)))
                .containsExactly("2: alice 7 4.0 interaction @1000000");
    }

    @Test
    void theLastWitherCounts() {
        assertThat(Rows.of(csv("user,item\na,1\n").withoutHeader().withHeader()))
                .hasSize(1);
    }

    @Test
    void usesTheDefaultTypeWhereThereIsNone() {
        assertThat(Rows.of(csv("user,item,type\na,1,\nb,2,buy\nc,3, \n").withDefaultType("view")))
                .containsExactly("2: a 1 1.0 view", "3: b 2 1.0 buy", "4: c 3 1.0 view");
    }

    @Test
    void takesQuotedFieldsWithSeparatorsQuotesAndLineEnds() {
        String text = "user,item\n\"a,b\",1\n\"say \"\"hi\"\"\",2\n\"two\nlines\",3\n\"\"\"\",4\nz,\"5\"\n";

        assertThat(Rows.of(csv(text)))
                .containsExactly(
                        "2: a,b 1 1.0 interaction",
                        "3: say \"hi\" 2 1.0 interaction",
                        "4: two\nlines 3 1.0 interaction",
                        "6: \" 4 1.0 interaction",
                        "7: z 5 1.0 interaction");
    }

    @Test
    void countsPhysicalLinesInQuotedFieldsOfEveryKind() {
        String text = "user,item\r\n\"a\r\nb\",1\r\n\"c\rd\",2\rlast,x\n";

        assertThat(Rows.of(csv(text)))
                .containsExactly(
                        "2: a\r\nb 1 1.0 interaction",
                        "4: c\rd 2 1.0 interaction",
                        "6! INVALID_ID, column 2 (item): 'x' is not an id of type int");
    }

    @Test
    void aQuoteInsideAFieldIsACharacter() {
        assertThat(Rows.of(csv("user,item\nO\"Neil,1\n 7\" single,2\n")))
                .containsExactly("2: O\"Neil 1 1.0 interaction", "3: 7\" single 2 1.0 interaction");
    }

    @Test
    void withoutQuotingAQuoteIsACharacter() {
        assertThat(Rows.of(csv("user\titem\n\"7 inch\t1\n").withSeparator('\t').withoutQuoting()))
                .containsExactly("2: \"7 inch 1 1.0 interaction");
    }

    @Test
    void aQuotedEmptyFieldIsEmptyAndItsLineIsNotBlank() {
        assertThat(Rows.of(csv("user,item\n\"\",1\n")))
                .containsExactly("2! MISSING_USER, column 1 (user): the user id is missing");
        assertThat(Rows.of(csv("user,item\n\"\"\n")))
                .containsExactly("2! MALFORMED_ROW, column 2 (item): the row has only one field, ''");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void takesEveryLineEndAndNoneAtTheEnd(String end) {
        String text = "user,item\na,1\n\nb,2".replace("\n", end);

        assertThat(Rows.of(csv(text))).containsExactly("2: a 1 1.0 interaction", "4: b 2 1.0 interaction");
    }

    @Test
    void passesOverBlankLinesButCountsThem() {
        assertThat(Rows.of(csv("\n  \nuser,item\n\n \t\na,1\n\n"))).containsExactly("6: a 1 1.0 interaction");
    }

    @Test
    void dropsAByteOrderMark() {
        assertThat(Rows.of(csv("\uFEFFuser,item\na,1\n"))).containsExactly("2: a 1 1.0 interaction");
        assertThat(Rows.of(csv("\uFEFF\"user\",item\na,1\n"))).containsExactly("2: a 1 1.0 interaction");
    }

    @Test
    void unpacksGzipWhateverTheName() {
        Path file = Rows.file(directory, "plays.csv", Rows.gzip("user,item\na,1\n"));

        assertThat(Rows.of(CsvEvents.of(file, STRING, INT))).containsExactly("2: a 1 1.0 interaction");
    }

    @Test
    void aPlainFileMayBeNamedGz() {
        Path file = Rows.file(directory, "plays.csv.gz", "user,item\na,1\n");

        assertThat(Rows.of(CsvEvents.of(file, STRING, INT))).containsExactly("2: a 1 1.0 interaction");
    }

    @Test
    void readsOtherCharsets() {
        Path latin = Rows.file(directory, "l.csv", "user,item\nJosé,1\n".getBytes(StandardCharsets.ISO_8859_1));
        Path wide = Rows.file(directory, "w.csv", "user,item\nJosé,1\n".getBytes(StandardCharsets.UTF_16));

        assertThat(Rows.of(CsvEvents.of(latin, STRING, INT).withCharset(StandardCharsets.ISO_8859_1)))
                .containsExactly("2: José 1 1.0 interaction");
        assertThat(Rows.of(CsvEvents.of(wide, STRING, INT).withCharset(StandardCharsets.UTF_16)))
                .containsExactly("2: José 1 1.0 interaction");
    }

    @Test
    void readsIdsOfEveryType() {
        String id = "123e4567-e89b-12d3-a456-426614174000";
        Path file = Rows.file(directory, "ids.csv", "user,item\n" + id + ",9000000000\n");

        assertThat(Rows.of(CsvEvents.of(file, UUID, LONG))).containsExactly("2: " + id + " 9000000000 1.0 interaction");
    }

    @Test
    void canBeReadAgain() {
        CsvEvents<String, Integer> events = csv("user,item\na,1\n");

        assertThat(Rows.of(events)).isEqualTo(Rows.of(events)).hasSize(1);
    }

    @Test
    void aHeaderAloneIsAnEmptyLog() {
        assertThat(Rows.of(csv("user,item\n"))).isEmpty();
        assertThat(Rows.of(csv("").withoutHeader())).isEmpty();
    }

    @Test
    void rowsAcrossBufferBoundsComeBackWhole() {
        long seed = 42;
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder text = new StringBuilder("user,item,weight\n");
        List<String> expected = new ArrayList<>();
        long line = 2;
        for (int i = 0; i < 4000; i++) {
            String user = "u" + "é\"x,\n".repeat(random.nextInt(12)) + i;
            text.append('"')
                    .append(user.replace("\"", "\"\""))
                    .append("\",")
                    .append(i)
                    .append(",1\r\n");
            expected.add(line + ": " + user + " " + i + " 1.0 interaction");
            line += 1 + user.chars().filter(c -> c == '\n').count();
        }

        assertThat(Rows.of(csv(text.toString()))).as("seed %d", seed).isEqualTo(expected);
    }

    @Test
    void aFieldLongerThanTheBufferComesBackWhole() {
        String user = "x".repeat(200_000);

        List<Integer> lengths = new ArrayList<>();
        csv("user,item\n" + user + ",1\n\"" + user + "\",2\n")
                .forEach(row -> lengths.add(row.user().value().length()));

        assertThat(lengths).containsExactly(200_000, 200_000);
    }

    @Test
    void theSinkMayFailAndTheFileIsClosed() {
        CsvEvents<String, Integer> events = csv("user,item\na,1\n");

        assertThatThrownBy(() -> events.forEach(row -> {
                    throw new IllegalStateException("enough");
                }))
                .hasMessage("enough");
    }

    @Test
    void brokenRowsUpToALimitAreLeftOutAndCounted() {
        EventLog<String, Integer> log = EventLog.read(csv("user,item\na,1\n,2\nb,x\n"), RejectionLimit.rows(2));

        assertThat(log.size()).isEqualTo(1);
        assertThat(log.rejections().summary()).isEqualTo("2 of 3 rows rejected: 1 missing user, 1 invalid id");
    }

    @Test
    void theMessageOfABrokenRowNamesFileLineColumnAndRemedy() {
        CsvEvents<String, Integer> events = csv("user,item,weight\na,1,many\n");

        assertThatThrownBy(() -> EventLog.read(events))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("plays.csv:2, column 3 (weight): 'many' is not a number")
                .hasMessageContaining("correct the row or allow")
                .message()
                .doesNotContain("\n");
    }
}
