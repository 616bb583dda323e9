package dev.recsys.eval.metric;

/** How many relevant items are to be expected in front, if tied items are in any order. */
final class ExpectedHits {

    private ExpectedHits() {}

    /** How many of the first k are relevant, to be expected; {@link JudgedList#hits} if there are no ties. */
    static double among(JudgedList list, int k) {
        if (!list.hasTies()) {
            return list.hits(k);
        }
        int hits = list.hits(list.size());
        int sure = 0;
        double expected = 0;
        for (int first = 0; first < hits && list.tieStart(list.hit(first)) < k; ) {
            int start = list.tieStart(list.hit(first));
            int end = list.tieEnd(list.hit(first));
            int relevant = relevant(list, first, end);
            if (end <= k) {
                sure += relevant;
            } else {
                expected = (double) relevant * (k - start) / (end - start);
            }
            first += relevant;
        }
        return sure + expected;
    }

    /** How many hits, from the first of a group on, are in the group. */
    static int relevant(JudgedList list, int first, int end) {
        int hits = list.hits(list.size());
        int next = first;
        while (next < hits && list.hit(next) < end) {
            next++;
        }
        return next - first;
    }

    /** The probability that none of the {@code relevant} of {@code size} items in any order is among the first {@code drawn}. */
    static double none(int relevant, int size, int drawn) {
        double probability = 1;
        for (int i = 0; i < relevant; i++) {
            probability *= Math.max(0, (double) (size - drawn - i) / (size - i));
        }
        return probability;
    }
}
