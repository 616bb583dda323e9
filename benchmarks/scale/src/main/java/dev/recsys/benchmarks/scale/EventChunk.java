package dev.recsys.benchmarks.scale;

import java.util.List;
import java.util.SplittableRandom;

/**
 * A stretch of generated events, in columns. Each chunk has a random sequence of its own, so chunks can be made in any order
 * and by any number of threads. Not thread-safe; make one per thread.
 *
 * <p>Users and items follow power laws. Users belong to groups, and three of five events of a user are with items of the
 * user's group, so that there is something to learn.
 */
final class EventChunk {

    /** How many events a chunk has; the last one of a specification may have fewer. */
    static final int SIZE = 1 << 16;

    /** The names of the types; views are 80 of 100 events, clicks 15, purchases 5. */
    static final List<String> TYPES = List.of("view", "click", "purchase");

    private static final double USER_EXPONENT = 0.6;
    private static final double ITEM_EXPONENT = 0.8;
    private static final int GROUPS = 32;
    private static final long FIRST_TIME = 1_700_000_000_000L;
    private static final long YEAR = 365L * 86_400_000L;

    private final EventSpec spec;
    private final PowerLaw userLaw;
    private final PowerLaw itemLaw;
    private final long userStep;
    private final long itemStep;

    /** Users of the events, 1 to the number of users. */
    final int[] users = new int[SIZE];

    /** Items of the events, 1 to the number of items. */
    final int[] items = new int[SIZE];

    /** Types of the events, indexes into {@link #TYPES}. */
    final byte[] types = new byte[SIZE];

    /** Times of the events, in epoch milliseconds; there are ever more events in the course of a year. */
    final long[] times = new long[SIZE];

    EventChunk(EventSpec spec) {
        this.spec = spec;
        this.userLaw = new PowerLaw(spec.users(), USER_EXPONENT);
        this.itemLaw = new PowerLaw(spec.items(), ITEM_EXPONENT);
        this.userStep = coprime(spec.users());
        this.itemStep = coprime(spec.items());
    }

    /** How many chunks there are. */
    static int chunks(EventSpec spec) {
        return Math.toIntExact((spec.events() + SIZE - 1) / SIZE);
    }

    /**
     * Makes the events of a chunk.
     *
     * @return how many there are
     */
    int fill(int chunk) {
        SplittableRandom random = new SplittableRandom(seedOf(chunk));
        int count = (int) Math.min(SIZE, spec.events() - (long) chunk * SIZE);
        for (int i = 0; i < count; i++) {
            int user = userLaw.rank(random.nextDouble());
            int item = itemLaw.rank(random.nextDouble());
            int draw = random.nextInt(10_000);
            if (draw < 6_000) {
                item = Math.min(spec.items() - 1, item - item % GROUPS + user % GROUPS);
            }
            users[i] = (int) (1 + user * userStep % spec.users());
            items[i] = (int) (1 + item * itemStep % spec.items());
            int kind = draw % 100;
            types[i] = (byte) (kind < 80 ? 0 : kind < 95 ? 1 : 2);
            times[i] = FIRST_TIME + (long) (YEAR * Math.sqrt(random.nextDouble()));
        }
        return count;
    }

    /** Scrambled: sequences from seeds in even steps would be parts of one sequence. */
    private long seedOf(int chunk) {
        return new SplittableRandom(spec.seed() ^ ((chunk + 1L) << 32)).nextLong();
    }

    /** A step that visits all of 0 to n - 1, so that ids do not stand in the order of popularity. */
    private static long coprime(int n) {
        long step = Math.max(1, (long) (n * 0.618));
        while (gcd(step, n) != 1) {
            step++;
        }
        return step;
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
