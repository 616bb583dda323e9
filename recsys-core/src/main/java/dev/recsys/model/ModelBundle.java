package dev.recsys.model;

import dev.recsys.Stable;
import dev.recsys.data.Dataset;
import dev.recsys.data.FittedWeighting;
import dev.recsys.data.ItemCatalog;
import dev.recsys.data.SeenByOthers;
import dev.recsys.data.SeenItems;
import dev.recsys.data.SparseMatrix;
import dev.recsys.event.IdIndex;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything needed to serve, under one roof: the model, the ids of its rows and columns, what users have seen, item
 * popularity, the catalogue, and where it all came from. Saved and loaded as one file.
 *
 * <p>Immutable, thread-safe.
 *
 * @param <U> the Java type of user ids
 * @param <I> the Java type of item ids
 */
@Stable
public final class ModelBundle<U, I> {

    private final Model model;
    private final IdIndex<U> users;
    private final IdIndex<I> items;
    private final SeenItems seen;
    private final SeenByOthers<U> seenByOthers;
    private final Optional<SparseMatrix> histories;
    private final int[] popularity;
    private final FittedWeighting weighting;
    private final ItemCatalog<I> catalog;
    private final Lineage lineage;

    private ModelBundle(
            Model model,
            IdIndex<U> users,
            IdIndex<I> items,
            SeenItems seen,
            SeenByOthers<U> seenByOthers,
            Optional<SparseMatrix> histories,
            int[] popularity,
            FittedWeighting weighting,
            ItemCatalog<I> catalog,
            Lineage lineage) {
        this.model = model;
        this.users = users;
        this.items = items;
        this.seen = seen;
        this.seenByOthers = seenByOthers;
        this.histories = histories;
        this.popularity = popularity;
        this.weighting = weighting;
        this.catalog = catalog;
        this.lineage = lineage;
    }

    /**
     * A bundle of a model and the data set it was trained on, with an empty catalogue.
     *
     * @throws IllegalArgumentException if the model has another number of users or items than the data set
     */
    public static <U, I> ModelBundle<U, I> of(Model model, Dataset<U, I> data) {
        return restored(
                model,
                data.users(),
                data.items(),
                data.seen(),
                data.seenByOthers(),
                Optional.of(data.interactions()),
                data.popularity(),
                data.weighting(),
                ItemCatalog.empty(data.items().type()),
                lineageOf(data));
    }

    private static Lineage lineageOf(Dataset<?, ?> data) {
        Lineage lineage = Lineage.of(data.fingerprint(), data.featureConfig());
        return data.asOf().map(lineage::withAsOf).orElse(lineage);
    }

    static <U, I> ModelBundle<U, I> restored(
            Model model,
            IdIndex<U> users,
            IdIndex<I> items,
            SeenItems seen,
            SeenByOthers<U> seenByOthers,
            Optional<SparseMatrix> histories,
            int[] popularity,
            FittedWeighting weighting,
            ItemCatalog<I> catalog,
            Lineage lineage) {
        ModelInfo info = model.info();
        if (info.users() != users.size() || info.items() != items.size()) {
            throw new IllegalArgumentException("the model has " + info.users() + " users and " + info.items()
                    + " items but the ids are " + users.size() + " and " + items.size());
        }
        return new ModelBundle<>(
                model, users, items, seen, seenByOthers, histories, popularity, weighting, catalog, lineage);
    }

    /** A copy with another catalogue; its items need not be those of the model. */
    public ModelBundle<U, I> withCatalog(ItemCatalog<I> newCatalog) {
        return new ModelBundle<>(
                model, users, items, seen, seenByOthers, histories, popularity, weighting, newCatalog, lineage);
    }

    /**
     * A copy around another model over the same users and items, for instance a baseline.
     *
     * @throws IllegalArgumentException if it has another number of users or items
     */
    public ModelBundle<U, I> withModel(Model newModel) {
        return restored(newModel, users, items, seen, seenByOthers, histories, popularity, weighting, catalog, lineage);
    }

    /**
     * A copy that knows more items, each folded in from the users who took it: recommendable at once, without a training.
     * Everything known before stays as it is; who took a new item has seen it. Takers without a row tell nothing about the
     * item beyond that. Cost: a copy of the item side and of what users have seen.
     *
     * @param takers new items to the users who took them, with the weights a training would have seen
     * @throws IllegalArgumentException if one of the items is known already
     * @throws UnsupportedOperationException unless the model has {@link Capability#FOLD_IN_ITEMS}
     */
    public ModelBundle<U, I> withNewItems(Map<I, Map<U, Float>> takers) {
        return takers.isEmpty() ? this : new NewItems<>(this, takers).extended();
    }

    /** A copy with another lineage, for instance with a parent. */
    public ModelBundle<U, I> withLineage(Lineage newLineage) {
        return new ModelBundle<>(
                model, users, items, seen, seenByOthers, histories, popularity, weighting, catalog, newLineage);
    }

    /**
     * A copy that does not keep what users did in training: smaller by 8 bytes per pair, in memory and on disk. It cannot
     * explain what it recommends to users of the model, nor say which of their weights changed since.
     */
    public ModelBundle<U, I> withoutHistories() {
        return new ModelBundle<>(
                model, users, items, seen, seenByOthers, Optional.empty(), popularity, weighting, catalog, lineage);
    }

    /** The model. */
    public Model model() {
        return model;
    }

    /** Where the model came from and how large it is. */
    public ModelInfo info() {
        return model.info();
    }

    /** The ids of the users, by position. */
    public IdIndex<U> users() {
        return users;
    }

    /** The ids of the items, by position. */
    public IdIndex<I> items() {
        return items;
    }

    /**
     * What a user had seen when the model was trained, whether the model has a row for the user or not.
     *
     * @return positions of items, ascending, a new array; empty for a user nobody has heard of
     */
    public int[] seenBy(U user) {
        int position = users.positionOf(user);
        return position == IdIndex.ABSENT ? seenByOthers.of(user) : seen.of(position);
    }

    /** What users had seen of whom the model has no row. */
    public SeenByOthers<U> seenByOthers() {
        return seenByOthers;
    }

    /** The weights the model was trained on, users x items, unless they were {@linkplain #withoutHistories left out}. */
    public Optional<SparseMatrix> histories() {
        return histories;
    }

    /**
     * What a user of the model did in training.
     *
     * @param user 0 to users - 1
     * @return empty if histories were left out
     */
    public Optional<History> history(int user) {
        return histories.map(matrix -> History.ofRow(matrix, user));
    }

    /** Which items each user of the model had seen when it was trained. */
    public SeenItems seen() {
        return seen;
    }

    /** By how many users an item was liked in training. */
    public int popularity(int item) {
        return popularity[item];
    }

    /** How strengths became weights, for histories folded in later. */
    public FittedWeighting weighting() {
        return weighting;
    }

    /** Titles, categories and validity of items. */
    public ItemCatalog<I> catalog() {
        return catalog;
    }

    /** What it was made from. */
    public Lineage lineage() {
        return lineage;
    }

    /** Equal in every part. A model that has no equality of its own is equal to itself only. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ModelBundle<?, ?> that
                && model.equals(that.model)
                && users.equals(that.users)
                && items.equals(that.items)
                && seen.equals(that.seen)
                && seenByOthers.equals(that.seenByOthers)
                && histories.equals(that.histories)
                && Arrays.equals(popularity, that.popularity)
                && weighting.equals(that.weighting)
                && catalog.equals(that.catalog)
                && lineage.equals(that.lineage);
    }

    @Override
    public int hashCode() {
        return Objects.hash(model.info(), users, items);
    }

    @Override
    public String toString() {
        return model.info().toString();
    }
}
