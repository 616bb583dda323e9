package dev.recsys.rerank;

import dev.recsys.data.ItemCatalog;
import dev.recsys.recommend.Recommendation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Candidates are as similar as the categories they share: Jaccard. */
final class CategorySimilarity implements Similarity {

    private final List<Set<String>> categories; // by candidate

    private CategorySimilarity(List<Set<String>> categories) {
        this.categories = categories;
    }

    static <I> CategorySimilarity of(List<Recommendation<I>> candidates, ItemCatalog<I> catalog) {
        List<Set<String>> categories = new ArrayList<>(candidates.size());
        for (Recommendation<I> one : candidates) {
            categories.add(Set.copyOf(catalog.categories(one.item())));
        }
        return new CategorySimilarity(categories);
    }

    @Override
    public void toAll(int candidate, double[] out) {
        Set<String> own = categories.get(candidate);
        for (int c = 0; c < out.length; c++) {
            Set<String> other = categories.get(c);
            int shared = 0;
            for (String category : other) {
                shared += own.contains(category) ? 1 : 0;
            }
            out[c] = shared == 0 ? 0 : (double) shared / (own.size() + other.size() - shared);
        }
    }
}
