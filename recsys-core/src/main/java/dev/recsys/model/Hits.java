package dev.recsys.model;

import dev.recsys.internal.math.BestItems;
import dev.recsys.internal.math.PackedItems;

/** What a kernel reported: slots whose scores reached a threshold. Only these are held against the mask. */
final class Hits {

    private Hits() {}

    /**
     * Offers the items of one word of hits.
     *
     * @param bits one for each slot from {@code first} on
     * @param scores of the panel's slots, from {@code scoresAt} on
     * @param floor the threshold so far
     * @return the threshold from now on
     */
    static float offer(
            long bits,
            int first,
            PackedItems items,
            int panel,
            float[] scores,
            int scoresAt,
            ItemMask allowed,
            BestItems best,
            float floor) {
        float threshold = floor;
        for (long left = bits; left != 0; left &= left - 1) {
            int slot = first + Long.numberOfTrailingZeros(left);
            float score = scores[scoresAt + slot];
            int item = items.itemAt(panel, slot);
            if (score >= threshold && item >= 0 && allowed.contains(item)) {
                best.offer(item, score);
                threshold = Math.max(threshold, best.threshold());
            }
        }
        return threshold;
    }
}
