package dev.recsys.rerank;

import dev.recsys.Stable;
import dev.recsys.data.ItemCatalog;
import dev.recsys.recommend.Recommendation;
import dev.recsys.recommend.RerankContext;
import dev.recsys.recommend.Reranker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Quotas of categories among the first k: at most so many of each, at least so many of some, as far as the candidates
 * allow. An item counts for each of its categories; one without categories for none.
 *
 * <p>Items are chosen in two passes, each in the order of candidates: first, for each category that wants a least number,
 * by name, those that still help it; then any, until k are chosen. No pass takes an item of a category that is full. The
 * chosen come first, in the order they had; the others follow in theirs, so a list stays full even if quotas cannot be
 * kept, unless the quota is {@linkplain #withOverflow strict}. Scores are not changed.
 *
 * <p>Cost O(candidates * categories). Immutable, thread-safe.
 *
 * @param <U> the Java type of user ids
 * @param <I> the Java type of item ids
 */
@Stable
public final class CategoryQuota<U, I> implements Reranker<U, I> {

    private final int most;
    private final Map<String, Integer> mostOf;
    private final Map<String, Integer> leastOf;
    private final boolean overflow;

    private CategoryQuota(int most, Map<String, Integer> mostOf, Map<String, Integer> leastOf, boolean overflow) {
        this.most = most;
        this.mostOf = mostOf;
        this.leastOf = leastOf;
        this.overflow = overflow;
    }

    /**
     * At most {@code n} items of any category.
     *
     * @param n at least 1
     */
    public static <U, I> CategoryQuota<U, I> atMost(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("the most of a category must be at least 1 but was " + n);
        }
        return new CategoryQuota<>(n, Map.of(), Map.of(), true);
    }

    /** As many of each category as come, to be refined for single ones. */
    public static <U, I> CategoryQuota<U, I> unlimited() {
        return atMost(Integer.MAX_VALUE);
    }

    /** A copy that allows another number of items of one category, 0 or more. */
    public CategoryQuota<U, I> withAtMost(String category, int n) {
        return new CategoryQuota<>(most, with(mostOf, category, n), leastOf, overflow);
    }

    /** A copy that wants at least so many items of one category, 0 or more. */
    public CategoryQuota<U, I> withAtLeast(String category, int n) {
        return new CategoryQuota<>(most, mostOf, with(leastOf, category, n), overflow);
    }

    /** A copy in which items beyond the quotas follow at the end, or are left out, so that lists may be short. Default true. */
    public CategoryQuota<U, I> withOverflow(boolean newOverflow) {
        return new CategoryQuota<>(most, mostOf, leastOf, newOverflow);
    }

    private static Map<String, Integer> with(Map<String, Integer> old, String category, int n) {
        if (n < 0) {
            throw new IllegalArgumentException(category + ": the number of items must be at least 0 but was " + n);
        }
        Map<String, Integer> extended = new TreeMap<>(old);
        extended.put(category, n);
        return Collections.unmodifiableMap(extended);
    }

    @Override
    public List<Recommendation<I>> rerank(List<Recommendation<I>> candidates, RerankContext<U, I> context) {
        ItemCatalog<I> catalog = context.bundle().catalog();
        List<List<String>> categories = candidates.stream()
                .map(one -> catalog.categories(one.item()).stream().distinct().toList())
                .toList();
        Choice choice = new Choice(categories, context.k());
        leastOf.forEach(choice::takeUntil);
        choice.takeRest();
        List<Recommendation<I>> out = new ArrayList<>(candidates.size());
        List<Recommendation<I>> others = new ArrayList<>();
        for (int c = 0; c < choice.taken.length; c++) {
            (choice.taken[c] ? out : others).add(candidates.get(c));
        }
        if (overflow) {
            out.addAll(others);
        }
        return out;
    }

    /** What is chosen so far; used by one thread. */
    private final class Choice {

        private final List<List<String>> categories;
        private final int k;
        private final boolean[] taken;
        private final Map<String, Integer> counts = new TreeMap<>();
        private int size;

        Choice(List<List<String>> categories, int k) {
            this.categories = categories;
            this.k = k;
            this.taken = new boolean[categories.size()];
        }

        void takeUntil(String category, int least) {
            for (int c = 0; c < taken.length && counts.getOrDefault(category, 0) < least; c++) {
                if (categories.get(c).contains(category)) {
                    takeIfFree(c);
                }
            }
        }

        void takeRest() {
            for (int c = 0; c < taken.length; c++) {
                takeIfFree(c);
            }
        }

        private void takeIfFree(int candidate) {
            List<String> own = categories.get(candidate);
            boolean free = size < k
                    && !taken[candidate]
                    && own.stream().allMatch(one -> counts.getOrDefault(one, 0) < mostOf.getOrDefault(one, most));
            if (free) {
                taken[candidate] = true;
                size++;
                own.forEach(one -> counts.merge(one, 1, Integer::sum));
            }
        }
    }

    @Override
    public String toString() {
        return "category quota, at most " + (most == Integer.MAX_VALUE ? "any" : most) + " " + mostOf + ", at least "
                + leastOf;
    }
}
