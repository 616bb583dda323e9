package dev.recsys.internal.simd;

/**
 * Scores of packed items: score = sum over factors of query[f] * item[f], added up in the same order by every method here,
 * so one item's score for one query has the same bits however it was asked for.
 *
 * <p>Items lie in panels of {@link #width()} slots; what the arrays of a store hold is the provider's business. Queries are
 * asked one at a time, or in tiles of {@link #tileQueries()}, laid out {@code [tile][factor][query]}.
 */
public interface PanelKernel {

    /** Items per panel. */
    int width();

    /** Queries per tile. */
    int tileQueries();

    /** Words per query in the bit sets that report hits: one bit per slot of a panel. */
    default int hitWords() {
        return (width() + 63) >>> 6;
    }

    /**
     * An empty store, all slots zero.
     *
     * @param slots how many items, rounded up to whole panels
     * @param factors elements per item, at least 1
     */
    float[][] allocate(int slots, int factors);

    /**
     * Puts an item into a slot.
     *
     * @param store modified
     * @param vector {@code factors} elements; not modified
     */
    void put(float[][] store, int slot, int factors, float[] vector);

    /**
     * Scores one panel for tiles of queries, up to the first tile in which a score reaches its query's threshold.
     *
     * @param tiles queries, {@code [tile][factor][query]}; not modified
     * @param from the first tile
     * @param to the tile after the last
     * @param thresholds one per query, {@code [tile][query]}; not modified
     * @param hits receives, for the tile that is returned, a bit set of slots per query; all zero for queries without one
     * @param scores receives the scores of that tile, {@code [query][slot]}, at least for queries with hits
     * @return the first tile with a score at least as high as its query's threshold; {@code to} if there is none
     */
    int scan(
            float[][] store,
            int panel,
            int factors,
            float[] tiles,
            int from,
            int to,
            float[] thresholds,
            long[] hits,
            float[] scores);

    /**
     * Scores panels for one query, up to the first panel in which a score reaches the threshold.
     *
     * @param from the first panel
     * @param to the panel after the last
     * @param query {@code factors} elements; not modified
     * @param hits receives a bit set of the slots of the panel that is returned
     * @param scores receives the scores of that panel
     * @return the first panel with a score of at least {@code threshold}; {@code to} if there is none
     */
    int scanOne(
            float[][] store,
            int from,
            int to,
            int factors,
            float[] query,
            float threshold,
            long[] hits,
            float[] scores);

    /** The score of one slot. */
    float score(float[][] store, int slot, int factors, float[] query);
}
