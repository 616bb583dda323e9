package dev.recsys.benchmarks;

import dev.recsys.algorithm.Algorithms;
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

/** Nearest neighbours of all rows, 6,000 users x 4,000 items with about a million entries. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 5)
@Fork(3)
public class NeighbourBenchmark {

    @Param({"item-knn", "user-knn"})
    public String algorithm;

    @Param({"1", "2"})
    public int threads;

    private TrainingInput input;
    private TrainingContext context;
    private Trainer<?> trainer;

    @Setup
    public void setUp() {
        input = TrainingInput.of(PowerLawMatrix.create(6_000, 4_000, 220, 1));
        context = TrainingContext.defaults().withParallelism(Parallelism.threads(threads));
        trainer = Algorithms.builtIn().named(algorithm).trainer(Map.of());
    }

    @Benchmark
    public Model neighbours() {
        return trainer.train(input, context);
    }
}
