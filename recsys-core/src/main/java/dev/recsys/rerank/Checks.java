package dev.recsys.rerank;

/** Checks of settings; each gives the value back. */
final class Checks {

    private Checks() {}

    static double share(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " must be between 0 and 1 but was " + value);
        }
        return value;
    }
}
