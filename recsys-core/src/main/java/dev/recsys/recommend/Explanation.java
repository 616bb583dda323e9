package dev.recsys.recommend;

import dev.recsys.Stable;
import dev.recsys.event.IdIndex;
import dev.recsys.model.Contributions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Why an item has the score it has: a base that does not depend on what the user did, and what each item of the user's
 * history adds. Base and shares add up to the score, but for rounding.
 *
 * <p>The score is the one the model gives to that history. For a user of the model that is the training row folded in
 * anew, which after enough iterations is close to the score in a list, not the same to the last digit.
 *
 * <p>Immutable, thread-safe.
 *
 * @param <I> the Java type of item ids
 */
@Stable
public final class Explanation<I> {

    private final I item;
    private final String source;
    private final double score;
    private final double base;
    private final List<Contribution<I>> contributions;

    private Explanation(I item, String source, double score, double base, List<Contribution<I>> contributions) {
        this.item = item;
        this.source = source;
        this.score = score;
        this.base = base;
        this.contributions = contributions;
    }

    /**
     * What one item of the history adds.
     *
     * @param item an item the user knows
     * @param share what it adds to the score; negative if it speaks against the explained item
     * @param <I> the Java type of item ids
     */
    public record Contribution<I>(I item, double share) {}

    static <I> Explanation<I> of(I item, String source, Contributions found, IdIndex<I> items) {
        List<Contribution<I>> contributions = new ArrayList<>(found.size());
        for (int i = 0; i < found.size(); i++) {
            contributions.add(new Contribution<>(items.id(found.item(i)), found.share(i)));
        }
        return new Explanation<>(item, source, found.score(), found.base(), List.copyOf(contributions));
    }

    /** The explained item. */
    public I item() {
        return item;
    }

    /** Which recommender of a chain gave the score. */
    public String source() {
        return source;
    }

    /** The score. */
    public double score() {
        return score;
    }

    /** The part of the score that does not depend on the history, for instance a mean, or a count of users. */
    public double base() {
        return base;
    }

    /** What each item of the history adds, the largest size first; of equal ones the order of items. */
    public List<Contribution<I>> contributions() {
        return contributions;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Explanation<?> that
                && item.equals(that.item)
                && source.equals(that.source)
                && score == that.score
                && base == that.base
                && contributions.equals(that.contributions);
    }

    @Override
    public int hashCode() {
        return Objects.hash(item, score);
    }

    @Override
    public String toString() {
        return item + " " + score + " (" + source + "): base " + base + ", " + contributions;
    }
}
