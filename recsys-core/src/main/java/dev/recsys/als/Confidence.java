package dev.recsys.als;

import dev.recsys.als.ImplicitAls.Objective;
import dev.recsys.format.SectionInput;
import dev.recsys.format.SectionOutput;

/** The terms of implicit feedback, the same for both sides: rows are factors and nothing else. */
final class Confidence implements RowTerms {

    private final int factors;
    private final double alpha;
    private final double positiveExtra;
    private final double unobserved;
    private final double regularization;
    private final double exponent;

    private Confidence(
            int factors,
            double alpha,
            double positiveExtra,
            double unobserved,
            double regularization,
            double exponent) {
        this.factors = factors;
        this.alpha = alpha;
        this.positiveExtra = positiveExtra;
        this.unobserved = unobserved;
        this.regularization = regularization;
        this.exponent = exponent;
    }

    static Confidence of(ImplicitAls config) {
        return new Confidence(
                config.factors(),
                config.alpha(),
                config.objective() == Objective.MISSING_PAIRS ? config.unobservedWeight() : 0,
                config.unobservedWeight(),
                config.regularization(),
                config.regularizationExponent());
    }

    /** {@code factors}: of the matrices that follow. */
    static Confidence read(SectionInput in) {
        return new Confidence(0, in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble());
    }

    void write(SectionOutput out) {
        out.writeDouble(alpha);
        out.writeDouble(positiveExtra);
        out.writeDouble(unobserved);
        out.writeDouble(regularization);
        out.writeDouble(exponent);
    }

    Confidence withFactors(int count) {
        return new Confidence(count, alpha, positiveExtra, unobserved, regularization, exponent);
    }

    @Override
    public String remedy() {
        return "lower alpha or the weights";
    }

    @Override
    public int width() {
        return factors;
    }

    @Override
    public int unknowns() {
        return factors;
    }

    @Override
    public int observedFrom() {
        return 0;
    }

    @Override
    public int free() {
        return factors;
    }

    /** The same for both objectives: the common matrix already has w0 for every pair. */
    @Override
    public float matrix(float weight) {
        return (float) alpha * Math.abs(weight);
    }

    /** 0 for a dislike, whose target is 0. */
    @Override
    public float target(float weight, float[] fixed, int offset) {
        return weight > 0 ? (float) alpha * weight + (float) positiveExtra : 0f;
    }

    @Override
    public float base(float[] fixed, int offset) {
        return 0f;
    }

    @Override
    public float common() {
        return (float) unobserved;
    }

    @Override
    public float diagonal(int entries, int others) {
        return (float) (regularization * StrictMath.pow(entries + unobserved * others, exponent));
    }

    @Override
    public void load(float[] row, int offset, float[] x) {
        System.arraycopy(row, offset, x, 0, factors);
    }

    @Override
    public void store(float[] x, float[] row, int offset) {
        System.arraycopy(x, 0, row, offset, factors);
    }
}
