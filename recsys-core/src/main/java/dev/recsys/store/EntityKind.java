package dev.recsys.store;

import dev.recsys.Experimental;
import dev.recsys.event.IdType;

/**
 * What features describe: users, items, or a kind of the host's own such as shops. Two kinds are the same if their names
 * and id types are equal.
 *
 * <p>Immutable, thread-safe.
 *
 * @param <E> the Java type of the entities' ids
 */
@Experimental
public final class EntityKind<E> {

    private final String name;
    private final IdType<E> ids;

    private EntityKind(String name, IdType<E> ids) {
        this.name = name;
        this.ids = ids;
    }

    /**
     * A kind of the host's own.
     *
     * @param name see {@link FeatureKey#checkName}
     */
    public static <E> EntityKind<E> of(String name, IdType<E> ids) {
        return new EntityKind<>(FeatureKey.checkName("the name of an entity kind", name), ids);
    }

    /** The kind named {@code user}. */
    public static <E> EntityKind<E> user(IdType<E> ids) {
        return of("user", ids);
    }

    /** The kind named {@code item}. */
    public static <E> EntityKind<E> item(IdType<E> ids) {
        return of("item", ids);
    }

    /** Its name, stored with every value. */
    public String name() {
        return name;
    }

    /** The type of its ids. */
    public IdType<E> ids() {
        return ids;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EntityKind<?> that && name.equals(that.name) && ids.equals(that.ids);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
