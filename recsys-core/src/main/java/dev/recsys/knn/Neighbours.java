package dev.recsys.knn;

import dev.recsys.TrainingException;
import dev.recsys.data.SparseMatrix;
import dev.recsys.data.SparseMatrixBuilder;
import dev.recsys.train.TrainingContext;
import java.util.Arrays;

/** The neighbours of every vector: a square matrix of similarities, each row the neighbours of one. */
final class Neighbours {

    private static final int MIN_CHUNK = 128;
    private static final int MAX_CHUNK = 8192;
    private static final int CHUNKS = 32; // wanted: often enough to be heard, seldom enough to keep all workers busy

    private Neighbours() {}

    /**
     * Compares every row of {@code vectors} with every other. One task per row, whose pairs are offered to both; what is kept
     * does not depend on the order of offers.
     *
     * @param index of the same rows
     * @param withSelf whether a vector may be among its own neighbours
     * @throws TrainingException if a similarity is larger than a float holds
     */
    static SparseMatrix of(
            SparseMatrix vectors, VectorIndex index, boolean withSelf, String name, TrainingContext context) {
        int rows = vectors.rows();
        int chunk = Math.max(MIN_CHUNK, Math.min(MAX_CHUNK, rows / CHUNKS));
        int chunks = (int) (((long) rows + chunk - 1) / chunk);
        NeighbourHeap[] heaps = new NeighbourHeap[rows];
        Arrays.setAll(heaps, row -> new NeighbourHeap(index.config().neighbours()));
        PairSearch[] workers = new PairSearch[context.parallelism().workers()];
        for (int c = 0; c < chunks; c++) {
            int first = c * chunk;
            int length = Math.min(chunk, rows - first);
            context.parallelism().run(length, context.cancellation(), name, (worker, task) -> {
                PairSearch mine = workers[worker];
                if (mine == null) {
                    mine = new PairSearch(vectors, index, heaps, withSelf, PairSearch.BLOCK);
                    workers[worker] = mine;
                }
                mine.compare(first + task);
            });
            requireFinite(workers, name);
            context.progress().step("neighbours", c + 1L, chunks, "");
        }
        return drained(heaps);
    }

    /** The rows of a matrix, one from each heap; empties them. */
    static SparseMatrix drained(NeighbourHeap[] heaps) {
        NeighbourHeap empty = new NeighbourHeap(0);
        SparseMatrixBuilder neighbours = SparseMatrix.builder(heaps.length, heaps.length);
        for (int row = 0; row < heaps.length; row++) {
            heaps[row].drainTo(neighbours);
            heaps[row] = empty; // its memory may go
        }
        return neighbours.build();
    }

    private static void requireFinite(PairSearch[] workers, String name) {
        for (PairSearch worker : workers) {
            if (worker != null && worker.overflowed()) {
                throw new TrainingException(name + ": a similarity is larger than a 32-bit float holds;"
                        + " use similarity cosine, or scale the weights down");
            }
        }
    }

    /**
     * Checks neighbours that were read.
     *
     * @throws IllegalArgumentException if they are not similarities of {@code size} vectors
     */
    static void check(SparseMatrix neighbours, int size) {
        if (neighbours.rows() != size || neighbours.columns() != size || neighbours.isPattern()) {
            throw new IllegalArgumentException("the neighbours of " + size + " were expected but are " + neighbours);
        }
        int[] positions = new int[neighbours.maxRowLength()];
        float[] similarities = new float[positions.length];
        for (int row = 0; row < size; row++) {
            int count = neighbours.copyRow(row, positions, similarities);
            for (int i = 0; i < count; i++) {
                if (!(similarities[i] > 0)) {
                    throw new IllegalArgumentException("row " + row + ": neighbour " + positions[i] + " has similarity "
                            + similarities[i] + " but only those above 0 are kept");
                }
            }
        }
    }
}
