package dev.recsys.eval.metric;

import dev.recsys.Stable;
import dev.recsys.data.FactorMatrix;
import java.util.List;
import java.util.Optional;

/**
 * What metrics of lists may know of the items of the catalogue, by position: how many users took them in training, their
 * categories, and their factors in some model.
 *
 * <p>Immutable, thread-safe.
 */
@Stable
public final class ItemFacts {

    private static final int[] NONE = new int[0];

    private final int users;
    private final int[] takers;
    private final List<String> categories;
    private final int[][] categoriesOf; // empty for none
    private final Optional<FactorMatrix> factors;

    private ItemFacts(
            int users, int[] takers, List<String> categories, int[][] categoriesOf, Optional<FactorMatrix> factors) {
        this.users = users;
        this.takers = takers;
        this.categories = categories;
        this.categoriesOf = categoriesOf;
        this.factors = factors;
    }

    /**
     * Facts of as many items as there are counts.
     *
     * @param users how many users there were in training
     * @param takers by how many of them each item was taken, 0 to users; copied
     */
    public static ItemFacts of(int users, int[] takers) {
        for (int item = 0; item < takers.length; item++) {
            if (takers[item] < 0 || takers[item] > users) {
                throw new IllegalArgumentException(
                        "item " + item + " must have 0 to " + users + " users but has " + takers[item]);
            }
        }
        return new ItemFacts(users, takers.clone(), List.of(), new int[0][], Optional.empty());
    }

    /**
     * A copy with categories.
     *
     * @param names of the categories, distinct
     * @param byItem for each item the positions of its categories in {@code names}, ascending; none for an item of which no
     *     category is known; copied
     */
    public ItemFacts withCategories(List<String> names, int[][] byItem) {
        if (byItem.length != takers.length) {
            throw new IllegalArgumentException(
                    "there are " + takers.length + " items but categories of " + byItem.length);
        }
        int[][] copy = new int[byItem.length][];
        for (int item = 0; item < copy.length; item++) {
            copy[item] = byItem[item].clone();
        }
        return new ItemFacts(users, takers, List.copyOf(names), copy, factors);
    }

    /**
     * A copy with factors, in which similar items lie in similar directions.
     *
     * @param newFactors items x factors
     */
    public ItemFacts withFactors(FactorMatrix newFactors) {
        if (newFactors.rows() != takers.length) {
            throw new IllegalArgumentException(
                    "there are " + takers.length + " items but factors of " + newFactors.rows());
        }
        return new ItemFacts(users, takers, categories, categoriesOf, Optional.of(newFactors));
    }

    /** How many items there are. */
    public int items() {
        return takers.length;
    }

    /** How many users there were in training. */
    public int users() {
        return users;
    }

    /** By how many users of training an item was taken; 0 for an item that is not in the catalogue. */
    public int takers(int item) {
        return item < takers.length ? takers[item] : 0;
    }

    /** The names of the categories; empty if none are known. */
    public List<String> categories() {
        return categories;
    }

    /**
     * The categories of an item, positions in {@link #categories()}, ascending; empty if none are known.
     *
     * @return not a copy in order to be fast; not to be modified
     */
    int[] categoriesOf(int item) {
        return item < categoriesOf.length ? categoriesOf[item] : NONE;
    }

    /** The categories of an item, positions in {@link #categories()}, ascending, a new array; empty if none are known. */
    public int[] categories(int item) {
        return categoriesOf(item).clone();
    }

    /** The factors of the items, items x factors, if they are known. */
    public Optional<FactorMatrix> factors() {
        return factors;
    }

    @Override
    public String toString() {
        return takers.length + " items, " + users + " users, " + categories.size() + " categories"
                + factors.map(known -> ", " + known).orElse("");
    }
}
