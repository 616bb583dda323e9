package dev.recsys.benchmarks;

import dev.recsys.internal.simd.Kernels;
import dev.recsys.internal.simd.SystemKernel;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The kernels of one ALS row with 94 entries, on one thread. Microseconds per row. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class SystemBenchmark {

    private static final int ENTRIES = 94;
    private static final int ROWS = 1000;

    @Param({"64", "100", "128"})
    public int factors;

    private SystemKernel kernel;
    private float[][] sources;
    private int[] offsets;
    private float[] scales;
    private float[][] chunk;
    private float[][] common;
    private float[][] matrix;
    private float[] b;
    private float[] x;

    @Setup
    public void setUp() {
        kernel = Kernels.active().systems();
        SplittableRandom random = new SplittableRandom(1);
        float[] rows = new float[ROWS * factors];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) random.nextGaussian();
        }
        sources = new float[ENTRIES][];
        offsets = new int[ENTRIES];
        scales = new float[ENTRIES];
        for (int e = 0; e < ENTRIES; e++) {
            sources[e] = rows;
            offsets[e] = random.nextInt(ROWS) * factors;
            scales[e] = 1 + random.nextInt(3);
        }
        float[][] full = new float[factors][factors];
        for (int f = 0; f < factors; f++) {
            full[f][f] = 10f;
        }
        chunk = kernel.chunk(factors, 128);
        common = kernel.matrix(factors);
        matrix = kernel.matrix(factors);
        kernel.pack(full, 1f, factors, common);
        b = new float[kernel.padded(factors)];
        x = new float[kernel.padded(factors)];
    }

    private void gather() {
        Arrays.fill(b, 0f);
        kernel.gather(sources, offsets, scales, scales, 0, ENTRIES, factors, chunk, b);
    }

    /** Gathering the rows of the fixed side. */
    @Benchmark
    public float[] gathering() {
        gather();
        return b;
    }

    /** Gathering, and the sum of their outer products. */
    @Benchmark
    public float[][] squares() {
        gather();
        kernel.start(common, 1f, factors, matrix);
        kernel.addSquares(chunk, ENTRIES, factors, matrix);
        return matrix;
    }

    /** The whole row, solved by Cholesky. */
    @Benchmark
    public boolean cholesky() {
        squares();
        return kernel.solve(matrix, factors, b, x);
    }

    /** The products of one conjugate gradient step. */
    @Benchmark
    public float[] products() {
        gather();
        kernel.prepare(chunk, ENTRIES, factors);
        kernel.multiply(common, 1f, factors, b, x);
        kernel.addProducts(chunk, scales, 0, ENTRIES, factors, b, x);
        return x;
    }
}
