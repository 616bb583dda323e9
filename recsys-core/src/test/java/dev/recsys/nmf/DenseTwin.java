package dev.recsys.nmf;

/** The same factorisation over every cell of a dense matrix, in doubles, without any shortcut. */
final class DenseTwin {

    private static final double EPSILON = Math.scalb(1.0, -23);

    private DenseTwin() {}

    /** One iteration: first {@code w}, then {@code h}; both modified. */
    static void iterate(double[][] v, double[][] w, double[][] h, Nmf.Solver solver) {
        half(v, w, h, solver);
        half(transpose(v, h.length), h, w, solver);
    }

    private static void half(double[][] v, double[][] w, double[][] h, Nmf.Solver solver) {
        for (int u = 0; u < w.length; u++) {
            if (solver == Nmf.Solver.COORDINATE_DESCENT) {
                descend(v[u], w[u], h);
            } else {
                multiply(v[u], w[u], h);
            }
        }
    }

    private static void descend(double[] v, double[] w, double[][] h) {
        for (int f = 0; f < w.length; f++) {
            double gradient = 0;
            double curvature = 0;
            for (int i = 0; i < v.length; i++) {
                gradient += (product(w, h[i]) - v[i]) * h[i][f];
                curvature += h[i][f] * h[i][f];
            }
            if (curvature != 0) {
                w[f] = Math.max(0, w[f] - gradient / curvature);
            }
        }
    }

    private static void multiply(double[] v, double[] w, double[][] h) {
        double[] updated = new double[w.length];
        for (int f = 0; f < w.length; f++) {
            double numerator = 0;
            double denominator = 0;
            for (int i = 0; i < v.length; i++) {
                numerator += v[i] * h[i][f];
                denominator += product(w, h[i]) * h[i][f];
            }
            updated[f] = w[f] * numerator / (denominator == 0 ? EPSILON : denominator);
        }
        System.arraycopy(updated, 0, w, 0, w.length);
    }

    static double error(double[][] v, double[][] w, double[][] h) {
        double squares = 0;
        for (int u = 0; u < w.length; u++) {
            for (int i = 0; i < h.length; i++) {
                double difference = v[u][i] - product(w[u], h[i]);
                squares += difference * difference;
            }
        }
        return Math.sqrt(squares);
    }

    private static double product(double[] x, double[] y) {
        double sum = 0;
        for (int f = 0; f < x.length; f++) {
            sum += x[f] * y[f];
        }
        return sum;
    }

    private static double[][] transpose(double[][] v, int columns) {
        double[][] out = new double[columns][v.length];
        for (int u = 0; u < v.length; u++) {
            for (int i = 0; i < columns; i++) {
                out[i][u] = v[u][i];
            }
        }
        return out;
    }
}
