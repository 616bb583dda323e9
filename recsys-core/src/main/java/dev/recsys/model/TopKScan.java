package dev.recsys.model;

import dev.recsys.execution.Parallelism;
import dev.recsys.internal.math.BestItems;
import dev.recsys.internal.math.PackedItems;
import java.util.ArrayList;
import java.util.List;

/**
 * Exact top-K over packed items. Queries that can have few items are served item by item, those of zeros without looking
 * at any; the others by a scan: {@link SingleScan} for one, {@link BatchScan} for many.
 */
final class TopKScan {

    /** Queries per pass: their vectors stay in the second-level cache while the items stream by. */
    private static final int QUERIES_PER_PASS = 512;

    /** One query scans about so many items while it scores one by itself; a batch shares its scan among many. */
    private static final int ITEMS_PER_LISTED = 32;

    private static final int ITEMS_PER_LISTED_IN_BATCH = 256;

    private TopKScan() {}

    static TopK one(PackedItems items, float[] query, int k, ItemMask allowed, Parallelism parallelism) {
        checkK(k);
        checkMask(allowed, items.items());
        BestItems best = new BestItems(kept(k, items.items()));
        if (isZero(query)) {
            offerFirst(best, allowed, k);
        } else if (isListed(allowed, k, ITEMS_PER_LISTED)) {
            offerListed(best, items, query, allowed);
        } else {
            new SingleScan(items, query, allowed).run(best, parallelism);
        }
        return drained(best);
    }

    static TopK[] many(PackedItems items, float[][] queries, int k, ItemMask[] allowed) {
        checkK(k);
        for (int q = 0; q < queries.length; q++) {
            checkMask(allowed[q], items.items());
        }
        TopK[] lists = new TopK[queries.length];
        for (int from = 0; from < queries.length; from += QUERIES_PER_PASS) {
            pass(items, queries, k, allowed, from, Math.min(queries.length, from + QUERIES_PER_PASS), lists);
        }
        return lists;
    }

    private static void pass(
            PackedItems items, float[][] queries, int k, ItemMask[] allowed, int from, int to, TopK[] lists) {
        List<BestItems> best = new ArrayList<>(to - from);
        BatchScan scan = new BatchScan(items, to - from);
        for (int q = from; q < to; q++) {
            BestItems mine = new BestItems(kept(k, items.items()));
            best.add(mine);
            if (isZero(queries[q])) {
                offerFirst(mine, allowed[q], k);
            } else if (isListed(allowed[q], k, ITEMS_PER_LISTED_IN_BATCH)) {
                offerListed(mine, items, queries[q], allowed[q]);
            } else {
                scan.add(queries[q], allowed[q], mine);
            }
        }
        scan.run();
        for (int q = from; q < to; q++) {
            lists[q] = drained(best.get(q - from));
        }
    }

    /** Top-K of scores that are known already. */
    static TopK ofScores(float[] scores, int k, ItemMask allowed) {
        checkK(k);
        checkMask(allowed, scores.length);
        BestItems best = new BestItems(kept(k, scores.length));
        float threshold = best.threshold();
        for (int i = 0; i < scores.length; i++) {
            if (scores[i] >= threshold && allowed.contains(i)) {
                best.offer(i, scores[i]);
                threshold = best.threshold();
            }
        }
        return drained(best);
    }

    private static int kept(int k, int items) {
        return Math.min(k, Math.max(1, items));
    }

    private static boolean isZero(float[] query) {
        for (float q : query) {
            if (q != 0) {
                return false;
            }
        }
        return true;
    }

    /** Few allowed items, or so few that no threshold would ever arise. */
    private static boolean isListed(ItemMask allowed, int k, int itemsPerListed) {
        int count = allowed.count();
        return count <= allowed.items() / itemsPerListed || (count < k && count <= allowed.items() / 8);
    }

    /** All scores are 0, so positions decide. */
    private static void offerFirst(BestItems best, ItemMask allowed, int k) {
        for (int item = allowed.next(0), n = 0; item >= 0 && n < k; item = allowed.next(item + 1), n++) {
            best.offer(item, 0f);
        }
    }

    private static void offerListed(BestItems best, PackedItems items, float[] query, ItemMask allowed) {
        for (int item = allowed.next(0); item >= 0; item = allowed.next(item + 1)) {
            best.offer(item, items.score(item, query));
        }
    }

    private static void checkK(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("k must be at least 1 but was " + k);
        }
    }

    private static void checkMask(ItemMask allowed, int items) {
        if (allowed.items() != items) {
            throw new IllegalArgumentException(
                    "the mask is over " + allowed.items() + " items but the model has " + items);
        }
    }

    private static TopK drained(BestItems best) {
        int[] ids = new int[best.size()];
        float[] values = new float[ids.length];
        int count = best.drain(ids, values);
        return TopK.of(ids, values, count);
    }
}
