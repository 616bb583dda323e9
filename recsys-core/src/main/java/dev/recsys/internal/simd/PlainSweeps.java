package dev.recsys.internal.simd;

import java.util.Arrays;

/**
 * Sweeps of plain loops: one array per factor holds that element of all rows of a group, because C2 vectorises sums over several
 * arrays at one common index, and little else.
 */
final class PlainSweeps implements SweepKernel {

    private static final int WIDTH = 128;
    private static final int PART = 256; // entries, or rows, summed in one go
    private static final int SPARE = 6; // arrays of scratch beside those of the factors

    private final SystemKernel systems = new PlainSystems();

    @Override
    public int width() {
        return WIDTH;
    }

    /** Targets and rows by factor, then the spare ones. */
    @Override
    public float[][] scratch(int factors) {
        float[][] scratch = new float[2 * factors + SPARE][WIDTH];
        for (int i = 2 * factors; i < scratch.length; i++) {
            scratch[i] = new float[Math.max(WIDTH, factors)];
        }
        return scratch;
    }

    @Override
    public void sum(
            RowBlocks source, int[] columns, float[] scales, int count, float[] out, int at, float[][] scratch) {
        int factors = source.factors();
        float[] a = scratch[2 * factors];
        float[] b = scratch[2 * factors + 1];
        float[] c = scratch[2 * factors + 2];
        float[] d = scratch[2 * factors + 3];
        float[] part = scratch[2 * factors + 4];
        float[] total = scratch[2 * factors + 5];
        Arrays.fill(total, 0, factors, 0f);
        for (int from = 0; from < count; from += PART) {
            int to = Math.min(count, from + PART);
            Arrays.fill(part, 0, factors, 0f);
            int i = from;
            for (; i + 4 <= to; i += 4) {
                copy(source, columns[i], a);
                copy(source, columns[i + 1], b);
                copy(source, columns[i + 2], c);
                copy(source, columns[i + 3], d);
                Axpy.add4(scales[i], a, scales[i + 1], b, scales[i + 2], c, scales[i + 3], d, part, 0, factors);
            }
            for (; i < to; i++) {
                copy(source, columns[i], a);
                Axpy.add(scales[i], a, part, 0, factors);
            }
            Axpy.add(1f, part, total, 0, factors);
        }
        System.arraycopy(total, 0, out, at, factors);
    }

    private static void copy(RowBlocks source, int row, float[] out) {
        System.arraycopy(source.block(row), source.offset(row), out, 0, source.factors());
    }

    @Override
    public double descend(
            float[][] gram, float[] targets, float l1, float[] rows, int count, int factors, float[][] scratch) {
        float[] slope = scratch[2 * factors];
        float[] violation = scratch[2 * factors + 1];
        toLanes(targets, count, factors, scratch, 0);
        toLanes(rows, count, factors, scratch, factors);
        Arrays.fill(violation, 0, WIDTH, 0f);
        for (int f = 0; f < factors; f++) {
            float[] w = scratch[factors + f];
            slope(gram[f], scratch[f], l1, factors, scratch, slope);
            addViolation(w, slope, violation);
            if (gram[f][f] != 0) {
                update(w, slope, gram[f][f]);
            }
        }
        fromLanes(scratch, factors, count, rows);
        double total = 0;
        for (int lane = 0; lane < count; lane++) {
            total += violation[lane];
        }
        return total;
    }

    /** {@code out = sum over g of row[g] * w_g - b + l1}. */
    private static void slope(float[] row, float[] b, float l1, int factors, float[][] scratch, float[] out) {
        for (int i = 0; i < WIDTH; i++) {
            out[i] = l1 - b[i];
        }
        int g = 0;
        for (; g + 4 <= factors; g += 4) {
            add4(
                    row[g],
                    scratch[factors + g],
                    row[g + 1],
                    scratch[factors + g + 1],
                    row[g + 2],
                    scratch[factors + g + 2],
                    row[g + 3],
                    scratch[factors + g + 3],
                    out);
        }
        for (; g < factors; g++) {
            Axpy.add(row[g], scratch[factors + g], out, 0, WIDTH);
        }
    }

    private static void add4(
            float a0, float[] x0, float a1, float[] x1, float a2, float[] x2, float a3, float[] x3, float[] out) {
        for (int i = 0; i < WIDTH; i++) {
            out[i] += a0 * x0[i] + a1 * x1[i] + a2 * x2[i] + a3 * x3[i];
        }
    }

    private static void addViolation(float[] w, float[] slope, float[] violation) {
        for (int i = 0; i < WIDTH; i++) {
            violation[i] += Math.abs(w[i] == 0 ? Math.min(0f, slope[i]) : slope[i]);
        }
    }

    private static void update(float[] w, float[] slope, float curvature) {
        for (int i = 0; i < WIDTH; i++) {
            w[i] = Math.max(0f, w[i] - slope[i] / curvature);
        }
    }

    @Override
    public void multiply(
            float[][] gram, float[] targets, float l1, float[] rows, int count, int factors, float[][] scratch) {
        float[] zero = scratch[2 * factors];
        Arrays.fill(zero, 0, WIDTH, 0f);
        toLanes(rows, count, factors, scratch, factors);
        for (int f = 0; f < factors; f++) {
            slope(gram[f], zero, l1, factors, scratch, scratch[f]);
        }
        for (int lane = 0; lane < count; lane++) {
            int at = lane * factors;
            for (int f = 0; f < factors; f++) {
                rows[at + f] = SweepKernel.scaled(rows[at + f], targets[at + f], scratch[f][lane]);
            }
        }
    }

    @Override
    public void addGram(float[] rows, int at, int count, int factors, double[][] upper, float[][] scratch) {
        GramAccumulator part = new GramAccumulator(factors, systems);
        for (int first = 0; first < count; first += PART) {
            part.clear();
            for (int r = first; r < Math.min(count, first + PART); r++) {
                part.add(rows, at + r * factors);
            }
            part.addTo(upper);
        }
    }

    @Override
    public void transform(float[] in, int inAt, int count, int inner, float[][] map, int outer, float[] out) {
        float[] row = new float[outer];
        for (int r = 0, p = inAt; r < count; r++, p += inner) {
            Arrays.fill(row, 0f);
            int f = 0;
            for (; f + 4 <= inner; f += 4) {
                Axpy.add4(
                        in[p + f],
                        map[f],
                        in[p + f + 1],
                        map[f + 1],
                        in[p + f + 2],
                        map[f + 2],
                        in[p + f + 3],
                        map[f + 3],
                        row,
                        0,
                        outer);
            }
            for (; f < inner; f++) {
                Axpy.add(in[p + f], map[f], row, 0, outer);
            }
            System.arraycopy(row, 0, out, r * outer, outer);
        }
    }

    private static void toLanes(float[] rows, int count, int factors, float[][] lanes, int first) {
        for (int f = 0; f < factors; f++) {
            float[] out = lanes[first + f];
            for (int lane = 0, p = f; lane < count; lane++, p += factors) {
                out[lane] = rows[p];
            }
            Arrays.fill(out, count, WIDTH, 0f);
        }
    }

    private static void fromLanes(float[][] lanes, int first, int count, float[] rows) {
        for (int lane = 0, p = 0; lane < count; lane++) {
            for (int f = first; f < 2 * first; f++, p++) {
                rows[p] = lanes[f][lane];
            }
        }
    }
}
