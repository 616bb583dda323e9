package dev.recsys.eval.metric;

/**
 * The categories of every item, laid out so that two items are compared fast: as bits, if there are not too many categories, else
 * as ascending numbers.
 */
final class CategorySets {

    private static final int MOST_WORDS = 4;

    private final ItemFacts facts;
    private final int words; // for each item; 0 if compared by numbers
    private final long[] bits; // items x words

    private CategorySets(ItemFacts facts, int words) {
        this.facts = facts;
        this.words = words;
        this.bits = new long[Math.multiplyExact(facts.items(), words)];
        for (int item = 0; words > 0 && item < facts.items(); item++) {
            for (int category : facts.categoriesOf(item)) {
                bits[item * words + (category >>> 6)] |= 1L << category;
            }
        }
    }

    static CategorySets of(ItemFacts facts) {
        int needed = (facts.categories().size() + 63) >>> 6;
        boolean fits = needed <= MOST_WORDS && (long) needed * facts.items() <= Integer.MAX_VALUE - 8;
        return new CategorySets(facts, fits ? needed : 0);
    }

    /** How many categories an item has. */
    int size(int item) {
        return facts.categoriesOf(item).length;
    }

    /** How many categories two items have in common. */
    int common(int a, int b) {
        if (Math.max(a, b) >= facts.items()) {
            return 0;
        }
        if (words == 1) {
            return Long.bitCount(bits[a] & bits[b]);
        }
        if (words == 0) {
            return common(facts.categoriesOf(a), facts.categoriesOf(b));
        }
        int count = 0;
        for (int word = 0; word < words; word++) {
            count += Long.bitCount(bits[a * words + word] & bits[b * words + word]);
        }
        return count;
    }

    private static int common(int[] a, int[] b) {
        int common = 0;
        int i = 0;
        int j = 0;
        while (i < a.length && j < b.length) {
            common += a[i] == b[j] ? 1 : 0;
            int step = Integer.compare(a[i], b[j]);
            i += step <= 0 ? 1 : 0;
            j += step >= 0 ? 1 : 0;
        }
        return common;
    }
}
