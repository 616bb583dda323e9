package dev.recsys.internal.simd.vector;

/** Where packed items lie: panels one after the other in arrays of a power of two of them, {@code [factor][slot]} each. */
final class PanelStore {

    private static final int ARRAY_FLOATS = 1 << 20; // 4 MiB: no array is huge to a garbage collector

    private PanelStore() {}

    /** Panels per array. */
    static int perArray(int width, int factors) {
        return Integer.highestOneBit(Math.max(1, ARRAY_FLOATS / (width * factors)));
    }

    static float[][] allocate(int width, int slots, int factors) {
        int panels = (int) (((long) slots + width - 1) / width);
        int perArray = perArray(width, factors);
        float[][] store = new float[(int) (((long) panels + perArray - 1) / perArray)][];
        for (int a = 0; a < store.length; a++) {
            store[a] = new float[Math.min(perArray, panels - a * perArray) * width * factors];
        }
        return store;
    }

    static void put(int width, float[][] store, int slot, int factors, float[] vector) {
        float[] array = array(width, store, slot, factors);
        int at = offset(width, slot, factors);
        for (int f = 0; f < factors; f++) {
            array[at + f * width] = vector[f];
        }
    }

    /** The score of one slot, added up in the order of the kernels. */
    static float score(int width, float[][] store, int slot, int factors, float[] query) {
        float[] array = array(width, store, slot, factors);
        int at = offset(width, slot, factors);
        float sum = 0f;
        for (int f = 0; f < factors; f++) {
            sum = Math.fma(query[f], array[at + f * width], sum);
        }
        return sum;
    }

    private static float[] array(int width, float[][] store, int slot, int factors) {
        return store[slot / width / perArray(width, factors)];
    }

    private static int offset(int width, int slot, int factors) {
        return slot / width % perArray(width, factors) * width * factors + slot % width;
    }
}
