package dev.recsys.benchmarks;

import dev.recsys.internal.simd.Kernels;
import dev.recsys.internal.simd.PanelKernel;
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

/** The scoring kernel alone, on one thread: no score reaches its threshold. Microseconds per panel of items. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class PanelBenchmark {

    private static final int SLOTS = 8192; // items, so that providers with panels of any width do the same work

    @Param({"64", "128"})
    public int factors;

    private PanelKernel kernel;
    private float[][] store;
    private float[] tiles;
    private float[] query;
    private float[] thresholds;
    private long[] hits;
    private float[] scores;

    @Setup
    public void setUp() {
        kernel = Kernels.active().panels();
        SplittableRandom random = new SplittableRandom(1);
        store = kernel.allocate(SLOTS, factors);
        float[] vector = new float[factors];
        for (int slot = 0; slot < SLOTS; slot++) {
            fill(vector, random);
            kernel.put(store, slot, factors, vector);
        }
        tiles = new float[64 * factors];
        fill(tiles, random);
        query = Arrays.copyOf(tiles, factors);
        thresholds = new float[64];
        Arrays.fill(thresholds, Float.MAX_VALUE);
        hits = new long[kernel.tileQueries() * kernel.hitWords()];
        scores = new float[kernel.tileQueries() * kernel.width()];
    }

    private static void fill(float[] vector, SplittableRandom random) {
        for (int f = 0; f < vector.length; f++) {
            vector[f] = (float) random.nextGaussian();
        }
    }

    /** 8,192 items for 64 queries. */
    @Benchmark
    public int tiles() {
        int found = 0;
        int count = 64 / kernel.tileQueries();
        for (int panel = 0; panel < SLOTS / kernel.width(); panel++) {
            found += kernel.scan(store, panel, factors, tiles, 0, count, thresholds, hits, scores);
        }
        return found;
    }

    /** 8,192 items for one query, in the second-level cache. */
    @Benchmark
    public int one() {
        return kernel.scanOne(store, 0, SLOTS / kernel.width(), factors, query, Float.MAX_VALUE, hits, scores);
    }
}
