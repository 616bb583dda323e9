package dev.recsys.eval;

import dev.recsys.Stable;
import dev.recsys.data.Dataset;
import dev.recsys.data.ItemCatalog;
import dev.recsys.data.SeenByOthers;
import dev.recsys.data.SeenItems;
import dev.recsys.data.SparseMatrix;
import dev.recsys.eval.metric.ItemFacts;
import dev.recsys.event.IdIndex;
import dev.recsys.model.FactorModel;
import dev.recsys.model.History;
import dev.recsys.model.ItemMask;
import dev.recsys.model.ModelBundle;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What an evaluation knows beside the test: the catalogue, what users had seen and taken in training, and facts of the items.
 * All from training, so that nothing of the test leaks into a metric. Recommenders that are to be compared need the same one.
 *
 * <p>Immutable, thread-safe. Shares its large parts with what it was made of.
 *
 * @param <U> the Java type of user ids
 * @param <I> the Java type of item ids
 */
@Stable
public final class Background<U, I> {

    private final IdIndex<U> users;
    private final IdIndex<I> items;
    private final SeenItems seen;
    private final SeenByOthers<U> seenByOthers;
    private final SparseMatrix taken; // users x items, weights
    private final ItemFacts facts;

    private Background(
            IdIndex<U> users,
            IdIndex<I> items,
            SeenItems seen,
            SeenByOthers<U> seenByOthers,
            SparseMatrix taken,
            ItemFacts facts) {
        this.users = users;
        this.items = items;
        this.seen = seen;
        this.seenByOthers = seenByOthers;
        this.taken = taken;
        this.facts = facts;
    }

    /**
     * What a bundle knows: its items, seen pairs, popularity and catalogue, and the factors of a {@link FactorModel}. If it
     * keeps no histories, users took what they had seen, all with weight 1.
     */
    public static <U, I> Background<U, I> of(ModelBundle<U, I> bundle) {
        int[] takers = new int[bundle.items().size()];
        for (int item = 0; item < takers.length; item++) {
            takers[item] = bundle.popularity(item);
        }
        ItemFacts facts = ItemFacts.of(bundle.users().size(), takers);
        if (bundle.model() instanceof FactorModel model) {
            facts = facts.withFactors(model.itemFactors());
        }
        Background<U, I> background = new Background<>(
                bundle.users(),
                bundle.items(),
                bundle.seen(),
                bundle.seenByOthers(),
                bundle.histories().orElseGet(() -> bundle.seen().toMatrix()),
                facts);
        return background.withCatalog(bundle.catalog());
    }

    /** What is in the data that recommenders were trained on; categories are added by {@link #withCatalog}. */
    public static <U, I> Background<U, I> of(Dataset<U, I> training) {
        return new Background<>(
                training.users(),
                training.items(),
                training.seen(),
                training.seenByOthers(),
                training.interactions(),
                ItemFacts.of(training.users().size(), training.popularity()));
    }

    /** A copy with the categories of another catalogue; which items there are to recommend stays as it is. */
    public Background<U, I> withCatalog(ItemCatalog<I> catalog) {
        TreeMap<String, Integer> places = new TreeMap<>();
        for (int item = 0; item < items.size(); item++) {
            catalog.categories(items.id(item)).forEach(name -> places.put(name, 0));
        }
        List<String> names = List.copyOf(places.keySet());
        for (int place = 0; place < names.size(); place++) {
            places.put(names.get(place), place);
        }
        int[][] byItem = new int[items.size()][];
        for (int item = 0; item < byItem.length; item++) {
            byItem[item] = catalog.categories(items.id(item)).stream()
                    .map(places::get)
                    .mapToInt(Integer::intValue)
                    .sorted()
                    .distinct()
                    .toArray();
        }
        return new Background<>(users, items, seen, seenByOthers, taken, facts.withCategories(names, byItem));
    }

    /**
     * A copy in which only some items may be recommended, for the coverage of these; which lists are made stays as it is.
     *
     * @param eligible asked once for each item of the catalogue, now
     */
    public Background<U, I> withEligible(Predicate<? super I> eligible) {
        ItemMask mask = ItemMask.where(items.size(), item -> eligible.test(items.id(item)));
        return new Background<>(users, items, seen, seenByOthers, taken, facts.withEligible(mask));
    }

    /** The users of training. */
    public IdIndex<U> users() {
        return users;
    }

    /** The items there are to recommend: the catalogue that coverage refers to. */
    public IdIndex<I> items() {
        return items;
    }

    /** What is known of the items. */
    public ItemFacts facts() {
        return facts;
    }

    /** Whether a bundle has the same users, items and seen pairs, at the same positions. */
    boolean isOf(ModelBundle<U, I> bundle) {
        return users.equals(bundle.users())
                && items.equals(bundle.items())
                && seen.equals(bundle.seen())
                && seenByOthers.equals(bundle.seenByOthers());
    }

    /** What a user had seen, positions in {@link #items()}, ascending, a new array; it is not recommended again. */
    public int[] seen(U user) {
        return seenBy(user).clone();
    }

    /** What a user had seen, positions of items, ascending; not to be modified. */
    int[] seenBy(U user) {
        int position = users.positionOf(user);
        return position == IdIndex.ABSENT ? seenByOthers.of(user) : seen.of(position);
    }

    /** Whether a user had seen an item of the catalogue. */
    boolean hasSeen(U user, I item) {
        int position = items.positionOf(item);
        return position != IdIndex.ABSENT && Arrays.binarySearch(seenBy(user), position) >= 0;
    }

    /**
     * What a user took in training, with the weights of training: positions in {@link #items()}, ascending; empty for an unknown
     * user.
     */
    public History history(U user) {
        return past(users.positionOf(user));
    }

    /** As {@link #history}, by the user's position in {@link #users()}, or {@link IdIndex#ABSENT}. */
    History past(int user) {
        if (user == IdIndex.ABSENT) {
            return History.of();
        }
        return History.ofRow(taken, user);
    }

    @Override
    public String toString() {
        return users.size() + " users, " + facts;
    }
}
