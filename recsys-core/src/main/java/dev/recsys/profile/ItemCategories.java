package dev.recsys.profile;

import dev.recsys.data.ItemCatalog;
import dev.recsys.event.IdIndex;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The categories of a model's items by position. Items with the same categories share a group, of which there are far fewer
 * than items. Immutable, thread-safe.
 */
final class ItemCategories {

    private final List<String> names; // sorted
    private final int[][] groups; // indexes into the names; empty for no category
    private final int[] groupOf; // by item

    private ItemCategories(List<String> names, int[][] groups, int[] groupOf) {
        this.names = names;
        this.groups = groups;
        this.groupOf = groupOf;
    }

    static <I> ItemCategories of(IdIndex<I> items, ItemCatalog<I> catalog) {
        Map<Set<String>, Integer> numbers = new LinkedHashMap<>();
        int[] groupOf = new int[items.size()];
        for (int item = 0; item < groupOf.length; item++) {
            Set<String> categories = new TreeSet<>(catalog.categories(items.id(item)));
            Integer known = numbers.putIfAbsent(categories, numbers.size());
            groupOf[item] = known == null ? numbers.size() - 1 : known;
        }
        List<String> names = numbers.keySet().stream()
                .flatMap(Set::stream)
                .distinct()
                .sorted()
                .toList();
        int[][] groups = numbers.keySet().stream()
                .map(categories -> categories.stream()
                        .mapToInt(category -> Collections.binarySearch(names, category))
                        .toArray())
                .toArray(int[][]::new);
        return new ItemCategories(names, groups, groupOf);
    }

    /** The categories, sorted. */
    List<String> names() {
        return names;
    }

    /** The categories of each group, as places among the names; not to be modified. */
    int[][] groups() {
        return groups;
    }

    /** The group of an item. */
    int groupOf(int item) {
        return groupOf[item];
    }

    private int[] of(int item) {
        return groups[groupOf[item]];
    }

    /** The share of each category in all interactions; empty if no item that anybody took has a category. */
    Map<String, Double> global(int[] popularity) {
        double[] sums = new double[names.size()];
        for (int item = 0; item < groupOf.length; item++) {
            for (int category : of(item)) {
                sums[category] += (double) popularity[item] / of(item).length;
            }
        }
        Map<String, Double> strengths = new TreeMap<>();
        for (int c = 0; c < sums.length; c++) {
            if (sums[c] > 0) {
                strengths.put(names.get(c), sums[c]);
            }
        }
        return CategoryEvidence.normalized(strengths);
    }

    /**
     * The strengths of a history by category, each item's split evenly over its categories.
     *
     * @param unit what counts as one interaction
     */
    Map<String, Double> strengths(int[] items, float[] weights, int count, double unit) {
        Map<String, Double> sums = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            int[] categories = of(items[i]);
            for (int category : categories) {
                CategoryEvidence.add(sums, names.get(category), weights[i] / unit / categories.length);
            }
        }
        return sums;
    }
}
