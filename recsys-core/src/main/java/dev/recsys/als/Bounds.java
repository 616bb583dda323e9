package dev.recsys.als;

import dev.recsys.parameter.Parameter;
import dev.recsys.parameter.Parameter.Scale;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The key and the range of a number: stated once, for the descriptor's parameter and for the wither that checks. */
record Bounds(String key, double min, double max) {

    static final Bounds FACTORS = new Bounds("factors", 1, 4096);
    static final Bounds ITERATIONS = new Bounds("iterations", 1, 10_000);
    static final Bounds REGULARIZATION = new Bounds("regularization", 0, 1e6);
    static final Bounds REGULARIZATION_EXPONENT = new Bounds("regularizationExponent", 0, 2);
    static final Bounds UNOBSERVED_WEIGHT = new Bounds("unobservedWeight", 0, 1e6);
    static final Bounds ALPHA = new Bounds("alpha", 1e-9, 1e9);
    static final Bounds SOLVER_STEPS = new Bounds("solverSteps", 1, 1000);
    static final Bounds INITIAL_DEVIATION = new Bounds("initialDeviation", 1e-9, 1e3);

    int check(int value) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    key + " must be between " + (int) min + " and " + (int) max + " but was " + value);
        }
        return value;
    }

    double check(double value) {
        if (!(value >= min && value <= max)) {
            throw new IllegalArgumentException(key + " must be between " + min + " and " + max + " but was " + value);
        }
        return value;
    }

    <C> Parameter<C, Integer> integer(
            Scale scale, String description, Function<C, Integer> getter, BiFunction<C, Integer, C> wither) {
        return Parameter.integer(key, (int) min, (int) max, scale, description, getter, wither);
    }

    <C> Parameter<C, Double> decimal(
            Scale scale, String description, Function<C, Double> getter, BiFunction<C, Double, C> wither) {
        return Parameter.decimal(key, min, max, scale, description, getter, wither);
    }
}
