package dev.recsys.eval.metric;

import dev.recsys.Stable;
import dev.recsys.data.FactorMatrix;
import dev.recsys.model.ItemMask;
import it.unimi.dsi.fastutil.ints.IntArrays;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * What metrics of lists may know of the items of the catalogue, by position: how many users took them in training and how
 * often, which may be recommended, their categories, and their factors in some model.
 *
 * <p>Immutable, thread-safe.
 */
@Stable
public final class ItemFacts {

    private static final int[] NONE = new int[0];

    private final Draft known;

    private ItemFacts(Draft known) {
        this.known = known;
    }

    /** What is known; never modified once facts have it. */
    private static final class Draft {

        private final int users;
        private final int[] takers;
        private long[] interactions = new long[0]; // none given: as many as takers
        private long total;
        private ItemMask eligible;
        private List<String> categories = List.of();
        private int[][] categoriesOf = new int[0][]; // empty for none
        private Optional<FactorMatrix> factors = Optional.empty();

        Draft(int users, int[] takers) {
            this.users = users;
            this.takers = takers;
            this.eligible = ItemMask.all(takers.length);
            for (int count : takers) {
                total += count;
            }
        }

        Draft copy() {
            Draft copy = new Draft(users, takers);
            copy.interactions = interactions;
            copy.total = total;
            copy.eligible = eligible;
            copy.categories = categories;
            copy.categoriesOf = categoriesOf;
            copy.factors = factors;
            return copy;
        }
    }

    private ItemFacts with(Consumer<Draft> change) {
        Draft copy = known.copy();
        change.accept(copy);
        return new ItemFacts(copy);
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
        return new ItemFacts(new Draft(users, takers.clone()));
    }

    /**
     * A copy with other counts of interactions. By default every user who took an item did so once.
     *
     * @param counts how often each item was taken in training, 0 or more; copied
     */
    public ItemFacts withInteractions(long[] counts) {
        requireAll("interactions", counts.length);
        long total = 0;
        for (int item = 0; item < counts.length; item++) {
            if (counts[item] < 0) {
                throw new IllegalArgumentException(
                        "item " + item + " must have 0 or more interactions but has " + counts[item]);
            }
            total = Math.addExact(total, counts[item]);
        }
        long sum = total;
        return with(draft -> {
            draft.interactions = counts.clone();
            draft.total = sum;
        });
    }

    /** A copy in which only some items may be recommended. By default all of the catalogue may. */
    public ItemFacts withEligible(ItemMask newEligible) {
        requireAll("a mask", newEligible.items());
        return with(draft -> draft.eligible = newEligible);
    }

    /**
     * A copy with categories.
     *
     * @param names of the categories, distinct
     * @param byItem for each item the positions of its categories in {@code names}, ascending; none for an item of which no
     *     category is known; copied
     */
    public ItemFacts withCategories(List<String> names, int[][] byItem) {
        requireAll("categories", byItem.length);
        if (Set.copyOf(names).size() < names.size()) {
            throw new IllegalArgumentException("the names of categories must be distinct but are " + names);
        }
        int[][] copy = new int[byItem.length][];
        for (int item = 0; item < copy.length; item++) {
            copy[item] = byItem[item].clone();
            requireAscending(item, copy[item], names.size());
        }
        return with(draft -> {
            draft.categories = List.copyOf(names);
            draft.categoriesOf = copy;
        });
    }

    private static void requireAscending(int item, int[] places, int categories) {
        for (int i = 0; i < places.length; i++) {
            if (places[i] <= (i == 0 ? -1 : places[i - 1]) || places[i] >= categories) {
                throw new IllegalArgumentException("the categories of item " + item
                        + " must be ascending positions below " + categories + " but are " + Arrays.toString(places));
            }
        }
    }

    /**
     * A copy with factors, in which similar items lie in similar directions.
     *
     * @param newFactors items x factors
     */
    public ItemFacts withFactors(FactorMatrix newFactors) {
        requireAll("factors", newFactors.rows());
        return with(draft -> draft.factors = Optional.of(newFactors));
    }

    private void requireAll(String what, int given) {
        if (given != items()) {
            throw new IllegalArgumentException("there are " + items() + " items but " + what + " of " + given);
        }
    }

    /** How many items there are. */
    public int items() {
        return known.takers.length;
    }

    /** How many users there were in training. */
    public int users() {
        return known.users;
    }

    /** By how many users of training an item was taken; 0 for an item that is not in the catalogue. */
    public int takers(int item) {
        return item < items() ? known.takers[item] : 0;
    }

    /** How often items were taken in training, all together. */
    public long interactions() {
        return known.total;
    }

    /** How often an item was taken in training; 0 for an item that is not in the catalogue. */
    public long interactions(int item) {
        return known.interactions.length == 0 || item >= items() ? takers(item) : known.interactions[item];
    }

    /** Which items may be recommended. */
    public ItemMask eligible() {
        return known.eligible;
    }

    /** The names of the categories; empty if none are known. */
    public List<String> categories() {
        return known.categories;
    }

    /**
     * The categories of an item, positions in {@link #categories()}, ascending; empty if none are known.
     *
     * @return not a copy in order to be fast; not to be modified
     */
    int[] categoriesOf(int item) {
        return item < known.categoriesOf.length ? known.categoriesOf[item] : NONE;
    }

    /** The categories of an item, positions in {@link #categories()}, ascending, a new array; empty if none are known. */
    public int[] categories(int item) {
        return categoriesOf(item).clone();
    }

    /** The items from the most to the least popular by interactions; equally popular ones ascending. */
    int[] byPopularity() {
        int[] order = IntStream.range(0, items()).toArray();
        IntArrays.stableSort(order, (a, b) -> Long.compare(interactions(b), interactions(a)));
        return order;
    }

    /**
     * Whether each item is in the short head: the most popular items that together have 80 % of all interactions, of equally popular
     * ones the first. A new array, by position.
     */
    public boolean[] shortHead() {
        boolean[] head = new boolean[items()];
        double enough = interactions() * 4.0;
        long sum = 0;
        for (int item : byPopularity()) {
            if (sum * 5.0 >= enough) {
                break;
            }
            head[item] = true;
            sum += interactions(item);
        }
        return head;
    }

    /** Whether each item is among the {@code count} most popular ones. A new array, by position. */
    boolean[] mostPopular(int count) {
        boolean[] found = new boolean[items()];
        int[] order = byPopularity();
        for (int i = 0; i < count; i++) {
            found[order[i]] = true;
        }
        return found;
    }

    /** The factors of the items, items x factors, if they are known. */
    public Optional<FactorMatrix> factors() {
        return known.factors;
    }

    @Override
    public String toString() {
        return items() + " items, " + users() + " users, " + categories().size() + " categories"
                + factors().map(matrix -> ", " + matrix).orElse("");
    }
}
