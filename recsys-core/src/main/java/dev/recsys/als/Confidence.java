package dev.recsys.als;

import dev.recsys.als.ImplicitAls.Objective;

/** What an entry of weight w adds to the system of its row: {@code matrix * y y'} on the left, {@code target * y} right. */
final class Confidence {

    private final float alpha;
    private final float positiveExtra;
    private final double unobserved;
    private final double regularization;
    private final double exponent;

    Confidence(ImplicitAls config) {
        this.alpha = (float) config.alpha();
        this.unobserved = config.unobservedWeight();
        this.positiveExtra = config.objective() == Objective.MISSING_PAIRS ? (float) unobserved : 0f;
        this.regularization = config.regularization();
        this.exponent = config.regularizationExponent();
    }

    /** The same for both objectives: the common matrix already has w0 for every pair. */
    float matrix(float weight) {
        return alpha * Math.abs(weight);
    }

    /** 0 for a dislike, whose target is 0. */
    float target(float weight) {
        return weight > 0 ? alpha * weight + positiveExtra : 0f;
    }

    float unobserved() {
        return (float) unobserved;
    }

    /** The diagonal of a row with {@code entries} entries, {@code others} being the rows of the other side. */
    float diagonal(int entries, int others) {
        return (float) (regularization * Math.pow(entries + unobserved * others, exponent));
    }
}
