package dev.recsys.model;

import dev.recsys.internal.math.BestItems;
import dev.recsys.internal.math.PackedItems;
import dev.recsys.internal.simd.PanelKernel;
import java.util.Arrays;

/**
 * One pass over all items for many queries: panels outer, tiles of queries inner. A query leaves as soon as nothing that is
 * left can reach its threshold; the last one takes its column, so tiles stay full. Not thread-safe.
 */
final class BatchScan {

    private final PackedItems items;
    private final PanelKernel kernel;
    private final int tile; // queries per tile
    private final float[] tiles; // [tile][factor][query]
    private final float[] thresholds; // by column; infinite where there is no query
    private final double[] lengths;
    private final BestItems[] best;
    private final ItemMask[] allowed;
    private final long[] hits;
    private final float[] scores;
    private int active;

    /** An empty batch for at most {@code capacity} queries. */
    BatchScan(PackedItems items, int capacity) {
        this.items = items;
        this.kernel = items.kernel();
        this.tile = kernel.tileQueries();
        int columns = (capacity + tile - 1) / tile * tile;
        this.tiles = new float[Math.multiplyExact(columns, items.factors())];
        this.thresholds = new float[columns];
        this.lengths = new double[columns];
        this.best = new BestItems[columns];
        this.allowed = new ItemMask[columns];
        this.hits = new long[tile * kernel.hitWords()];
        this.scores = new float[tile * kernel.width()];
        Arrays.fill(thresholds, Float.POSITIVE_INFINITY);
    }

    /** Adds a query; {@code into} receives its best items. */
    void add(float[] query, ItemMask mask, BestItems into) {
        int column = active++;
        int at = at(column);
        for (int f = 0; f < query.length; f++, at += tile) {
            tiles[at] = query[f];
        }
        thresholds[column] = into.threshold();
        lengths[column] = PackedItems.length(query);
        best[column] = into;
        allowed[column] = mask;
    }

    private int at(int column) {
        return column / tile * tile * items.factors() + column % tile;
    }

    void run() {
        for (int panel = 0; panel < items.panels(); panel++) {
            retire(panel);
            if (active == 0) {
                return;
            }
            int count = (active + tile - 1) / tile;
            int t = items.scan(panel, tiles, 0, count, thresholds, hits, scores);
            while (t < count) {
                take(panel, t);
                t = items.scan(panel, tiles, t + 1, count, thresholds, hits, scores);
            }
        }
    }

    private void retire(int panel) {
        for (int column = active - 1; column >= 0; column--) {
            if (items.reach(panel, lengths[column]) < thresholds[column]) {
                remove(column);
            }
        }
    }

    private void remove(int column) {
        int last = --active;
        int to = at(column);
        int from = at(last);
        for (int f = 0; f < items.factors(); f++, to += tile, from += tile) {
            tiles[to] = tiles[from];
        }
        thresholds[column] = thresholds[last];
        lengths[column] = lengths[last];
        best[column] = best[last];
        allowed[column] = allowed[last];
        thresholds[last] = Float.POSITIVE_INFINITY;
    }

    private void take(int panel, int t) {
        int words = kernel.hitWords();
        int width = kernel.width();
        for (int q = 0; q < tile; q++) {
            int column = t * tile + q;
            if (column < active) {
                float threshold = thresholds[column];
                for (int w = 0; w < words; w++) {
                    threshold = Hits.offer(
                            hits[q * words + w],
                            w << 6,
                            items,
                            panel,
                            scores,
                            q * width,
                            allowed[column],
                            best[column],
                            threshold);
                }
                thresholds[column] = threshold;
            }
        }
    }
}
