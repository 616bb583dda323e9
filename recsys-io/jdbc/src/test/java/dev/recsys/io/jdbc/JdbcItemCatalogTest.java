package dev.recsys.io.jdbc;

import static dev.recsys.event.IdType.INT;
import static dev.recsys.event.IdType.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.data.ItemCatalog;
import dev.recsys.data.ItemCatalog.Item;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdbcItemCatalogTest {

    @TempDir
    Path directory;

    private JdbcItemCatalog<Integer> items;

    @BeforeEach
    void open() {
        items = JdbcDatabase.open(
                        Sqlite.dataSource(directory.resolve("test.db")),
                        LONG,
                        INT,
                        JdbcConfig.defaults().withBatchSize(3))
                .items();
    }

    @Test
    void isEmptyBeforeAnythingWasSaved() {
        assertThat(items.load()).isEqualTo(ItemCatalog.empty(INT));
    }

    @Test
    void comesBackAsItWas() {
        ItemCatalog<Integer> catalog = ItemCatalog.of(
                INT,
                List.of(
                        Item.of(3)
                                .withTitle("Solaris")
                                .withCategories(List.of("z", "a", "z"))
                                .withAttributes(Map.of("year", "1972", "studio", "Mosfilm = '", "", "none")),
                        Item.of(-1),
                        Item.of(7)
                                .withValidFrom(Instant.parse("2026-01-01T00:00:00.5Z"))
                                .withValidUntil(Instant.parse("1969-01-01T00:00:00Z")),
                        Item.of(8).withTitle("8").withValidFrom(Instant.EPOCH)));
        items.save(catalog);
        assertThat(items.load()).isEqualTo(catalog);
        assertThat(items.load().categories(3)).containsExactly("z", "a", "z");
    }

    @Test
    void isReplacedWhole() {
        items.save(ItemCatalog.of(
                INT,
                IntStream.range(0, 100)
                        .mapToObj(id -> Item.of(id).withCategories(List.of("c" + id, "d")))
                        .toList()));
        ItemCatalog<Integer> second = ItemCatalog.of(INT, List.of(Item.of(5).withTitle("five")));
        items.save(second);
        assertThat(items.load()).isEqualTo(second);
    }

    @Test
    void mergedItemsAreAddedOrReplacedAndOthersStay() {
        Item<Integer> one = Item.of(1).withTitle("one").withCategories(List.of("a", "b"));
        Item<Integer> two = Item.of(2).withValidUntil(Instant.parse("2026-01-01T00:00:00.000000001Z"));
        Item<Integer> three = Item.of(3).withAttributes(Map.of("year", "1972"));
        items.save(ItemCatalog.of(INT, List.of(one, three)));

        assertThat(items.merge(ItemCatalog.of(INT, List.of(one, two)))).isEqualTo(new JdbcItemCatalog.Merged(1, 0, 1));
        assertThat(items.merge(ItemCatalog.of(INT, List.of(one, two)))).isEqualTo(new JdbcItemCatalog.Merged(0, 0, 2));
        assertThat(items.load().find(3)).contains(three);

        Item<Integer> other = three.withAttributes(Map.of("studio", "x")).withCategories(List.of("c"));
        assertThat(items.merge(ItemCatalog.of(INT, List.of(one.withCategories(List.of("b")), other))))
                .isEqualTo(new JdbcItemCatalog.Merged(0, 2, 0));
        assertThat(items.load().find(1)).contains(one.withCategories(List.of("b")));
        assertThat(items.load().find(3)).contains(other);
        assertThat(items.load().size()).isEqualTo(3);
    }
}
