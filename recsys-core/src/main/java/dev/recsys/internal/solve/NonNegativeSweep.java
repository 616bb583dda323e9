package dev.recsys.internal.solve;

import dev.recsys.internal.simd.Axpy;
import dev.recsys.internal.simd.SweepKernel;
import java.util.Arrays;

/**
 * Steps towards the non-negative w that minimises 1/2 w' G w - b' w + l1 sum(w), where G is a symmetric Gram matrix, its
 * diagonal raised by the L2 penalty, and b what the data asks for: one row of a non-negative factorisation with the other
 * side fixed.
 *
 * <p>Cost O(factors^2) per step, less where w holds zeros. All arrays have at least {@code b.length} elements.
 * Sources: Cichocki and Phan, IEICE Trans. Fundamentals E92-A(3), 2009; Hsieh and Dhillon, KDD 2011 (coordinate descent);
 * Lee and Seung, NIPS 2001 (multiplicative updates).
 */
public final class NonNegativeSweep {

    private NonNegativeSweep() {}

    /**
     * The gradient G w - b + l1.
     *
     * @param gram G, rows; not modified
     * @param target b; not modified
     * @param l1 the L1 penalty
     * @param row w; not modified
     * @param gradient receives the gradient; modified
     */
    public static void gradient(float[][] gram, float[] target, float l1, float[] row, float[] gradient) {
        product(gram, row, gradient, target.length);
        for (int f = 0; f < target.length; f++) {
            gradient[f] -= target[f] - l1;
        }
    }

    /**
     * Minimises over one element of w after the other, once.
     *
     * @param gram G, rows; not modified
     * @param row w; modified
     * @param gradient the gradient at w; modified, it follows w
     * @param factors how many elements
     * @return the sum of the absolute projected gradient as each element was met: 0 at the minimum
     */
    public static double descend(float[][] gram, float[] row, float[] gradient, int factors) {
        double violation = 0;
        for (int f = 0; f < factors; f++) {
            float slope = gradient[f];
            float old = row[f];
            violation += Math.abs(old == 0 ? Math.min(0f, slope) : slope);
            float curvature = gram[f][f];
            if (curvature != 0) {
                float updated = Math.max(0f, old - slope / curvature);
                float change = updated - old;
                if (change != 0) {
                    row[f] = updated;
                    Axpy.add(change, gram[f], gradient, 0, factors);
                }
            }
        }
        return violation;
    }

    /**
     * Multiplies every element w_f of every row by b_f / (c_f + l2 w_f): the step for the Kullback-Leibler divergence, where b_f is the
     * sum of (v / the product now) h_f over the entries and c_f the sum of all h_f, plus the L1 penalty. An element that is
     * 0 stays 0, and one that falls below 1e-18 becomes 0.
     *
     * @param common c; not modified
     * @param l2 the L2 penalty
     * @param targets b of each row, one row after the other; not modified
     * @param rows w of each row, one row after the other; modified
     * @param count how many rows
     */
    public static void multiplyByRatios(float[] common, float l2, float[] targets, float[] rows, int count) {
        for (int r = 0, p = 0; r < count; r++) {
            for (int f = 0; f < common.length; f++, p++) {
                rows[p] = SweepKernel.scaled(rows[p], targets[p], common[f] + l2 * rows[p]);
            }
        }
    }

    /** {@code out = G w}, four rows of G at a time. */
    private static void product(float[][] gram, float[] row, float[] out, int factors) {
        Arrays.fill(out, 0, factors, 0f);
        int f = 0;
        for (; f + 4 <= factors; f += 4) {
            float a = row[f];
            float b = row[f + 1];
            float c = row[f + 2];
            float d = row[f + 3];
            if (a != 0 || b != 0 || c != 0 || d != 0) {
                Axpy.add4(a, gram[f], b, gram[f + 1], c, gram[f + 2], d, gram[f + 3], out, 0, factors);
            }
        }
        for (; f < factors; f++) {
            Axpy.add(row[f], gram[f], out, 0, factors);
        }
    }
}
