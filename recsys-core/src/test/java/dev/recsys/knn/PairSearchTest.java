package dev.recsys.knn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.data.SparseMatrix;
import dev.recsys.data.SparseMatrixBuilder;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compared with {@link NeighbourSearch}, which takes one vector at a time and all its products at once. */
class PairSearchTest {

    @ParameterizedTest
    @CsvSource({"0.02, 1, 7", "0.02, 2, 13", "0.5, 1, 7", "0.5, 3, 64", "0.5, 1, 1", "0.02, 1, 200", "0.9, 2, 199"})
    void theBitsAreThoseOfOneSearchPerVectorInBlocksOfAnySize(double density, int minOverlap, int blockSize) {
        SparseMatrix vectors = Weights.sparse(Weights.random(200, 37, density, 83), 37);
        for (Similarity similarity : Similarity.values()) {
            for (boolean withSelf : new boolean[] {false, true}) {
                Knn<?> config = Knn.items()
                        .withSimilarity(similarity)
                        .withMinOverlap(minOverlap)
                        .withAsymmetry(0.25)
                        .withNeighbours(9);
                VectorIndex index = VectorIndex.of(vectors, config);
                assertThat(inBlocks(vectors, index, withSelf, blockSize))
                        .as("%s, with self %s", similarity, withSelf)
                        .isEqualTo(oneByOne(vectors, index, withSelf));
            }
        }
    }

    private static SparseMatrix inBlocks(SparseMatrix vectors, VectorIndex index, boolean withSelf, int blockSize) {
        NeighbourHeap[] heaps = new NeighbourHeap[vectors.rows()];
        Arrays.setAll(heaps, row -> new NeighbourHeap(index.config().neighbours()));
        PairSearch search = new PairSearch(vectors, index, heaps, withSelf, blockSize);
        for (int row = vectors.rows() - 1; row >= 0; row--) {
            search.compare(row);
        }
        return Neighbours.drained(heaps);
    }

    private static SparseMatrix oneByOne(SparseMatrix vectors, VectorIndex index, boolean withSelf) {
        NeighbourSearch search = new NeighbourSearch(index, index.config().neighbours());
        SparseMatrixBuilder neighbours = SparseMatrix.builder(vectors.rows(), vectors.rows());
        int[] terms = new int[vectors.maxRowLength()];
        float[] values = new float[terms.length];
        for (int row = 0; row < vectors.rows(); row++) {
            int count = vectors.copyRow(row, terms, values);
            search.find(withSelf ? NeighbourSearch.NONE : row, terms, values, count)
                    .appendTo(neighbours);
        }
        return neighbours.build();
    }
}
