package dev.recsys.internal.solve;

import java.util.Arrays;

/** Where rows lie and what they count for; not copied, a list of references. Not thread-safe. */
final class Observations {

    float[][] sources;
    int[] offsets;
    float[] scales;
    float[] targets;
    int count;

    Observations(int capacity) {
        this.sources = new float[capacity][];
        this.offsets = new int[capacity];
        this.scales = new float[capacity];
        this.targets = new float[capacity];
    }

    boolean isFull() {
        return count == offsets.length;
    }

    void add(float[] source, int offset, float scale, float target) {
        sources[count] = source;
        offsets[count] = offset;
        scales[count] = scale;
        targets[count++] = target;
    }

    void grow() {
        int capacity = (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(64L, count * 2L));
        sources = Arrays.copyOf(sources, capacity);
        offsets = Arrays.copyOf(offsets, capacity);
        scales = Arrays.copyOf(scales, capacity);
        targets = Arrays.copyOf(targets, capacity);
    }
}
