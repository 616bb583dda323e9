package dev.recsys.store;

import dev.recsys.Experimental;
import java.util.Arrays;

/** A few floats in order, for instance an embedding. Immutable, thread-safe. */
@Experimental
public final class FeatureVector {

    private final float[] values;

    private FeatureVector(float[] values) {
        this.values = values;
    }

    /**
     * A vector.
     *
     * @param values finite; copied
     */
    public static FeatureVector of(float... values) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException("element " + i + " must be finite but was " + values[i]);
            }
        }
        return new FeatureVector(values.clone());
    }

    /** How many elements it has. */
    public int size() {
        return values.length;
    }

    /** The element at place {@code index}. */
    public float value(int index) {
        return values[index];
    }

    /** The elements, a new array. */
    public float[] toArray() {
        return values.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FeatureVector that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
