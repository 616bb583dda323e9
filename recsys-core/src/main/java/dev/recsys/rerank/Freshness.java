package dev.recsys.rerank;

import dev.recsys.Stable;
import dev.recsys.data.ItemCatalog;
import dev.recsys.recommend.Recommendation;
import dev.recsys.recommend.RerankContext;
import dev.recsys.recommend.Reranker;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * Brings up new items: replaces the score by {@code (1 - weight) * relevance + weight * 2^(-age / halfLife)} and sorts by
 * it, equal ones in the order they had. Relevance is the score stretched to 0..1 (see the package); the age counts from
 * {@code Item.validFrom}, or from an attribute that holds an instant or a date, to the time of the request, and is never
 * below 0. An item without such a time counts as one half-life old.
 *
 * <p>Cost O(candidates log candidates). Immutable, thread-safe.
 *
 * @param <U> the Java type of user ids
 * @param <I> the Java type of item ids
 */
@Stable
public final class Freshness<U, I> implements Reranker<U, I> {

    private static final double UNDATED = 0.5; // what one half-life leaves

    private final Duration halfLife;
    private final double weight;
    private final String attribute; // empty for validFrom

    private Freshness(Duration halfLife, double weight, String attribute) {
        this.halfLife = halfLife;
        this.weight = weight;
        this.attribute = attribute;
    }

    /**
     * Freshness by {@code validFrom}.
     *
     * @param halfLife above 0: the age at which freshness is a half
     * @param weight 0 (relevance only) to 1 (freshness only)
     */
    public static <U, I> Freshness<U, I> of(Duration halfLife, double weight) {
        if (halfLife.isNegative() || halfLife.isZero()) {
            throw new IllegalArgumentException("halfLife must be above 0 but was " + halfLife);
        }
        return new Freshness<>(halfLife, Checks.share("weight", weight), "");
    }

    /**
     * A copy that counts from an attribute, written as {@code 2026-05-01T12:00:00Z} or, from the start of a day in UTC,
     * {@code 2026-05-01}; other text counts as no time.
     */
    public Freshness<U, I> withAttribute(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("the name of an attribute must not be empty");
        }
        return new Freshness<>(halfLife, weight, name);
    }

    @Override
    public List<Recommendation<I>> rerank(List<Recommendation<I>> candidates, RerankContext<U, I> context) {
        double[] scores = context.relevance(candidates);
        for (int c = 0; c < scores.length; c++) {
            double fresh = context.bundle()
                    .catalog()
                    .find(candidates.get(c).item())
                    .flatMap(this::start)
                    .map(start -> freshness(start, context.now()))
                    .orElse(UNDATED);
            scores[c] = (1 - weight) * scores[c] + weight * fresh;
        }
        return Rescored.by(candidates, scores);
    }

    private double freshness(Instant start, Instant now) {
        double age =
                Math.max(0, now.getEpochSecond() - start.getEpochSecond() + (now.getNano() - start.getNano()) / 1e9);
        double half = halfLife.getSeconds() + halfLife.getNano() / 1e9;
        return StrictMath.pow(2, -age / half);
    }

    private Optional<Instant> start(ItemCatalog.Item<?> item) {
        if (attribute.isEmpty()) {
            return Optional.of(item.validFrom()).filter(from -> !from.equals(Instant.MIN));
        }
        return Optional.ofNullable(item.attributes().get(attribute)).flatMap(Freshness::parse);
    }

    private static Optional<Instant> parse(String text) {
        try {
            return Optional.of(
                    text.indexOf('T') >= 0
                            ? Instant.parse(text)
                            : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty(); // other text counts as no time: that is the rule, not a failure
        }
    }

    /** True: all scores it gives back are on one scale. */
    @Override
    public boolean unifiesScores() {
        return true;
    }

    @Override
    public String toString() {
        return "freshness by " + (attribute.isEmpty() ? "validFrom" : attribute) + ", half-life " + halfLife
                + ", weight " + weight;
    }
}
