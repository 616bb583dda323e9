package dev.recsys.als;

import dev.recsys.als.ImplicitAls.Objective;
import dev.recsys.format.SectionInput;
import dev.recsys.format.SectionOutput;

/** What an entry of weight w adds to the system of its row: {@code matrix * y y'} on the left, {@code target * y} right. */
final class Confidence {

    private final double alpha;
    private final double positiveExtra;
    private final double unobserved;
    private final double regularization;
    private final double exponent;

    private Confidence(double alpha, double positiveExtra, double unobserved, double regularization, double exponent) {
        this.alpha = alpha;
        this.positiveExtra = positiveExtra;
        this.unobserved = unobserved;
        this.regularization = regularization;
        this.exponent = exponent;
    }

    static Confidence of(ImplicitAls config) {
        return new Confidence(
                config.alpha(),
                config.objective() == Objective.MISSING_PAIRS ? config.unobservedWeight() : 0,
                config.unobservedWeight(),
                config.regularization(),
                config.regularizationExponent());
    }

    static Confidence read(SectionInput in) {
        return new Confidence(in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble());
    }

    void write(SectionOutput out) {
        out.writeDouble(alpha);
        out.writeDouble(positiveExtra);
        out.writeDouble(unobserved);
        out.writeDouble(regularization);
        out.writeDouble(exponent);
    }

    /** The same for both objectives: the common matrix already has w0 for every pair. */
    float matrix(float weight) {
        return (float) alpha * Math.abs(weight);
    }

    /** 0 for a dislike, whose target is 0. */
    float target(float weight) {
        return weight > 0 ? (float) alpha * weight + (float) positiveExtra : 0f;
    }

    float unobserved() {
        return (float) unobserved;
    }

    /** The diagonal of a row with {@code entries} entries, {@code others} being the rows of the other side. */
    float diagonal(int entries, int others) {
        return (float) (regularization * StrictMath.pow(entries + unobserved * others, exponent));
    }
}
