package dev.recsys.data;

import dev.recsys.Stable;
import dev.recsys.event.IdIndex;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a model is trained on: a users x items matrix of weights, with the ids of its rows and columns, and what serving
 * needs beside it. Made from an event log by a feature builder.
 *
 * <p>Immutable, thread-safe.
 *
 * @param <U> the Java type of user ids
 * @param <I> the Java type of item ids
 */
@Stable
public final class Dataset<U, I> {

    private final IdIndex<U> users;
    private final IdIndex<I> items;
    private final SparseMatrix interactions;
    private final SeenItems seen;
    private final SeenByOthers<U> seenByOthers;
    private final FittedWeighting weighting;
    private final String fingerprint;
    private final Map<String, String> featureConfig;
    private final Optional<Instant> asOf;

    private Dataset(
            IdIndex<U> users,
            IdIndex<I> items,
            SparseMatrix interactions,
            SeenItems seen,
            SeenByOthers<U> seenByOthers,
            FittedWeighting weighting,
            String fingerprint,
            Map<String, String> featureConfig,
            Optional<Instant> asOf) {
        this.users = users;
        this.items = items;
        this.interactions = interactions;
        this.seen = seen;
        this.seenByOthers = seenByOthers;
        this.weighting = weighting;
        this.fingerprint = fingerprint;
        this.featureConfig = featureConfig;
        this.asOf = asOf;
    }

    /**
     * A data set of a matrix that is ready to train on; what users have seen is what is stored in it.
     *
     * @param users the ids of the rows
     * @param items the ids of the columns
     * @param interactions users x items weights; a negative one says the user dislikes the item
     */
    public static <U, I> Dataset<U, I> of(IdIndex<U> users, IdIndex<I> items, SparseMatrix interactions) {
        requireShape("interactions", interactions, users.size(), items.size());
        return new Dataset<>(
                users,
                items,
                interactions,
                SeenItems.of(interactions),
                SeenByOthers.nobody(users.type(), items.size()),
                FittedWeighting.linear(),
                "",
                Map.of(),
                Optional.empty());
    }

    /**
     * A copy with other seen items.
     *
     * @param newSeen users x items
     */
    public Dataset<U, I> withSeen(SeenItems newSeen) {
        requireShape("seen", newSeen.toMatrix(), users.size(), items.size());
        return new Dataset<>(
                users, items, interactions, newSeen, seenByOthers, weighting, fingerprint, featureConfig, asOf);
    }

    /**
     * A copy that also knows what users have seen of whom it has no row.
     *
     * @param others with as many items as there are here
     */
    public Dataset<U, I> withSeenByOthers(SeenByOthers<U> others) {
        requireShape("seenByOthers", others.seen().toMatrix(), others.users().size(), items.size());
        return new Dataset<>(users, items, interactions, seen, others, weighting, fingerprint, featureConfig, asOf);
    }

    /**
     * A copy that says how strengths became weights, so that histories folded in later are weighted alike.
     *
     * @throws IllegalArgumentException if it has statistics of another number of items
     */
    public Dataset<U, I> withWeighting(FittedWeighting newWeighting) {
        int described = newWeighting.idf().length;
        if (newWeighting.kind() == Weighting.BM25 && described != items.size()) {
            throw new IllegalArgumentException(
                    "the weighting has statistics of " + described + " items but there are " + items.size());
        }
        return new Dataset<>(
                users, items, interactions, seen, seenByOthers, newWeighting, fingerprint, featureConfig, asOf);
    }

    /** A copy that says where it came from: the fingerprint of the event log and the feature configuration used. */
    public Dataset<U, I> withOrigin(String newFingerprint, Map<String, String> newFeatureConfig) {
        Map<String, String> copy = Collections.unmodifiableMap(new LinkedHashMap<>(newFeatureConfig));
        return new Dataset<>(users, items, interactions, seen, seenByOthers, weighting, newFingerprint, copy, asOf);
    }

    /** A copy that says from when the ages of events were counted. */
    public Dataset<U, I> withAsOf(Instant now) {
        return new Dataset<>(
                users,
                items,
                interactions,
                seen,
                seenByOthers,
                weighting,
                fingerprint,
                featureConfig,
                Optional.of(now));
    }

    private static void requireShape(String name, SparseMatrix matrix, int rows, int columns) {
        if (matrix.rows() != rows || matrix.columns() != columns) {
            throw new IllegalArgumentException(name + " must be " + rows + " x " + columns + " (users x items) but is "
                    + matrix.rows() + " x " + matrix.columns());
        }
    }

    /** The ids of the rows. */
    public IdIndex<U> users() {
        return users;
    }

    /** The ids of the columns. */
    public IdIndex<I> items() {
        return items;
    }

    /** The weights, users x items. */
    public SparseMatrix interactions() {
        return interactions;
    }

    /** Which items each user has seen. */
    public SeenItems seen() {
        return seen;
    }

    /** What users have seen of whom there is no row. */
    public SeenByOthers<U> seenByOthers() {
        return seenByOthers;
    }

    /** How strengths became weights. */
    public FittedWeighting weighting() {
        return weighting;
    }

    /** The fingerprint of the event log it was made from; empty if unknown. */
    public String fingerprint() {
        return fingerprint;
    }

    /** The feature configuration it was made with, keys to text; empty if unknown. */
    public Map<String, String> featureConfig() {
        return featureConfig;
    }

    /** The instant from which the ages of events were counted, if any decay was configured. */
    public Optional<Instant> asOf() {
        return asOf;
    }

    /** How large it is. */
    public DataShape shape() {
        return DataShape.of(users.size(), items.size(), interactions.entries());
    }

    /** For each item by how many users it has a positive weight: the usual popularity. Cost O(entries). */
    public int[] popularity() {
        int[] counts = new int[items.size()];
        int[] columns = new int[interactions.maxRowLength()];
        float[] values = new float[columns.length];
        for (int user = 0; user < interactions.rows(); user++) {
            int n = interactions.copyRow(user, columns, values);
            for (int i = 0; i < n; i++) {
                counts[columns[i]] += values[i] > 0 ? 1 : 0;
            }
        }
        return counts;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Dataset<?, ?> that
                && users.equals(that.users)
                && items.equals(that.items)
                && interactions.equals(that.interactions)
                && seen.equals(that.seen)
                && seenByOthers.equals(that.seenByOthers)
                && weighting.equals(that.weighting)
                && fingerprint.equals(that.fingerprint)
                && featureConfig.equals(that.featureConfig)
                && asOf.equals(that.asOf);
    }

    @Override
    public int hashCode() {
        return Objects.hash(users, items, interactions);
    }

    @Override
    public String toString() {
        return users.size() + " users x " + items.size() + " items, " + interactions.entries() + " pairs";
    }
}
