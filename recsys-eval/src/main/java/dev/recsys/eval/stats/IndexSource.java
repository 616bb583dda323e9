package dev.recsys.eval.stats;

import java.util.SplittableRandom;

/** Where a bootstrap gets its draws from. Not thread-safe. */
interface IndexSource {

    /** One of 0 to bound - 1, all equally likely. */
    int next(int bound);

    /** Two draws from each long of the generator, by multiplication, refusing what would favour some (Lemire, 2019). */
    static IndexSource of(SplittableRandom random) {
        return new IndexSource() {

            private long spare;
            private boolean hasSpare;

            @Override
            public int next(int bound) {
                while (true) {
                    long product = bits() * bound;
                    int low = (int) product;
                    if (Integer.compareUnsigned(low, bound) >= 0
                            || Integer.compareUnsigned(low, Integer.remainderUnsigned(-bound, bound)) >= 0) {
                        return (int) (product >>> 32);
                    }
                }
            }

            private long bits() {
                if (hasSpare) {
                    hasSpare = false;
                    return spare;
                }
                long bits = random.nextLong();
                spare = bits >>> 32;
                hasSpare = true;
                return bits & 0xffff_ffffL;
            }
        };
    }
}
