package dev.recsys.benchmarks;

import dev.recsys.data.DataShape;
import dev.recsys.execution.Parallelism;
import dev.recsys.model.FactorModel;
import dev.recsys.model.ItemMask;
import dev.recsys.model.ModelInfo;
import dev.recsys.model.TopK;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Exact top-K: one user on one and two workers, 256 users at once, and both with a third of the catalogue denied. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(3)
public class TopKBenchmark {

    private static final int USERS = 256;

    @Param({"100000", "1000000"})
    public int items;

    @Param({"64"})
    public int factors;

    @Param({"10", "1000"})
    public int k;

    private FactorModel model;
    private int[] users;
    private ItemMask[] everything;
    private ItemMask[] denied;
    private int next;

    @Setup
    public void setUp() {
        model = FactorModel.of(
                ModelInfo.of("benchmark", Map.of(), DataShape.of(USERS, items, 0)),
                PowerLawMatrix.factors(USERS, factors, 1),
                PowerLawMatrix.factors(items, factors, 2));
        SplittableRandom random = new SplittableRandom(3);
        ItemMask mask = ItemMask.where(items, item -> random.nextInt(10) >= 3);
        users = new int[USERS];
        everything = new ItemMask[USERS];
        denied = new ItemMask[USERS];
        for (int u = 0; u < USERS; u++) {
            users[u] = u;
            everything[u] = ItemMask.all(items);
            denied[u] =
                    mask.and(ItemMask.except(items, random.ints(100, 0, items).toArray()));
        }
    }

    /** Microseconds per user, one user at a time. */
    @Benchmark
    public TopK single() {
        next = (next + 1) % USERS;
        return model.forUser(next).topK(k, everything[next]);
    }

    /** The same with 30 % of the catalogue and 100 seen items denied. */
    @Benchmark
    public TopK singleFiltered() {
        next = (next + 1) % USERS;
        return model.forUser(next).topK(k, denied[next]);
    }

    /** One user at a time, shared between two workers. */
    @Benchmark
    public TopK singleOnTwo() {
        next = (next + 1) % USERS;
        return model.forUser(next).topK(k, everything[next], Parallelism.threads(2));
    }

    /** Microseconds per user in a batch of 256. */
    @Benchmark
    @OperationsPerInvocation(USERS)
    public TopK[] batch() {
        return model.topK(users, k, everything);
    }

    /** The same with 30 % of the catalogue and 100 seen items denied. */
    @Benchmark
    @OperationsPerInvocation(USERS)
    public TopK[] batchFiltered() {
        return model.topK(users, k, denied);
    }
}
