package dev.recsys.io.files;

import static dev.recsys.event.IdType.INT;
import static dev.recsys.event.IdType.STRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsys.DataException;
import dev.recsys.data.ItemCatalog;
import dev.recsys.data.ItemCatalog.Item;
import dev.recsys.event.RejectionLimit;
import dev.recsys.event.Rejections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvItemsTest {

    @TempDir
    Path directory;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    @Test
    void findsItsColumnsByNameAndKeepsTheOthersAsAttributes() throws IOException {
        Path films = file(
                "films.csv",
                "year,Item ID,title,GENRES,valid-from,valid_until,studio\n"
                        + "1972,3,\"Solaris, \"\"1972\"\"\", Drama | |Sci-Fi ,2026-01-01,9999-12-31,\n"
                        + ",7,,,,,Mosfilm\n");

        assertThat(CsvItems.of(films, INT).read())
                .isEqualTo(ItemCatalog.of(
                        INT,
                        List.of(
                                Item.of(3)
                                        .withTitle("Solaris, \"1972\"")
                                        .withCategories(List.of("Drama", "Sci-Fi"))
                                        .withValidFrom(Instant.parse("2026-01-01T00:00:00Z"))
                                        .withValidUntil(Instant.parse("9999-12-31T00:00:00Z"))
                                        .withAttributes(Map.of("year", "1972")),
                                Item.of(7).withAttributes(Map.of("studio", "Mosfilm")))));
    }

    @Test
    void withoutHeaderTheColumnsHaveTheirUsualOrder() throws IOException {
        Path films = file("movies.dat", "1::Toy Story (1995)::Animation|Comedy\n2::Other::\n1::Again::x\n");

        ItemCatalog<Integer> catalog =
                CsvItems.of(films, INT).withSeparator("::").withoutHeader().read();

        assertThat(catalog.size()).isEqualTo(2);
        assertThat(catalog.label(1)).isEqualTo("Again");
        assertThat(catalog.categories(2)).isEmpty();
    }

    @Test
    void brokenRowsAreHandedOverWithTheirText() throws IOException {
        Path films = file(
                "films.tsv",
                "id\ttitle\tvalid_from\tvalid_until\n"
                        + "x\ta\t\t\n"
                        + "\ta\t\t\n"
                        + "1\ta\tsoon\t\n"
                        + "2\ta\t2026-01-02\t2026-01-01\n"
                        + "3\ta\n"
                        + "4\ta\t\t\n");
        List<String> broken = new ArrayList<>();
        List<Integer> taken = new ArrayList<>();

        Rejections rejections = CsvItems.of(films, INT)
                .withSeparator("\t")
                .forEach(
                        item -> taken.add(item.id()),
                        (source, rejection, original) -> broken.add(rejection.line() + " " + rejection.field() + ": "
                                + rejection.detail() + " <" + original.replace('\t', ' ') + ">"));

        assertThat(taken).containsExactly(4);
        assertThat(broken)
                .containsExactly(
                        "2 column 1 (item): 'x' is not an id of type int <x a  >",
                        "3 column 1 (item): the item id is missing < a  >",
                        "4 column 3 (valid_from): 'soon' is not a time (seconds or milliseconds since 1970, or ISO 8601"
                                + " such as 2016-03-28T19:39:48Z) <1 a soon >",
                        "5 column 4 (valid_until): the item is valid until 2026-01-01T00:00:00Z, which is not after"
                                + " 2026-01-02T00:00:00Z <2 a 2026-01-02 2026-01-01>",
                        "6 row: the row has 2 fields but the header has 4 <3 a>");
        assertThat(rejections.rowsRead()).isEqualTo(6);
        CsvItems<Integer> items = CsvItems.of(films, INT).withSeparator("\t");
        assertThat(items.read(RejectionLimit.rows(5)).size()).isEqualTo(1);
        assertThatThrownBy(items::read)
                .isInstanceOf(DataException.class)
                .hasMessageContaining("films.tsv:2, column 1 (item)")
                .hasMessageContaining("5 of 6 rows rejected");
    }

    @Test
    void rejectedRowsCanBeCorrectedAndRead() throws IOException {
        CsvItems<Integer> items = CsvItems.of(file("films.csv", "id,title,mood\nx,\"a, b\",dark\n"), INT);
        Path target = directory.resolve("rejected.csv");
        try (RejectedRows rejected = RejectedRows.to(target, items.headerText().orElse(""))) {
            items.forEach(item -> {}, rejected);
        }
        Files.writeString(target, Files.readString(target).replace("\"x,", "\"5,"));

        Item<Integer> item = CsvItems.of(target, INT).read().find(5).orElseThrow();

        assertThat(item.title()).contains("a, b");
        assertThat(item.attributes()).isEqualTo(Map.of("mood", "dark"));
    }

    @Test
    void aTableWithoutItemsIsRefused() throws IOException {
        Path plays = file("plays.csv", "who,what\na,b\n");
        Path empty = file("empty.csv", "");
        Path twice = file("twice.csv", "id,item_id\n1,2\n");

        assertThatThrownBy(() -> CsvItems.of(plays, STRING).read())
                .isInstanceOf(DataException.class)
                .hasMessageContaining(
                        "plays.csv:1: no column of the header ('who', 'what') has one of the usual names of"
                                + " the item: item, itemid")
                .hasMessageContaining("rename the column");
        assertThatThrownBy(() -> CsvItems.of(empty, STRING).read()).hasMessageContaining("the file is empty");
        assertThatThrownBy(() -> CsvItems.of(twice, STRING).read())
                .hasMessageContaining("columns 1 and 2 could both be the item");
        assertThat(CsvItems.of(empty, STRING).withoutHeader().read().size()).isZero();
    }
}
