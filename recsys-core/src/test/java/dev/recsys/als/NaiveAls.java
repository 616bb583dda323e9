package dev.recsys.als;

import dev.recsys.als.ImplicitAls.Objective;
import dev.recsys.data.SparseMatrix;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** The two published objectives over every cell of a dense matrix, in doubles, with no shortcut: slow and plain. */
final class NaiveAls {

    private final ImplicitAls config;
    private final double[][] weights; // 0 for a pair that is not stored

    NaiveAls(ImplicitAls config, SparseMatrix matrix) {
        this.config = config;
        this.weights = new double[matrix.rows()][matrix.columns()];
        for (int u = 0; u < matrix.rows(); u++) {
            for (int i = 0; i < matrix.columns(); i++) {
                weights[u][i] = matrix.value(u, i);
            }
        }
    }

    /** The best row for user {@code user} with the items fixed. */
    double[] solveUser(int user, double[][] items) {
        return solve(weights[user], items);
    }

    /** The best row for item {@code item} with the users fixed. */
    double[] solveItem(int item, double[][] users) {
        double[] column = new double[users.length];
        for (int u = 0; u < column.length; u++) {
            column[u] = weights[u][item];
        }
        return solve(column, users);
    }

    private double[] solve(double[] row, double[][] fixed) {
        int n = config.factors();
        DMatrixRMaj a = new DMatrixRMaj(n, n);
        DMatrixRMaj b = new DMatrixRMaj(n, 1);
        int entries = 0;
        for (int other = 0; other < row.length; other++) {
            entries += row[other] != 0 ? 1 : 0;
            double[] terms = terms(row[other]);
            for (int f = 0; f < n; f++) {
                b.add(f, 0, terms[1] * fixed[other][f]);
                for (int g = 0; g < n; g++) {
                    a.add(f, g, terms[0] * fixed[other][f] * fixed[other][g]);
                }
            }
        }
        double size = entries + config.unobservedWeight() * row.length;
        for (int f = 0; f < n; f++) {
            a.add(f, f, config.regularization() * Math.pow(size, config.regularizationExponent()));
        }
        DMatrixRMaj x = new DMatrixRMaj(n, 1);
        CommonOps_DDRM.solve(a, b, x);
        return x.data;
    }

    /** The weight of s^2 and of s in the objective's derivative for one cell: sum of w_j (t_j - s)^2 has sum w_j, sum w_j t_j. */
    private double[] terms(double weight) {
        double confidence = config.alpha() * Math.abs(weight);
        double target = weight > 0 ? 1 : 0;
        if (config.objective() == Objective.ALL_PAIRS) {
            return new double[] {confidence + config.unobservedWeight(), confidence * target};
        }
        return weight == 0
                ? new double[] {config.unobservedWeight(), 0}
                : new double[] {
                    confidence + config.unobservedWeight(), (confidence + config.unobservedWeight()) * target
                };
    }
}
