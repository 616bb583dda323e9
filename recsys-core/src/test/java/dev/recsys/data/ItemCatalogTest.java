package dev.recsys.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.data.ItemCatalog.Item;
import dev.recsys.event.IdType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ItemCatalogTest {

    private static final Instant NOON = Instant.parse("2024-05-01T12:00:00Z");

    @Test
    void itemsAreFoundByIdAndListedInTheOrderOfIds() {
        ItemCatalog<Integer> catalog = ItemCatalog.of(
                IdType.INT,
                List.of(
                        Item.of(20).withTitle("Alien").withCategories(List.of("horror", "sf")),
                        Item.of(-3),
                        Item.of(7).withTitle("Up")));

        assertThat(catalog.items().stream().map(Item::id)).containsExactly(-3, 7, 20);
        assertThat(catalog.find(20).orElseThrow().title()).contains("Alien");
        assertThat(catalog.find(8)).isEmpty();
        assertThat(catalog.categories(20)).containsExactly("horror", "sf");
        assertThat(catalog.categories(8)).isEmpty();
        assertThat(catalog.size()).isEqualTo(3);
        assertThat(catalog.type()).isSameAs(IdType.INT);
        assertThat(catalog).hasToString("catalogue of 3 items");
    }

    @Test
    void thereIsAlwaysALabelToShow() {
        ItemCatalog<Integer> catalog = ItemCatalog.of(
                IdType.INT,
                List.of(Item.of(1).withTitle("Up"), Item.of(2), Item.of(3).withTitle("")));

        assertThat(List.of(catalog.label(1), catalog.label(2), catalog.label(3), catalog.label(4)))
                .containsExactly("Up", "2", "3", "4");
        assertThat(catalog.find(3).orElseThrow().title()).isEmpty();
    }

    @Test
    void ofTwoItemsWithOneIdTheLaterCounts() {
        ItemCatalog<Integer> catalog = ItemCatalog.of(
                IdType.INT, List.of(Item.of(1).withTitle("first"), Item.of(1).withTitle("second")));

        assertThat(catalog.size()).isEqualTo(1);
        assertThat(catalog.label(1)).isEqualTo("second");
    }

    @Test
    void anItemIsValidFromItsFirstInstantUntilBeforeItsLast() {
        Item<Integer> always = Item.of(1);
        Item<Integer> item = always.withValidFrom(NOON).withValidUntil(NOON.plusSeconds(10));

        assertThat(always.isValidAt(Instant.MIN)).isTrue();
        assertThat(always.isValidAt(NOON)).isTrue();
        assertThat(item.isValidAt(NOON.minusNanos(1))).isFalse();
        assertThat(item.isValidAt(NOON)).isTrue();
        assertThat(item.isValidAt(NOON.plusSeconds(10).minusNanos(1))).isTrue();
        assertThat(item.isValidAt(NOON.plusSeconds(10))).isFalse();
    }

    @Test
    void nothingOfTheCallersListIsKept() {
        List<String> categories = new ArrayList<>(List.of("sf"));
        Item<Integer> item = Item.of(1).withCategories(categories);
        categories.add("horror");

        assertThat(item.categories()).containsExactly("sf");
    }

    @Test
    void equalityIsOfEverythingKnown() {
        Item<Integer> item = Item.of(1).withTitle("Up").withCategories(List.of("sf"));
        ItemCatalog<Integer> catalog = ItemCatalog.of(IdType.INT, List.of(item));

        assertThat(catalog).isEqualTo(ItemCatalog.of(IdType.INT, List.of(item, item)));
        assertThat(catalog.hashCode())
                .isEqualTo(ItemCatalog.of(IdType.INT, List.of(item)).hashCode());
        assertThat(item).hasToString("1 Up");
        for (Item<Integer> other : List.of(
                Item.of(2).withTitle("Up").withCategories(List.of("sf")),
                item.withTitle("Down"),
                item.withCategories(List.of()),
                item.withValidFrom(NOON),
                item.withValidUntil(NOON))) {
            assertThat(other).isNotEqualTo(item);
            assertThat(ItemCatalog.of(IdType.INT, List.of(other))).isNotEqualTo(catalog);
        }
        assertThat(ItemCatalog.empty(IdType.INT).size()).isZero();
    }
}
