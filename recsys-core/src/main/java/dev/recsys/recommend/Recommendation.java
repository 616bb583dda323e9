package dev.recsys.recommend;

import dev.recsys.Stable;
import java.util.Objects;

/**
 * One recommended item. Immutable, thread-safe.
 *
 * @param <I> the Java type of item ids
 */
@Stable
public final class Recommendation<I> {

    private final I item;
    private final float score;
    private final int rank;
    private final String source;

    private Recommendation(I item, float score, int rank, String source) {
        this.item = item;
        this.score = score;
        this.rank = rank;
        this.source = source;
    }

    /**
     * A recommended item.
     *
     * @param item its id
     * @param score not NaN
     * @param rank 1 for the best
     * @param source which recommender it came from
     */
    public static <I> Recommendation<I> of(I item, float score, int rank, String source) {
        if (rank < 1 || Float.isNaN(score)) {
            throw new IllegalArgumentException(
                    "item " + item + ": rank must be at least 1 and score not NaN but were " + rank + ", " + score);
        }
        return new Recommendation<>(item, score, rank, source);
    }

    /** A copy at another rank, for instance at the end of a longer list. */
    public Recommendation<I> withRank(int newRank) {
        return of(item, score, newRank, source);
    }

    /** Its id. */
    public I item() {
        return item;
    }

    /** Its score; comparable only with scores of the same source in the same list. */
    public float score() {
        return score;
    }

    /** 1 for the best. */
    public int rank() {
        return rank;
    }

    /** Which recommender of a chain it came from, by default its algorithm's name. */
    public String source() {
        return source;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Recommendation<?> that
                && item.equals(that.item)
                && Float.compare(score, that.score) == 0
                && rank == that.rank
                && source.equals(that.source);
    }

    @Override
    public int hashCode() {
        return Objects.hash(item, score, rank, source);
    }

    @Override
    public String toString() {
        return rank + ". " + item + " " + score + " (" + source + ")";
    }
}
