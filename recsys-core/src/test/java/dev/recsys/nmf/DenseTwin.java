package dev.recsys.nmf;

/** The same factorisation over every cell of a dense matrix, in doubles, without any shortcut. */
final class DenseTwin {

    private static final double EPSILON = Math.scalb(1.0, -23);

    private final Nmf config;
    private final double[][] v;

    DenseTwin(Nmf config, double[][] v) {
        this.config = config;
        this.v = v;
    }

    /** One iteration: first {@code w}, then {@code h}; both modified. */
    void iterate(double[][] w, double[][] h) {
        half(v, w, h, config.regularization() * h.length);
        half(transpose(v, h.length), h, w, itemRegularization() * w.length);
    }

    private double itemRegularization() {
        return config.itemRegularization().orElse(config.regularization());
    }

    private void half(double[][] matrix, double[][] w, double[][] h, double penalty) {
        double l1 = penalty * config.l1Ratio();
        double l2 = penalty * (1 - config.l1Ratio());
        for (int u = 0; u < w.length; u++) {
            if (config.loss() == Nmf.Loss.KULLBACK_LEIBLER) {
                divide(matrix[u], w[u], h, l1, l2);
            } else if (config.solver() == Nmf.Solver.COORDINATE_DESCENT) {
                descend(matrix[u], w[u], h, l1, l2);
            } else {
                multiply(matrix[u], w[u], h, l1, l2);
            }
        }
    }

    private static void descend(double[] row, double[] w, double[][] h, double l1, double l2) {
        for (int f = 0; f < w.length; f++) {
            double gradient = l1 + l2 * w[f];
            double curvature = l2;
            for (int i = 0; i < row.length; i++) {
                gradient += (product(w, h[i]) - row[i]) * h[i][f];
                curvature += h[i][f] * h[i][f];
            }
            if (curvature != 0) {
                w[f] = Math.max(0, w[f] - gradient / curvature);
            }
        }
    }

    private static void multiply(double[] row, double[] w, double[][] h, double l1, double l2) {
        double[] updated = new double[w.length];
        for (int f = 0; f < w.length; f++) {
            double numerator = 0;
            double denominator = l1 + l2 * w[f];
            for (int i = 0; i < row.length; i++) {
                numerator += row[i] * h[i][f];
                denominator += product(w, h[i]) * h[i][f];
            }
            updated[f] = w[f] * numerator / (denominator == 0 ? EPSILON : denominator);
        }
        System.arraycopy(updated, 0, w, 0, w.length);
    }

    private static void divide(double[] row, double[] w, double[][] h, double l1, double l2) {
        double[] updated = new double[w.length];
        for (int f = 0; f < w.length; f++) {
            double numerator = 0;
            double sum = 0;
            for (int i = 0; i < row.length; i++) {
                numerator += row[i] / Math.max(EPSILON, product(w, h[i])) * h[i][f];
                sum += h[i][f];
            }
            double denominator = (sum == 0 ? 1 : sum) + l1 + l2 * w[f];
            updated[f] = w[f] * numerator / denominator;
        }
        System.arraycopy(updated, 0, w, 0, w.length);
    }

    /** The loss and the penalties. */
    double objective(double[][] w, double[][] h) {
        double loss = 0;
        for (int u = 0; u < w.length; u++) {
            for (int i = 0; i < h.length; i++) {
                loss += cell(v[u][i], product(w[u], h[i]));
            }
        }
        return loss + cost(w, config.regularization() * h.length) + cost(h, itemRegularization() * w.length);
    }

    private double cell(double value, double product) {
        if (config.loss() == Nmf.Loss.FROBENIUS) {
            return (value - product) * (value - product) / 2;
        }
        return value == 0 ? product : value * Math.log(value / Math.max(EPSILON, product)) - value + product;
    }

    private double cost(double[][] side, double penalty) {
        double sum = 0;
        for (double[] row : side) {
            for (double value : row) {
                sum += penalty * (config.l1Ratio() * value + (1 - config.l1Ratio()) / 2 * value * value);
            }
        }
        return sum;
    }

    private static double product(double[] x, double[] y) {
        double sum = 0;
        for (int f = 0; f < x.length; f++) {
            sum += x[f] * y[f];
        }
        return sum;
    }

    private static double[][] transpose(double[][] matrix, int columns) {
        double[][] out = new double[columns][matrix.length];
        for (int u = 0; u < matrix.length; u++) {
            for (int i = 0; i < columns; i++) {
                out[i][u] = matrix[u][i];
            }
        }
        return out;
    }
}
