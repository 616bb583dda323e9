package dev.recsys.benchmarks;

import dev.recsys.data.DataShape;
import dev.recsys.data.FactorMatrix;
import dev.recsys.data.SparseMatrix;
import dev.recsys.model.FactorModel;
import dev.recsys.model.ModelInfo;
import java.util.Map;

/** Seeded data of the shapes that benchmarks share. */
public final class GeneratedData {

    private GeneratedData() {}

    /** Users with about {@code perUser} items each, most of them popular ones. */
    public static SparseMatrix matrix(int users, int items, int perUser) {
        return PowerLawMatrix.create(users, items, perUser, 1);
    }

    /** Normal factors of unequal lengths. */
    public static FactorMatrix factors(int rows, int factors, long seed) {
        return PowerLawMatrix.factors(rows, factors, seed);
    }

    /** Normal factors of equal expected lengths: pruning finds nothing to leave out. */
    public static FactorModel model(int users, int items, int factors) {
        return FactorModel.of(
                ModelInfo.of("benchmark", Map.of(), DataShape.of(users, items, 0)),
                PowerLawMatrix.even(users, factors, 1),
                PowerLawMatrix.even(items, factors, 2));
    }
}
