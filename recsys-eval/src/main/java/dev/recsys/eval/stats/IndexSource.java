package dev.recsys.eval.stats;

import java.util.SplittableRandom;

/** Where a bootstrap gets its draws from. Not thread-safe. */
@FunctionalInterface
interface IndexSource {

    /** Writes draws to the first places of an array: each one of 0 to bound - 1, all equally likely. */
    void fill(int[] indices, int count, int bound);

    /** Two draws from each long of the generator, by multiplication, refusing what would favour some (Lemire, 2019). */
    static IndexSource of(SplittableRandom random) {
        return (indices, count, bound) -> {
            int threshold = Integer.remainderUnsigned(-bound, bound);
            int filled = 0;
            while (filled < count) {
                long bits = random.nextLong();
                long first = (bits >>> 32) * bound;
                long second = (bits & 0xffff_ffffL) * bound;
                if (Integer.compareUnsigned((int) first, threshold) >= 0) {
                    indices[filled++] = (int) (first >>> 32);
                }
                if (filled < count && Integer.compareUnsigned((int) second, threshold) >= 0) {
                    indices[filled++] = (int) (second >>> 32);
                }
            }
        };
    }
}
