package dev.recsys.data;

import dev.recsys.Stable;
import dev.recsys.event.IdIndex;
import dev.recsys.event.IdType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is known about items beside the events: titles, categories, further attributes, and from when to when they may be
 * shown. Items of a
 * model need not be in it, nor its items in a model.
 *
 * <p>Immutable, thread-safe. A look-up costs O(log size).
 *
 * @param <I> the Java type of item ids
 */
@Stable
public final class ItemCatalog<I> {

    private final IdIndex<I> ids;
    private final List<Item<I>> items;

    private ItemCatalog(IdIndex<I> ids, List<Item<I>> items) {
        this.ids = ids;
        this.items = items;
    }

    /** A catalogue without items. */
    public static <I> ItemCatalog<I> empty(IdType<I> type) {
        return of(type, List.of());
    }

    /** A catalogue of the given items; of two with one id the later one counts. */
    public static <I> ItemCatalog<I> of(IdType<I> type, Iterable<Item<I>> items) {
        Map<I, Item<I>> byId = new LinkedHashMap<>();
        items.forEach(item -> byId.put(item.id(), item));
        IdIndex<I> ids = IdIndex.of(type, byId.keySet());
        List<Item<I>> inOrder = new ArrayList<>(ids.size());
        for (int p = 0; p < ids.size(); p++) {
            inOrder.add(byId.get(ids.id(p)));
        }
        return new ItemCatalog<>(ids, List.copyOf(inOrder));
    }

    /** The type of item ids. */
    public IdType<I> type() {
        return ids.type();
    }

    /** How many items it describes. */
    public int size() {
        return items.size();
    }

    /** The items in the order of their ids. */
    public List<Item<I>> items() {
        return items;
    }

    /** What is known about an item. */
    public Optional<Item<I>> find(I id) {
        int position = ids.positionOf(id);
        return position == IdIndex.ABSENT ? Optional.empty() : Optional.of(items.get(position));
    }

    /** The title of an item, or its id as text where it has none: always something to show to a person. */
    public String label(I id) {
        return find(id).flatMap(Item::title).orElseGet(() -> type().format(id));
    }

    /** The categories of an item; none if it is unknown. */
    public List<String> categories(I id) {
        return find(id).map(Item::categories).orElse(List.of());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ItemCatalog<?> that && ids.equals(that.ids) && items.equals(that.items);
    }

    @Override
    public int hashCode() {
        return items.hashCode();
    }

    @Override
    public String toString() {
        return "catalogue of " + items.size() + " items";
    }

    /**
     * One item of a catalogue. Immutable, thread-safe.
     *
     * @param <I> the Java type of item ids
     */
    public static final class Item<I> {

        private final I id;
        private final String title; // empty for none
        private final List<String> categories;
        private final Map<String, String> attributes;
        private final Instant validFrom;
        private final Instant validUntil;

        private Item(
                I id,
                String title,
                List<String> categories,
                Map<String, String> attributes,
                Instant validFrom,
                Instant validUntil) {
            this.id = id;
            this.title = title;
            this.categories = categories;
            this.attributes = attributes;
            this.validFrom = validFrom;
            this.validUntil = validUntil;
        }

        /** An item of which nothing but the id is known; always valid. */
        public static <I> Item<I> of(I id) {
            return new Item<>(id, "", List.of(), Map.of(), Instant.MIN, Instant.MAX);
        }

        /** A copy with a title; an empty one counts as none. */
        public Item<I> withTitle(String newTitle) {
            return new Item<>(id, newTitle, categories, attributes, validFrom, validUntil);
        }

        /** A copy with the given categories instead. */
        public Item<I> withCategories(List<String> newCategories) {
            return new Item<>(id, title, List.copyOf(newCategories), attributes, validFrom, validUntil);
        }

        /**
         * A copy with the given attributes instead, for instance brand, price or language, numbers as text.
         *
         * @param newAttributes names to values; empty values count as none
         */
        public Item<I> withAttributes(Map<String, String> newAttributes) {
            Map<String, String> sorted = new TreeMap<>(newAttributes);
            sorted.values().removeIf(String::isEmpty);
            return new Item<>(id, title, categories, Collections.unmodifiableMap(sorted), validFrom, validUntil);
        }

        /** A copy that must not be shown before {@code from}. */
        public Item<I> withValidFrom(Instant from) {
            return new Item<>(id, title, categories, attributes, from, validUntil);
        }

        /** A copy that must not be shown at {@code until} or later. */
        public Item<I> withValidUntil(Instant until) {
            return new Item<>(id, title, categories, attributes, validFrom, until);
        }

        /** The item's id. */
        public I id() {
            return id;
        }

        /** Its title, if it has one. */
        public Optional<String> title() {
            return title.isEmpty() ? Optional.empty() : Optional.of(title);
        }

        /** Its categories, in the order given. */
        public List<String> categories() {
            return categories;
        }

        /** Its further attributes, names to values, in the order of the names. */
        public Map<String, String> attributes() {
            return attributes;
        }

        /** The value of one attribute, if it has it. */
        public Optional<String> attribute(String name) {
            return Optional.ofNullable(attributes.get(name));
        }

        /** The first instant at which it may be shown; {@link Instant#MIN} if there is no bound. */
        public Instant validFrom() {
            return validFrom;
        }

        /** The first instant at which it may no longer be shown; {@link Instant#MAX} if there is no bound. */
        public Instant validUntil() {
            return validUntil;
        }

        /** Whether it may be shown at {@code now}. */
        public boolean isValidAt(Instant now) {
            return !now.isBefore(validFrom) && now.isBefore(validUntil);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Item<?> that
                    && id.equals(that.id)
                    && title.equals(that.title)
                    && categories.equals(that.categories)
                    && attributes.equals(that.attributes)
                    && validFrom.equals(that.validFrom)
                    && validUntil.equals(that.validUntil);
        }

        @Override
        public int hashCode() {
            return id.hashCode();
        }

        @Override
        public String toString() {
            return id + (title.isEmpty() ? "" : " " + title);
        }
    }
}
