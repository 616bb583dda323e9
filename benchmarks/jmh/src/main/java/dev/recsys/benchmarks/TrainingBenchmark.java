package dev.recsys.benchmarks;

import dev.recsys.algorithm.Algorithms;
import dev.recsys.data.SparseMatrix;
import dev.recsys.execution.Parallelism;
import dev.recsys.model.Model;
import dev.recsys.train.Trainer;
import dev.recsys.train.TrainingContext;
import dev.recsys.train.TrainingInput;
import java.util.Map;
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

/**
 * One iteration of a trainer on 6,000 users x 4,000 items with about a million entries, set-up and first factors included,
 * on one and on two threads.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 5)
@Fork(3)
public class TrainingBenchmark {

    /** Algorithm and settings, as the command line takes them. */
    @Param({
        "ials solver=cholesky",
        "ials solver=conjugate-gradient",
        "nmf solver=coordinate-descent",
        "nmf solver=multiplicative-updates"
    })
    public String trainer;

    @Param({"64"})
    public int factors;

    @Param({"1", "2"})
    public int threads;

    private TrainingInput input;
    private TrainingContext context;
    private Trainer<?> configured;

    @Setup
    public void setUp() {
        SparseMatrix matrix = PowerLawMatrix.create(6_000, 4_000, 220, 1);
        input = TrainingInput.of(matrix);
        context = TrainingContext.defaults().withParallelism(Parallelism.threads(threads));
        String[] words = trainer.split("[ =]");
        configured = Algorithms.builtIn()
                .named(words[0])
                .trainer(Map.of(words[1], words[2], "factors", String.valueOf(factors), "iterations", "1"));
    }

    @Benchmark
    public Model iteration() {
        return configured.train(input, context);
    }
}
