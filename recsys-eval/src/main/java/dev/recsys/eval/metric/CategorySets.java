package dev.recsys.eval.metric;

/**
 * The categories of every item, laid out so that the pairs of a list are compared fast. Distances are summed over all pairs of the
 * first n items of a list; items that are not in the catalogue have no category.
 */
final class CategorySets {

    private static final int MOST_WORDS = 4;
    private static final int WIDTH = Long.SIZE + 1;

    private final ItemFacts facts;
    private final int words; // for each item; 0 if there are too many categories for bits
    private final long[] bits; // items x words
    private final double ofNone; // the Jaccard distance of two items without any category
    private final double[] distances; // of Jaccard, by common x WIDTH + either

    private CategorySets(ItemFacts facts, int words, double ofNone) {
        this.facts = facts;
        this.words = words;
        this.ofNone = ofNone;
        this.distances = distances(ofNone);
        this.bits = new long[Math.multiplyExact(facts.items(), words)];
        for (int item = 0; words > 0 && item < facts.items(); item++) {
            for (int category : facts.categoriesOf(item)) {
                bits[item * words + (category >>> 6)] |= 1L << category;
            }
        }
    }

    private static double[] distances(double ofNone) {
        double[] distances = new double[(Long.SIZE + 1) * WIDTH];
        for (int common = 0; common <= Long.SIZE; common++) {
            for (int either = common; either <= Long.SIZE; either++) {
                distances[common * WIDTH + either] = either == 0 ? ofNone : 1 - (double) common / either;
            }
        }
        return distances;
    }

    /**
     * Lays out the categories.
     *
     * @param ofNone the Jaccard distance of two items without any category
     */
    static CategorySets of(ItemFacts facts, double ofNone) {
        int needed = (facts.categories().size() + 63) >>> 6;
        boolean fits = needed <= MOST_WORDS && (long) needed * facts.items() <= Integer.MAX_VALUE - 8;
        return new CategorySets(facts, fits ? needed : 0, ofNone);
    }

    /** 1 - common categories / categories of either. */
    double jaccard(JudgedList list, int n) {
        return words == 0 ? byNumbers(list, n) : words == 1 ? byWord(list, n) : byWords(list, n);
    }

    private double byWord(JudgedList list, int n) {
        long[] sets = gather(list, n);
        double sum = 0;
        for (int i = 1; i < n; i++) {
            sum += sumOfPairs(sets, i);
        }
        return sum;
    }

    /** The sum of an item's distances from those before it; two sums at a time, as each addition waits for the one before. */
    private double sumOfPairs(long[] sets, int item) {
        long set = sets[item];
        double even = 0;
        double odd = 0;
        int j = 0;
        for (; j + 1 < item; j += 2) {
            even += distances[Long.bitCount(set & sets[j]) * WIDTH + Long.bitCount(set | sets[j])];
            odd += distances[Long.bitCount(set & sets[j + 1]) * WIDTH + Long.bitCount(set | sets[j + 1])];
        }
        if (j < item) {
            even += distances[Long.bitCount(set & sets[j]) * WIDTH + Long.bitCount(set | sets[j])];
        }
        return even + odd;
    }

    private double byWords(JudgedList list, int n) {
        long[] sets = gather(list, n);
        double sum = 0;
        for (int i = 1; i < n; i++) {
            for (int j = 0; j < i; j++) {
                int common = 0;
                int either = 0;
                for (int word = 0; word < words; word++) {
                    common += Long.bitCount(sets[i * words + word] & sets[j * words + word]);
                    either += Long.bitCount(sets[i * words + word] | sets[j * words + word]);
                }
                sum += either == 0 ? ofNone : 1 - (double) common / either;
            }
        }
        return sum;
    }

    private long[] gather(JudgedList list, int n) {
        long[] sets = new long[n * words];
        for (int i = 0; i < n; i++) {
            for (int word = 0; word < words && list.item(i) < facts.items(); word++) {
                sets[i * words + word] = bits[list.item(i) * words + word];
            }
        }
        return sets;
    }

    private double byNumbers(JudgedList list, int n) {
        double sum = 0;
        for (int i = 1; i < n; i++) {
            int[] one = facts.categoriesOf(list.item(i));
            for (int j = 0; j < i; j++) {
                int[] other = facts.categoriesOf(list.item(j));
                int common = common(one, other);
                int either = one.length + other.length - common;
                sum += either == 0 ? ofNone : 1 - (double) common / either;
            }
        }
        return sum;
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

    /**
     * 1 - common categories / root of (categories of the one x categories of the other), and 1 if one has none. The square of the
     * sum of unit vectors is their number and twice the sum of the cosines of all pairs, so that no pair need be looked at.
     */
    double cosine(JudgedList list, int n) {
        double[] sums = new double[facts.categories().size()];
        int vectors = 0;
        for (int i = 0; i < n; i++) {
            int[] own = facts.categoriesOf(list.item(i));
            for (int category : own) {
                sums[category] += 1 / Math.sqrt(own.length);
            }
            vectors += own.length > 0 ? 1 : 0;
        }
        double square = 0;
        for (double sum : sums) {
            square += sum * sum;
        }
        return pairs(n) - (square - vectors) / 2;
    }

    /** How many categories one has and the other has not: each category splits the list in those with it and those without. */
    double hamming(JudgedList list, int n) {
        int[] counts = new int[facts.categories().size()];
        for (int i = 0; i < n; i++) {
            for (int category : facts.categoriesOf(list.item(i))) {
                counts[category]++;
            }
        }
        double sum = 0;
        for (int count : counts) {
            sum += (double) count * (n - count);
        }
        return sum;
    }

    /** How many pairs n items make. */
    static double pairs(int n) {
        return n * (n - 1.0) / 2;
    }
}
