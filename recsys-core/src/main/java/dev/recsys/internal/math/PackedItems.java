package dev.recsys.internal.math;

import dev.recsys.internal.simd.Kernels;
import dev.recsys.internal.simd.PanelKernel;
import java.util.Arrays;

/**
 * Item vectors packed for scanning, the longest ones first: the best scores are met early, and once a query's threshold
 * exceeds what the longest vector left can give (Cauchy-Schwarz), nothing after it can count. Built once per model. An
 * item's score has the same bits in a scan of all items, for given items, and for one query or many.
 *
 * <p>Memory: 4 bytes per element, the last panel rounded up, and 8 per item; while it is made 8 more. Immutable,
 * thread-safe.
 */
public final class PackedItems {

    private static final double ULP = 0x1p-23;

    private final PanelKernel kernel;
    private final int items;
    private final int factors;
    private final float[][] store;
    private final int[] itemAt; // by slot
    private final int[] slotOf; // by item
    private final double[] reach; // by panel, descending: no score of an item there or later exceeds reach * |query|

    private PackedItems(PanelKernel kernel, RowReader rows, int items, int factors) {
        this.kernel = kernel;
        this.items = items;
        this.factors = factors;
        this.store = kernel.allocate(items, factors);
        this.itemAt = new int[items];
        this.slotOf = new int[items];
        this.reach = new double[(int) (((long) items + kernel.width() - 1) / kernel.width())];
        fill(rows);
    }

    /**
     * Packs rows with the kernels of this JVM.
     *
     * @param rows the vectors by item, finite
     * @param items how many
     * @param factors elements of each
     */
    public static PackedItems of(RowReader rows, int items, int factors) {
        return of(Kernels.active().panels(), rows, items, factors);
    }

    /** Packs rows with given kernels. */
    public static PackedItems of(PanelKernel kernel, RowReader rows, int items, int factors) {
        return new PackedItems(kernel, rows, items, factors);
    }

    private void fill(RowReader rows) {
        float[] vector = new float[factors];
        long[] order = new long[items]; // descending length, then ascending position
        for (int item = 0; item < items; item++) {
            rows.copyRow(item, vector, 0);
            order[item] = (long) ~Float.floatToRawIntBits((float) length(vector)) << 32 | item;
        }
        Arrays.sort(order);
        for (int slot = items - 1; slot >= 0; slot--) {
            int item = (int) order[slot];
            itemAt[slot] = item;
            slotOf[item] = slot;
            int panel = slot / kernel.width();
            double later = panel + 1 < reach.length ? reach[panel + 1] : 0;
            rows.copyRow(item, vector, 0);
            reach[panel] = Math.max(Math.max(reach[panel], later), bound(length(vector)));
            kernel.put(store, slot, factors, vector);
        }
    }

    /** What a computed score can be at most for a query of length 1: rounding is bounded by the number of additions. */
    private double bound(double length) {
        return length * (1 + (factors + 16) * ULP) + factors * (double) Float.MIN_VALUE;
    }

    /** The Euclidean length of a vector. */
    public static double length(float[] vector) {
        double sum = 0;
        for (float v : vector) {
            sum += (double) v * v;
        }
        return Math.sqrt(sum);
    }

    /** The kernels that made it. */
    public PanelKernel kernel() {
        return kernel;
    }

    /** How many items there are. */
    public int items() {
        return items;
    }

    /** How many factors each has. */
    public int factors() {
        return factors;
    }

    /** How many panels there are. */
    public int panels() {
        return reach.length;
    }

    /** How many bytes it takes. */
    public long bytes() {
        long bytes = 8L * items + 8L * reach.length;
        for (float[] array : store) {
            bytes += 16 + 4L * array.length;
        }
        return bytes;
    }

    /** The item in a slot, or -1 for the empty slots at the end of the last panel. */
    public int itemAt(int panel, int slot) {
        int at = panel * kernel.width() + slot;
        return at < items ? itemAt[at] : -1;
    }

    /** What no score from a panel on exceeds, for a query of a given length. */
    public double reach(int panel, double length) {
        return reach[panel] * length + factors * (double) Float.MIN_VALUE;
    }

    /** The first panel from which on no score reaches the threshold; {@link #panels()} if any might. */
    public int end(float threshold, double length) {
        int low = 0;
        int high = reach.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (reach(middle, length) < threshold) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** {@link PanelKernel#scan} on a panel of these items. */
    public int scan(int panel, float[] tiles, int from, int to, float[] thresholds, long[] hits, float[] scores) {
        return kernel.scan(store, panel, factors, tiles, from, to, thresholds, hits, scores);
    }

    /** {@link PanelKernel#scanOne} on panels of these items. */
    public int scanOne(int from, int to, float[] query, float threshold, long[] hits, float[] scores) {
        return kernel.scanOne(store, from, to, factors, query, threshold, hits, scores);
    }

    /** The score of one item, the same bits as scans give. */
    public float score(int item, float[] query) {
        return kernel.score(store, slotOf[item], factors, query);
    }
}
