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

    /** The objective at these factors. */
    double objective(double[][] users, double[][] items) {
        double sum = 0;
        for (int u = 0; u < users.length; u++) {
            sum += penalty(weights[u]) * dot(users[u], users[u]);
            for (int i = 0; i < items.length; i++) {
                double score = dot(users[u], items[i]);
                double[] terms = terms(weights[u][i]);
                sum += terms[0] * score * score - 2 * terms[1] * score + terms[1];
            }
        }
        for (int i = 0; i < items.length; i++) {
            sum += penalty(column(i)) * dot(items[i], items[i]);
        }
        return sum;
    }

    /** Half the slope of the objective in the factors of a user. */
    double[] slope(int user, double[][] users, double[][] items) {
        double[] slope = new double[config.factors()];
        for (int f = 0; f < slope.length; f++) {
            slope[f] = penalty(weights[user]) * users[user][f];
            for (int i = 0; i < items.length; i++) {
                double[] terms = terms(weights[user][i]);
                slope[f] += (terms[0] * dot(users[user], items[i]) - terms[1]) * items[i][f];
            }
        }
        return slope;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int f = 0; f < a.length; f++) {
            sum += a[f] * b[f];
        }
        return sum;
    }

    private double penalty(double[] row) {
        int entries = 0;
        for (double weight : row) {
            entries += weight != 0 ? 1 : 0;
        }
        double size = entries + config.unobservedWeight() * row.length;
        return config.regularization() * Math.pow(size, config.regularizationExponent());
    }

    /** The best row for user {@code user} with the items fixed. */
    double[] solveUser(int user, double[][] items) {
        return solve(weights[user], items);
    }

    /** The best row for item {@code item} with the users fixed. */
    double[] solveItem(int item, double[][] users) {
        return solve(column(item), users);
    }

    private double[] column(int item) {
        double[] column = new double[weights.length];
        for (int u = 0; u < column.length; u++) {
            column[u] = weights[u][item];
        }
        return column;
    }

    private double[] solve(double[] row, double[][] fixed) {
        int n = config.factors();
        DMatrixRMaj a = new DMatrixRMaj(n, n);
        DMatrixRMaj b = new DMatrixRMaj(n, 1);
        for (int other = 0; other < row.length; other++) {
            double[] terms = terms(row[other]);
            for (int f = 0; f < n; f++) {
                b.add(f, 0, terms[1] * fixed[other][f]);
                for (int g = 0; g < n; g++) {
                    a.add(f, g, terms[0] * fixed[other][f] * fixed[other][g]);
                }
            }
        }
        for (int f = 0; f < n; f++) {
            a.add(f, f, penalty(row));
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
