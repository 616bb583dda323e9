package dev.recsys.benchmarks.guard;

import java.util.PriorityQueue;

/** Top-K as a first draft would have it: dot products over rows, and a heap. Frozen. */
final class NaiveTopK {

    private final float[][] items;

    NaiveTopK(float[][] items) {
        this.items = items;
    }

    /** The sum of the best scores, so that nothing is optimised away. */
    float best(float[] query, int k) {
        PriorityQueue<Float> heap = new PriorityQueue<>(k + 1);
        for (float[] item : items) {
            float score = 0f;
            for (int f = 0; f < query.length; f++) {
                score += query[f] * item[f];
            }
            if (heap.size() < k || score > heap.peek()) {
                heap.add(score);
                if (heap.size() > k) {
                    heap.poll();
                }
            }
        }
        float sum = 0f;
        for (float score : heap) {
            sum += score;
        }
        return sum;
    }
}
