package dev.recsys.io.files;

import static dev.recsys.event.IdType.INT;
import static dev.recsys.event.IdType.STRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsys.DataException;
import dev.recsys.event.EventLog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLinesEventsTest {

    @TempDir
    Path directory;

    private JsonLinesEvents<String, Integer> json(String text) {
        return JsonLinesEvents.of(Rows.file(directory, "events.jsonl", text), STRING, INT);
    }

    @Test
    void readsEveryFieldOfAnEvent() {
        assertThat(Rows.of(json("{\"user\":\"alice\",\"item\":17,\"weight\":4.5,\"type\":\"play\","
                        + "\"time\":\"2016-03-28T19:39:48Z\",\"id\":\"e1\"}\n")))
                .containsExactly("1: alice 17 4.5 play @1459193988000 #e1");
    }

    @Test
    void knowsTheUsualNamesAndPassesOverTheRest() {
        assertThat(Rows.of(json("{\"meta\":{\"user\":[1,{\"item\":2}]},\"userId\":7,\"movie_id\":\"3\","
                        + "\"rating\":\"4\",\"timestamp\":1459193988,\"tags\":[]}\n")))
                .containsExactly("1: 7 3 4.0 interaction @1459193988000");
    }

    @Test
    void readsOnlyTheFieldsThatAreNamed() {
        CsvColumns columns = CsvColumns.of("who", "what")
                .withWeight("n")
                .withTime("at")
                .withType("t")
                .withEventId("k");

        assertThat(Rows.of(json("{\"who\":\"a\",\"what\":1,\"n\":2,\"at\":3,\"t\":\"buy\",\"k\":9,\"user\":\"x\"}\n")
                        .withColumns(columns)
                        .withTimeFormat(TimeFormat.EPOCH_MILLIS)))
                .containsExactly("1: a 1 2.0 buy @3 #9");
    }

    @Test
    void fieldsHaveNoPositions() {
        assertThatThrownBy(
                        () -> json("").withColumns(CsvColumns.of("user", "item").withTime(3)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("the time is given by position 3 but the fields of JSON objects have only names");
    }

    @Test
    void aWeightMayBeTrueOrFalse() {
        assertThat(Rows.of(json("{\"user\":\"a\",\"item\":1,\"clicked\":true}\n{\"user\":\"a\",\"item\":2,"
                        + "\"clicked\":false}\n")))
                .containsExactly("1: a 1 1.0 interaction", "2: a 2 0.0 interaction");
    }

    @Test
    void blankLinesByteOrderMarkGzipCharsetAndDefaultType() {
        Path packed = Rows.file(
                directory, "e", Rows.gzip("\uFEFF{\"user\":\"a\",\"item\":1}\r\n\r\n{\"user\":\"b\",\"item\":2}"));
        Path latin = Rows.file(directory, "l", "{\"user\":\"José\",\"item\":1}".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(Rows.of(JsonLinesEvents.of(packed, STRING, INT).withDefaultType("view")))
                .containsExactly("1: a 1 1.0 view", "3: b 2 1.0 view");
        assertThat(Rows.of(JsonLinesEvents.of(latin, STRING, INT).withCharset(StandardCharsets.ISO_8859_1)))
                .containsExactly("1: José 1 1.0 interaction");
    }

    @Test
    void escapedTextIsReadAsMeant() {
        assertThat(Rows.of(json("{\"us\\u0065r\":\"a\\\"\\u00e9\\n!\",\"item\":1}\n")))
                .containsExactly("1: a\"é\n! 1 1.0 interaction");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"item":1}                        | MISSING_USER, user: the object has no field for the user
            {"user":"a"}                      | MISSING_ITEM, item: the object has no field for the item
            {}                                | MISSING_USER, user: the object has no field for the user
            {"user":null,"item":1}            | MISSING_USER, field 'user': the user id is missing
            {"userId":"","item":1}            | MISSING_USER, field 'userId' (user): the user id is missing
            {"user":"a","item":1.5}           | INVALID_ID, field 'item': '1.5' is not an id of type int
            {"user":"a","item":true}          | MALFORMED_ROW, field 'item': a string or a number is needed but it is true or false
            {"user":["a"],"item":1}           | MALFORMED_ROW, field 'user': a string or a number is needed but it is an array
            {"user":{"id":1},"item":1}        | MALFORMED_ROW, field 'user': a string or a number is needed but it is an object
            {"user":"a","item":1,"rating":"x"}| NOT_A_NUMBER, field 'rating' (weight): 'x' is not a number
            {"user":"a","item":1,"rating":null}| NOT_A_NUMBER, field 'rating' (weight): the weight is missing
            {"user":"a","item":1,"rating":NaN}| NOT_FINITE, field 'rating' (weight): 'NaN' is not a finite float
            {"user":"a","item":1,"ts":"x"}    | IMPOSSIBLE_TIME, field 'ts' (time): 'x' is not a time (seconds or milliseconds since 1970, or ISO 8601 such as 2016-03-28T19:39:48Z)
            {"user":"a","uid":"b","item":1}   | MALFORMED_ROW, row: fields 'user' and 'uid' could both be the user
            {"user":"a","user":"b","item":1}  | MALFORMED_ROW, row: field 'user' occurs twice
            {"user":"a","item":1} {}          | MALFORMED_ROW, row: something follows the JSON object
            ["a",1]                           | MALFORMED_ROW, row: the line is not a JSON object: '["a",1]'
            """)
    void aBrokenLineIsNamedWithItsField(String line, String expected) {
        assertThat(Rows.of(json(line + "\n{\"user\":\"ok\",\"item\":2}\n")))
                .containsExactly("1! " + expected, "2: ok 2 1.0 interaction");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"user\":\"a\",",
                "{\"user\":\"a\" \"item\":1}",
                "{'user':'a'}",
                "user,item",
                "{\"user\":\"a\",\"item\":1}}"
            })
    void aLineThatIsNoJsonIsOneBrokenRow(String line) {
        assertThat(Rows.of(json(line + "\n{\"user\":\"ok\",\"item\":2}\n")))
                .hasSize(2)
                .first()
                .asString()
                .startsWith("1! MALFORMED_ROW, row: the line is not valid JSON at column ");
        assertThat(Rows.of(json("{\"user\":\"ok\",\"item\":2}\n" + line + "\n")).get(1))
                .startsWith("2! MALFORMED_ROW");
    }

    @Test
    void theMessageNamesFileLineAndField() {
        assertThatThrownBy(() -> EventLog.read(json("{\"user\":\"a\",\"item\":1}\n{\"user\":\"a\",\"item\":\"x\"}\n")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("events.jsonl:2, field 'item': 'x' is not an id of type int");
    }
}
