package dev.recsys.knn;

import dev.recsys.TrainingException;
import dev.recsys.data.SparseMatrix;
import dev.recsys.data.SparseMatrixBuilder;
import dev.recsys.train.TrainingContext;

/** The neighbours of every vector: a square matrix of similarities, each row the neighbours of one. */
final class Neighbours {

    private static final int MIN_CHUNK = 128;
    private static final int MAX_CHUNK = 8192;
    private static final int CHUNKS = 32; // wanted: often enough to be heard, seldom enough to keep all workers busy

    private Neighbours() {}

    /**
     * Compares every row of {@code vectors} with all in the index. One task per row, which writes to places of its own.
     *
     * @param withSelf whether a vector may be among its own neighbours
     * @throws TrainingException if a similarity is larger than a float holds
     */
    static SparseMatrix of(
            SparseMatrix vectors, VectorIndex index, boolean withSelf, String name, TrainingContext context) {
        int rows = vectors.rows();
        int chunk = Math.max(MIN_CHUNK, Math.min(MAX_CHUNK, rows / CHUNKS));
        int chunks = (int) (((long) rows + chunk - 1) / chunk);
        Worker[] workers = new Worker[context.parallelism().workers()];
        WeightedRows[] found = new WeightedRows[Math.min(chunk, rows)];
        SparseMatrixBuilder neighbours = SparseMatrix.builder(rows, rows);
        for (int c = 0; c < chunks; c++) {
            int first = c * chunk;
            int length = Math.min(chunk, rows - first);
            context.parallelism().run(length, context.cancellation(), name, (worker, task) -> {
                workers[worker] = workers[worker] == null ? new Worker(vectors, index) : workers[worker];
                found[task] = workers[worker].find(first + task, withSelf);
            });
            requireFinite(workers, name);
            for (int i = 0; i < length; i++) {
                found[i].appendTo(neighbours);
            }
            context.progress().step("neighbours", c + 1L, chunks, "");
        }
        return neighbours.build();
    }

    private static void requireFinite(Worker[] workers, String name) {
        for (Worker worker : workers) {
            if (worker != null && worker.search.overflowed()) {
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

    /** The scratch of one worker. */
    private static final class Worker {

        private final SparseMatrix vectors;
        private final NeighbourSearch search;
        private final int[] terms;
        private final float[] values;

        Worker(SparseMatrix vectors, VectorIndex index) {
            this.vectors = vectors;
            this.search = new NeighbourSearch(index, index.config().neighbours());
            this.terms = new int[vectors.maxRowLength()];
            this.values = new float[terms.length];
        }

        WeightedRows find(int row, boolean withSelf) {
            int leftOut = withSelf ? NeighbourSearch.NONE : row;
            return search.find(leftOut, terms, values, vectors.copyRow(row, terms, values));
        }
    }
}
