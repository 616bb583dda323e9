package dev.recsys.model;

import dev.recsys.execution.Cancellation;
import dev.recsys.execution.Parallelism;
import dev.recsys.internal.math.BestItems;
import dev.recsys.internal.math.PackedItems;
import dev.recsys.internal.simd.PanelKernel;

/**
 * One pass over the items for one query. On several workers the calling one looks at the longest items first; what it found
 * is the floor for all shares, and their best are put together at the end: the total order makes the list the same for any
 * number of workers. Not thread-safe.
 */
final class SingleScan {

    private static final int SHARES_PER_WORKER = 4;
    private static final int HEAD = 64; // one of so many parts of the panels is looked at first

    private final PackedItems items;
    private final PanelKernel kernel;
    private final float[] query;
    private final ItemMask allowed;
    private final double length;

    SingleScan(PackedItems items, float[] query, ItemMask allowed) {
        this.items = items;
        this.kernel = items.kernel();
        this.query = query;
        this.allowed = allowed;
        this.length = PackedItems.length(query);
    }

    void run(BestItems best, Parallelism parallelism) {
        int panels = items.panels();
        if (parallelism.workers() == 1) {
            scan(0, panels, best, best.threshold());
            return;
        }
        int head = (panels + HEAD - 1) / HEAD;
        scan(0, head, best, best.threshold());
        float floor = best.threshold();
        int end = items.end(floor, length);
        if (end <= head) {
            return;
        }
        int shares = Math.min(end - head, parallelism.workers() * SHARES_PER_WORKER);
        BestItems[] parts = new BestItems[shares];
        parallelism.run(shares, Cancellation.NEVER, "scoring items", (worker, share) -> {
            parts[share] = new BestItems(best.capacity());
            int from = head + (int) ((long) (end - head) * share / shares);
            int to = head + (int) ((long) (end - head) * (share + 1) / shares);
            scan(from, to, parts[share], floor);
        });
        int[] ids = new int[best.capacity()];
        float[] scores = new float[best.capacity()];
        for (BestItems part : parts) {
            int count = part.drain(ids, scores);
            for (int i = 0; i < count; i++) {
                best.offer(ids[i], scores[i]);
            }
        }
    }

    private void scan(int from, int to, BestItems best, float floor) {
        long[] hits = new long[kernel.hitWords()];
        float[] scores = new float[kernel.width()];
        float threshold = floor;
        int end = Math.min(to, items.end(threshold, length));
        for (int panel = from; panel < end; panel++) {
            panel = items.scanOne(panel, end, query, threshold, hits, scores);
            if (panel < end) {
                for (int w = 0; w < hits.length; w++) {
                    threshold = Hits.offer(hits[w], w << 6, items, panel, scores, 0, allowed, best, threshold);
                }
                end = Math.min(to, items.end(threshold, length));
            }
        }
    }
}
