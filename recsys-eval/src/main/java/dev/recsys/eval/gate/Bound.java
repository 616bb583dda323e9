package dev.recsys.eval.gate;

import java.util.Optional;

/** The right side of a rule: {@code factor x the model's value + offset}, or the offset alone. */
record Bound(Optional<String> model, double factor, double offset) {

    static Bound of(double number) {
        return new Bound(Optional.empty(), 0, number);
    }

    static Bound of(String model) {
        return new Bound(Optional.of(model), 1, 0);
    }

    Bound times(double newFactor) {
        return new Bound(model, newFactor, offset);
    }

    Bound plus(double newOffset) {
        return new Bound(model, factor, newOffset);
    }

    /** The bound for a value of the other model, or for nothing. */
    double at(double otherValue) {
        return model.isEmpty() ? offset : factor * otherValue + offset;
    }
}
