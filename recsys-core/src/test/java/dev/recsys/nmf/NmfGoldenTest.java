package dev.recsys.nmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsys.data.Dataset;
import dev.recsys.data.FactorMatrix;
import dev.recsys.data.FactorMatrixBuilder;
import dev.recsys.data.SparseMatrix;
import dev.recsys.event.IdIndex;
import dev.recsys.event.IdType;
import dev.recsys.model.FactorModel;
import dev.recsys.model.ModelBundle;
import dev.recsys.model.ModelInfo;
import dev.recsys.train.TrainingContext;
import dev.recsys.train.TrainingInput;
import dev.recsys.train.WarmStart;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * From the same first factors, 30 iterations take the same way as those of scikit-learn 1.9.1. Its side, in Python, with
 * {@code u}, {@code i} and {@code f} counted from 0:
 *
 * <pre>
 * V = np.array([[(u*7+i*3)%5 and (u*i+u+2*i)%7 for i in range(9)] for u in range(12)], dtype=float)
 * W = np.array([[0.1+((u*5+f*3)%7)/7 for f in range(3)] for u in range(12)])
 * H = np.array([[0.1+((i*4+f*5)%9)/9 for i in range(9)] for f in range(3)])
 * nmf = NMF(3, init="custom", solver=..., beta_loss=..., alpha_W=..., alpha_H=..., l1_ratio=..., max_iter=30, tol=0)
 * W = nmf.fit_transform(V, W=W, H=H); H = nmf.components_
 * </pre>
 *
 * <p>The objective is {@code _beta_divergence(V, W, H, beta)} and the penalties with the scales of {@code
 * _compute_regularization}.
 */
class NmfGoldenTest {

    private static final int USERS = 12;
    private static final int ITEMS = 9;
    private static final int FACTORS = 3;

    @ParameterizedTest
    @CsvSource({
        "FROBENIUS, COORDINATE_DESCENT, 0, 0, 0, 98.988372, 5.196549, 0.183236, 0.000000, 1.583997",
        "FROBENIUS, COORDINATE_DESCENT, 0.05, 0.05, 0, 124.377683, 2.058194, 0.127175, 0.000000, 1.961837",
        "FROBENIUS, COORDINATE_DESCENT, 0.05, 0.05, 1, 129.142529, 2.889292, 0.132632, 0.000000, 1.688848",
        "FROBENIUS, COORDINATE_DESCENT, 0.05, 0.02, 0.5, 117.211507, 1.898215, 0.127417, 0.000000, 2.198360",
        "FROBENIUS, MULTIPLICATIVE_UPDATES, 0.05, 0.02, 0.5, 128.163622, 1.149136, 0.092080, 0.437587, 2.139006",
        "KULLBACK_LEIBLER, MULTIPLICATIVE_UPDATES, 0, 0, 0, 58.644921, 1.631157, 0.000018, 0.001254, 0.775282",
        "KULLBACK_LEIBLER, MULTIPLICATIVE_UPDATES, 0.05, 0.05, 0, 81.913220, 1.263143, 0.000080, 0.001140, 1.777275",
        "KULLBACK_LEIBLER, MULTIPLICATIVE_UPDATES, 0.05, 0.05, 1, 87.828974, 0.977961, 0.000014, 0.002133, 1.249779",
        "KULLBACK_LEIBLER, MULTIPLICATIVE_UPDATES, 0.05, 0.02, 0.5, 76.429026, 0.761413, 0.000021, 0.001919, 1.858590"
    })
    void thirtyIterationsEndWhereScikitLearnEnds(
            Nmf.Loss loss,
            Nmf.Solver solver,
            double users,
            double items,
            double l1Ratio,
            double objective,
            double w00,
            double w112,
            double h00,
            double h82) {
        SparseMatrix matrix = Matrices.sparse(values(), ITEMS);
        Nmf trainer = Nmf.frobenius()
                .withFactors(FACTORS)
                .withIterations(30)
                .withLoss(loss)
                .withSolver(solver)
                .withRegularization(users)
                .withItemRegularization(items)
                .withL1Ratio(l1Ratio);
        Dataset<Integer, Integer> data = Dataset.of(ids(USERS), ids(ITEMS), matrix);
        FactorModel first = FactorModel.of(ModelInfo.of("nmf", Map.of(), data.shape()), firstUsers(), firstItems());
        WarmStart start = WarmStart.of(ModelBundle.of(first, data), data);
        FactorModel model = trainer.train(TrainingInput.of(data).withWarmStart(start), TrainingContext.defaults());

        assertThat(trainer.objective(matrix, model)).isCloseTo(objective, within(1e-5 * objective));
        assertThat((double) model.userFactors().get(0, 0)).isCloseTo(w00, within(1e-4));
        assertThat((double) model.userFactors().get(11, 2)).isCloseTo(w112, within(1e-4));
        assertThat((double) model.itemFactors().get(0, 0)).isCloseTo(h00, within(1e-4));
        assertThat((double) model.itemFactors().get(8, 2)).isCloseTo(h82, within(1e-4));
    }

    private static IdIndex<Integer> ids(int count) {
        return IdIndex.of(IdType.INT, IntStream.range(0, count).boxed().toList());
    }

    private static double[][] values() {
        double[][] v = new double[USERS][ITEMS];
        for (int u = 0; u < USERS; u++) {
            for (int i = 0; i < ITEMS; i++) {
                v[u][i] = (u * 7 + i * 3) % 5 == 0 ? 0 : (u * i + u + 2 * i) % 7;
            }
        }
        return v;
    }

    private static FactorMatrix firstUsers() {
        FactorMatrixBuilder w = FactorMatrix.builder(USERS, FACTORS);
        for (int u = 0; u < USERS; u++) {
            w.setRow(u, new float[] {share(u * 5, 7), share(u * 5 + 3, 7), share(u * 5 + 6, 7)}, 0);
        }
        return w.build();
    }

    private static FactorMatrix firstItems() {
        FactorMatrixBuilder h = FactorMatrix.builder(ITEMS, FACTORS);
        for (int i = 0; i < ITEMS; i++) {
            h.setRow(i, new float[] {share(i * 4, 9), share(i * 4 + 5, 9), share(i * 4 + 10, 9)}, 0);
        }
        return h.build();
    }

    private static float share(int number, int modulus) {
        return (float) (0.1 + number % modulus / (double) modulus);
    }
}
