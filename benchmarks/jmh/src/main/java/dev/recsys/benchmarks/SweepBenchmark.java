package dev.recsys.benchmarks;

import dev.recsys.internal.simd.Kernels;
import dev.recsys.internal.simd.SweepKernel;
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

/** The kernels of non-negative factorisation, for one group of rows on one thread. Microseconds per 16 rows. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class SweepBenchmark {

    private static final int ROWS = 16;

    @Param({"20", "64"})
    public int factors;

    private SweepKernel kernel;
    private float[][] gram;
    private float[] targets;
    private float[] rows;
    private float[][] scratch;

    @Setup
    public void setUp() {
        kernel = Kernels.active().sweeps();
        SplittableRandom random = new SplittableRandom(1);
        gram = new float[factors][factors];
        for (int f = 0; f < factors; f++) {
            for (int g = 0; g <= f; g++) {
                gram[f][g] = random.nextInt(100) / 100f;
                gram[g][f] = gram[f][g];
            }
            gram[f][f] += factors;
        }
        targets = new float[ROWS * factors];
        rows = new float[ROWS * factors];
        for (int i = 0; i < rows.length; i++) {
            targets[i] = random.nextInt(100);
            rows[i] = 1f;
        }
        scratch = kernel.scratch(factors);
    }

    /** One sweep of coordinate descent. */
    @Benchmark
    public double descend() {
        double violation = 0;
        for (int row = 0; row < ROWS; row += kernel.width()) {
            violation += kernel.descend(gram, targets, 0.1f, rows, Math.min(ROWS, kernel.width()), factors, scratch);
        }
        return violation;
    }
}
