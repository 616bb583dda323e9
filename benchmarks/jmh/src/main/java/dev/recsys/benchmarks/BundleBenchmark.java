package dev.recsys.benchmarks;

import dev.recsys.algorithm.Algorithms;
import dev.recsys.data.Dataset;
import dev.recsys.event.IdIndex;
import dev.recsys.event.IdType;
import dev.recsys.model.BundleFile;
import dev.recsys.model.ModelBundle;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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

/** A bundle of 100,000 users and 20,000 items with 64 factors, written to memory and read back. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 5)
@Fork(3)
public class BundleBenchmark {

    @Param({"64"})
    public int factors;

    private ModelBundle<Integer, Integer> bundle;
    private BundleFile file;
    private byte[] bytes;

    @Setup
    public void setUp() {
        Dataset<Integer, Integer> data =
                Dataset.of(ids(100_000), ids(20_000), PowerLawMatrix.create(100_000, 20_000, 20, 1));
        bundle = Algorithms.builtIn()
                .named("ials")
                .trainer(Map.of("factors", String.valueOf(factors), "iterations", "1", "solver", "conjugate-gradient"))
                .train(data);
        file = new BundleFile(Algorithms.builtIn());
        bytes = save();
    }

    private static IdIndex<Integer> ids(int count) {
        return IdIndex.of(IdType.INT, IntStream.range(0, count).boxed().toList());
    }

    @Benchmark
    public byte[] save() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 26);
        file.write(bundle, out, "memory");
        return out.toByteArray();
    }

    @Benchmark
    public ModelBundle<Integer, Integer> load() {
        return file.read(new ByteArrayInputStream(bytes), "memory", bytes.length, IdType.INT, IdType.INT);
    }
}
