package dev.recsys.io.files;

import static dev.recsys.event.IdType.INT;
import static dev.recsys.event.IdType.LONG;
import static dev.recsys.event.IdType.STRING;
import static dev.recsys.event.IdType.UUID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsys.DataException;
import dev.recsys.event.EventSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvEventsRejectionsTest {

    @TempDir
    Path directory;

    private CsvEvents<String, Integer> csv(String text) {
        return CsvEvents.of(Rows.file(directory, "bad.csv", text), STRING, INT);
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertUnreadable(EventSource<?, ?> source) {
        return assertThatThrownBy(() -> source.forEach(row -> {})).isInstanceOf(DataException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ,1,1,0          | MISSING_USER, column 1 (user): the user id is missing
            a, ,1,0         | MISSING_ITEM, column 2 (item): the item id is missing
            a,1.0,1,0       | INVALID_ID, column 2 (item): '1.0' is not an id of type int
            a,3000000000,1,0| INVALID_ID, column 2 (item): '3000000000' is not an id of type int
            a,1,,0          | NOT_A_NUMBER, column 3 (weight): the weight is missing
            a,1,five,0      | NOT_A_NUMBER, column 3 (weight): 'five' is not a number
            a,1,1f,0        | NOT_A_NUMBER, column 3 (weight): '1f' is not a number
            a,1,0x1p3,0     | NOT_A_NUMBER, column 3 (weight): '0x1p3' is not a number
            a,1,NaN,0       | NOT_FINITE, column 3 (weight): 'NaN' is not a finite float
            a,1,-inf,0      | NOT_FINITE, column 3 (weight): '-inf' is not a finite float
            a,1,1e39,0      | NOT_FINITE, column 3 (weight): '1e39' is not a finite float
            a,1,1e400,0     | NOT_FINITE, column 3 (weight): '1e400' is not a finite float
            a,1,1,soon      | IMPOSSIBLE_TIME, column 4 (time): 'soon' is not a time (seconds or milliseconds since 1970, or ISO 8601 such as 2016-03-28T19:39:48Z)
            a,1,1,2016-02-30| IMPOSSIBLE_TIME, column 4 (time): '2016-02-30' is not a time (seconds or milliseconds since 1970, or ISO 8601 such as 2016-03-28T19:39:48Z)
            a,1,1,1e30      | IMPOSSIBLE_TIME, column 4 (time): '1e30' is not in the years 1900 to 2199
            a,1,1,2200-01-01| IMPOSSIBLE_TIME, column 4 (time): '2200-01-01' is not in the years 1900 to 2199
            a,1,1,1899-12-31T23:59:59Z| IMPOSSIBLE_TIME, column 4 (time): '1899-12-31T23:59:59Z' is not in the years 1900 to 2199
            a               | MALFORMED_ROW, column 2 (item): the row has only one field, 'a'
            a,1,2           | MALFORMED_ROW, column 4 (time): the row has only 3 fields
            a,1,2,0,more    | MALFORMED_ROW, row: the row has 5 fields but the header has 4
            "a"b,1,2,0      | MALFORMED_ROW, column 1: text follows the closing quote of 'ab'
            """)
    void aBrokenFieldIsNamedWithLineColumnAndWhatWasFound(String row, String expected) {
        assertThat(Rows.of(csv("user,item,weight,time\nok,1,1,0\n" + row + "\nok,2,1,0\n")))
                .containsExactly("2: ok 1 1.0 interaction @0", "3! " + expected, "4: ok 2 1.0 interaction @0");
    }

    @Test
    void longAndUnprintableTextIsShownShortAndOnOneLine() {
        assertThat(Rows.of(csv("user,item\na,\"x\ny\"\nb," + "9".repeat(100) + "\n")))
                .containsExactly(
                        "2! INVALID_ID, column 2 (item): 'x\\u000ay' is not an id of type int",
                        "4! INVALID_ID, column 2 (item): '" + "9".repeat(60) + "'... is not an id of type int");
    }

    @Test
    void idsOfOtherTypesAreNamed() {
        Path file = Rows.file(directory, "ids.csv", "user,item\nnot-a-uuid,1\n");

        assertThat(Rows.of(CsvEvents.of(file, UUID, LONG)))
                .containsExactly("2! INVALID_ID, column 1 (user): 'not-a-uuid' is not an id of type uuid");
    }

    @Test
    void anEmptyTimeIsNoTime() {
        assertThat(Rows.of(csv("user,item,time\na,1,\n"))).containsExactly("2: a 1 1.0 interaction");
    }

    @Test
    void aRowAfterOneRejectedStartsAfresh() {
        assertThat(Rows.of(csv("user,item,weight,type,time,id\na,1,2,buy,5,e\nb,x,3,buy,6,f\nc,3,1,,,\n")))
                .containsExactly(
                        "2: a 1 2.0 buy @5000 #e",
                        "3! INVALID_ID, column 2 (item): 'x' is not an id of type int",
                        "4: c 3 1.0 interaction");
    }

    @Test
    void aMissingFileIsNamed() {
        assertUnreadable(CsvEvents.of(directory.resolve("none.csv"), STRING, INT))
                .hasMessage(directory.resolve("none.csv") + ": there is no such file; check the path");
    }

    @Test
    void aDirectoryIsNoFile() {
        assertUnreadable(CsvEvents.of(directory, STRING, INT))
                .hasMessage(directory + ": is a directory where a file is expected; name a file in it");
    }

    @Test
    void anEmptyFileHasNoHeader() {
        assertUnreadable(csv("\n \n"))
                .hasMessageEndingWith("bad.csv: the file is empty but should have a header; check the file");
    }

    @Test
    void aHeaderWithoutAUserIsRefusedWithWhatItHas() {
        assertUnreadable(csv("1,31,2.5\n"))
                .hasMessageContaining("bad.csv:1: no column of the header ('1', '31', '2.5') has one of the usual names"
                        + " of the user: user, userid, ")
                .hasMessageEndingWith("name the columns, correct the separator, or read the file without a header");
        assertUnreadable(csv("\nuser,thing\n"))
                .hasMessageContaining("bad.csv:2: ")
                .hasMessageContaining("of the item");
    }

    @Test
    void twoColumnsForOneFieldAreRefused() {
        assertUnreadable(csv("user,item,rating,count\n"))
                .hasMessageContaining("bad.csv:1: columns 'rating' and 'count' could both be the weight; name the");
    }

    @Test
    void aNamedColumnThatIsNotThereIsRefused() {
        assertUnreadable(csv("user,item\n").withColumns(CsvColumns.of("user", "movie")))
                .hasMessageContaining("bad.csv:1: there is no column 'movie' in the header ('user', 'item'); correct");
        assertUnreadable(csv("user,item\n").withColumns(CsvColumns.of(0, 1).withWeight(2)))
                .hasMessageContaining("bad.csv:1: column 3 is named as the weight but the header has 2 columns");
        assertUnreadable(csv("a,1\n").withoutHeader().withColumns(CsvColumns.of("user", "item")))
                .hasMessageContaining("column 'user' is named as the user but the file is read without a header");
    }

    @Test
    void withoutHeaderOneFieldIsTooFew() {
        assertUnreadable(csv("a\t1\n").withoutHeader())
                .hasMessageContaining(
                        "bad.csv:1: a row needs a user and an item but has one field, 'a\\u00091'; name the separator");
    }

    @Test
    void aQuoteThatIsNeverClosedIsNamedWhereItOpens() {
        assertUnreadable(csv("user,item\na,1\nb,\"2\nc,3\n"))
                .hasMessageContaining("bad.csv:3, column 2: a quote is opened here and never closed; close it");
    }

    @Test
    void bytesThatAreNoCharactersAreNamedWithTheirLine() {
        byte[] bytes = "user,item\na,1\nJos\u00e9,2\n".getBytes(StandardCharsets.ISO_8859_1);

        assertUnreadable(CsvEvents.of(Rows.file(directory, "bad.csv", bytes), STRING, INT))
                .hasMessageContaining("bad.csv:3: the bytes e9 (hexadecimal) are not valid UTF-8; name the charset");
    }

    @Test
    void aCharacterCutOffAtTheEndIsMalformed() {
        byte[] bytes = "user,item\na,1\nJos\u00e9".getBytes(StandardCharsets.UTF_8);

        assertUnreadable(CsvEvents.of(
                        Rows.file(directory, "bad.csv", Arrays.copyOf(bytes, bytes.length - 1)), STRING, INT))
                .hasMessageContaining("bad.csv:3: the bytes c3 (hexadecimal) are not valid UTF-8");
    }

    @Test
    void damagedGzipIsNamed() {
        byte[] packed = Rows.gzip("user,item\n" + "a,1\n".repeat(1000));

        assertUnreadable(CsvEvents.of(
                        Rows.file(directory, "bad.gz", Arrays.copyOf(packed, packed.length - 9)), STRING, INT))
                .hasMessageContaining("the gzip data is damaged or ends early; copy the file again");
        packed[packed.length - 6] ^= 1;
        assertUnreadable(CsvEvents.of(Rows.file(directory, "bad.gz", packed), STRING, INT))
                .hasMessageContaining("the gzip data is damaged or ends early");
        assertUnreadable(CsvEvents.of(Rows.file(directory, "bad.gz", Arrays.copyOf(packed, 5)), STRING, INT))
                .hasMessageContaining("bad.gz: the file cannot be opened");
    }

    @Test
    void anEndlessRowIsRefusedInsteadOfFillingTheMemory() {
        assertUnreadable(csv("user,item\nb,\"" + "x\n".repeat(1 << 23) + "x\"\n"))
                .hasMessageContaining("bad.csv:2: a row has more than 16777216 characters");
    }
}
