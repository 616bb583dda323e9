package dev.recsys.model;

import dev.recsys.internal.math.BestItems;
import dev.recsys.internal.math.PackedItems;

/** Exact top-K by scanning packed items block by block, for one query or many. */
final class TopKScan {

    private TopKScan() {}

    static TopK one(PackedItems items, float[] query, int k, ItemMask allowed) {
        return many(items, new float[][] {query}, k, new ItemMask[] {allowed})[0];
    }

    static TopK[] many(PackedItems items, float[][] queries, int k, ItemMask[] allowed) {
        checkK(k);
        BestItems[] best = new BestItems[queries.length];
        int kept = Math.min(k, Math.max(1, items.items()));
        for (int q = 0; q < best.length; q++) {
            checkMask(allowed[q], items.items());
            best[q] = new BestItems(kept);
        }
        float[] scores = new float[PackedItems.BLOCK];
        for (int block = 0; block < items.blocks(); block++) {
            int first = block * PackedItems.BLOCK;
            int length = items.blockLength(block);
            for (int q = 0; q < best.length; q++) {
                if (allowed[q].mayContainAny(first, first + length)) {
                    items.scoreBlock(block, queries[q], scores);
                    offerBlock(best[q], scores, length, first, allowed[q]);
                }
            }
        }
        return drain(best, kept);
    }

    /** Top-K of scores that are known already. */
    static TopK ofScores(float[] scores, int k, ItemMask allowed) {
        checkK(k);
        checkMask(allowed, scores.length);
        int kept = Math.min(k, Math.max(1, scores.length));
        BestItems best = new BestItems(kept);
        offerBlock(best, scores, scores.length, 0, allowed);
        return drain(new BestItems[] {best}, kept)[0];
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

    private static void offerBlock(BestItems best, float[] scores, int length, int first, ItemMask allowed) {
        float threshold = best.threshold();
        for (int i = 0; i < length; i++) {
            if (scores[i] >= threshold && allowed.contains(first + i)) {
                best.offer(first + i, scores[i]);
                threshold = best.threshold();
            }
        }
    }

    private static TopK[] drain(BestItems[] best, int kept) {
        TopK[] lists = new TopK[best.length];
        int[] ids = new int[kept];
        float[] values = new float[kept];
        for (int q = 0; q < best.length; q++) {
            int count = best[q].drain(ids, values);
            lists[q] = TopK.of(ids, values, count);
        }
        return lists;
    }
}
