package dev.recsys.nmf;

/** Decides after each iteration whether to go on, as scikit-learn does for each solver. */
final class Stopping {

    private static final int MULTIPLICATIVE_PERIOD = 10;

    private final boolean descent;
    private final double tolerance;
    private double firstViolation;
    private double firstError;
    private double previousError;

    Stopping(Nmf.Solver solver, double tolerance) {
        this.descent = solver == Nmf.Solver.COORDINATE_DESCENT;
        this.tolerance = tolerance;
    }

    /** Whether {@link #firstError} must be called before the first iteration. */
    boolean needsFirstError() {
        return tolerance > 0 && !descent;
    }

    void firstError(double error) {
        firstError = error;
        previousError = error;
    }

    boolean after(int iteration, double violation, double error) {
        if (tolerance == 0) {
            return false;
        }
        if (descent) {
            firstViolation = iteration == 1 ? violation : firstViolation;
            return violation <= tolerance * firstViolation;
        }
        if (iteration % MULTIPLICATIVE_PERIOD != 0) {
            return false;
        }
        boolean settled = previousError - error < tolerance * firstError;
        previousError = error;
        return settled;
    }
}
