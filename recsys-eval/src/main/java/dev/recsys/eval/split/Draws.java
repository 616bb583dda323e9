package dev.recsys.eval.split;

import dev.recsys.event.EventLog;
import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;

/** Draws from a seed. */
final class Draws {

    private Draws() {}

    /** The seed of one user: the seed and an FNV-1a hash of the id's stored bytes. */
    static long userSeed(EventLog<?, ?> log, int user, long seed) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : log.users().bytes(user)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return seed * 0x9e3779b97f4a7c15L + hash;
    }

    /**
     * Marks the rows of {@code wanted} of {@code pairs} counting pairs, each subset equally likely (Knuth, TAOCP 2, 3.4.2,
     * algorithm S).
     */
    static void pairs(PairRows rows, int from, int end, int pairs, int wanted, long seed, BitSet marked) {
        SplittableRandom random = new SplittableRandom(seed);
        int left = pairs;
        int needed = wanted;
        int row = from;
        while (row < end) {
            int next = rows.pairEnd(row);
            if (rows.pairCounts(row, next)) {
                if (random.nextInt(left) < needed) {
                    marked.set(row, next);
                    needed--;
                }
                left--;
            }
            row = next;
        }
    }

    /**
     * Deals cards to hands of the given sizes, each way to do so equally likely. Asked once per card.
     */
    static final class Deal {

        private final SplittableRandom random;
        private final int[] room; // by hand
        private int left;

        private Deal(int[] room, long seed) {
            this.random = new SplittableRandom(seed);
            this.room = room;
            this.left = Arrays.stream(room).sum();
        }

        /** Hands of sizes that sum up to the number of cards. */
        static Deal of(long seed, int... sizes) {
            return new Deal(sizes.clone(), seed);
        }

        /** Hands whose sizes differ by 1 at most. */
        static Deal even(int cards, int hands, long seed) {
            int[] sizes = new int[hands];
            for (int hand = 0; hand < hands; hand++) {
                sizes[hand] = cards / hands + (hand < cards % hands ? 1 : 0);
            }
            return new Deal(sizes, seed);
        }

        /** The hand that the next card goes to. */
        int next() {
            int place = random.nextInt(left--);
            int hand = 0;
            while (place >= room[hand]) {
                place -= room[hand++];
            }
            room[hand]--;
            return hand;
        }
    }
}
