package dev.recsys.eval;

import dev.recsys.Stable;
import dev.recsys.data.Dataset;
import dev.recsys.data.ItemCatalog;
import dev.recsys.data.SeenByOthers;
import dev.recsys.data.SeenItems;
import dev.recsys.data.SparseMatrix;
import dev.recsys.eval.metric.ItemFacts;
import dev.recsys.event.EventLog;
import dev.recsys.event.IdIndex;
import dev.recsys.feature.FeatureBuilder;
import dev.recsys.feature.FeatureConfig;
import dev.recsys.model.FactorModel;
import dev.recsys.model.History;
import dev.recsys.model.ItemMask;
import dev.recsys.model.ModelBundle;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private final Map<U, History> shown; // of users who were shown to the model when they asked

    private Background(
            IdIndex<U> users,
            IdIndex<I> items,
            SeenItems seen,
            SeenByOthers<U> seenByOthers,
            SparseMatrix taken,
            ItemFacts facts,
            Map<U, History> shown) {
        this.users = users;
        this.items = items;
        this.seen = seen;
        this.seenByOthers = seenByOthers;
        this.taken = taken;
        this.facts = facts;
        this.shown = shown;
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
                facts,
                Map.of());
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
                ItemFacts.of(training.users().size(), training.popularity()),
                Map.of());
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
        return new Background<>(users, items, seen, seenByOthers, taken, facts.withCategories(names, byItem), shown);
    }

    /**
     * A copy in which only some items may be recommended, for the coverage of these; which lists are made stays as it is.
     *
     * @param eligible asked once for each item of the catalogue, now
     */
    public Background<U, I> withEligible(Predicate<? super I> eligible) {
        ItemMask mask = ItemMask.where(items.size(), item -> eligible.test(items.id(item)));
        return new Background<>(users, items, seen, seenByOthers, taken, facts.withEligible(mask), shown);
    }

    /**
     * A copy that knows what users did whom a model is shown when they ask ({@link FoldedInUsers}): for them this is what they had
     * seen and taken, instead of what training has of them. Facts of the items stay as they are.
     *
     * @param events of users to fold in
     * @param features how events become strengths; ages count from the latest event of the log
     * @throws dev.recsys.DataException if the features need times and the events have none
     */
    public Background<U, I> withHistories(EventLog<U, I> events, FeatureConfig features) {
        Instant now = Instant.EPOCH;
        for (int row = 0; events.hasTime() && row < events.size(); row++) {
            Instant time = Instant.ofEpochMilli(events.time(row));
            now = row == 0 || time.isAfter(now) ? time : now;
        }
        Map<U, History> histories = new HashMap<>(shown);
        FeatureBuilder.strengths(events, features, now).forEach((user, strengths) -> {
            if (!strengths.isEmpty()) {
                histories.put(user, history(strengths));
            }
        });
        return new Background<>(users, items, seen, seenByOthers, taken, facts, Map.copyOf(histories));
    }

    private History history(Map<I, Float> strengths) {
        int[] positions = new int[strengths.size()];
        float[] weights = new float[positions.length];
        int count = 0;
        for (Map.Entry<I, Float> strength : strengths.entrySet()) {
            int position = items.positionOf(strength.getKey());
            if (position != IdIndex.ABSENT) {
                positions[count] = position;
                weights[count++] = strength.getValue();
            }
        }
        return History.of(positions, weights, count);
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

    /** Whether a bundle has the same users, items and seen pairs, at the same positions, and nobody else is known. */
    boolean isOf(ModelBundle<U, I> bundle) {
        return users.equals(bundle.users())
                && items.equals(bundle.items())
                && seen.equals(bundle.seen())
                && seenByOthers.equals(bundle.seenByOthers())
                && shown.isEmpty();
    }

    /** What a user had seen, positions in {@link #items()}, ascending, a new array; it is not recommended again. */
    public int[] seen(U user) {
        return seenBy(user).clone();
    }

    /** What a user had seen, positions of items, ascending; not to be modified. */
    int[] seenBy(U user) {
        History own = shown.get(user);
        if (own != null) {
            return own.items();
        }
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
        History own = shown.get(user);
        return own == null ? past(users.positionOf(user)) : own;
    }

    /** What training has of a user, by the position in {@link #users()}, or {@link IdIndex#ABSENT}. */
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
