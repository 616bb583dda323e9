package dev.recsys.benchmarks;

import dev.recsys.data.Dataset;
import dev.recsys.event.EventLog;
import dev.recsys.event.EventLogBuilder;
import dev.recsys.event.IdType;
import dev.recsys.feature.FeatureBuilder;
import dev.recsys.feature.FeatureConfig;
import java.time.Instant;
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

/** The way of a million events to a training matrix. Milliseconds per million. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 5)
@Fork(3)
public class EventBenchmark {

    private static final Instant START = Instant.ofEpochSecond(1_700_000_000L);

    @Param({"1000000"})
    public int events;

    private int[] users;
    private long[] items;
    private EventLog<String, Long> log;

    @Setup
    public void setUp() {
        SplittableRandom random = new SplittableRandom(1);
        users = new int[events];
        items = new long[events];
        for (int e = 0; e < events; e++) {
            users[e] = (int) (Math.pow(random.nextDouble(), 2) * 100_000);
            items[e] = (long) (Math.pow(random.nextDouble(), 3) * 30_000);
        }
        log = log();
    }

    /** Adding and building: ids, canonical order. */
    @Benchmark
    public EventLog<String, Long> log() {
        EventLogBuilder<String, Long> builder = EventLog.builder(IdType.STRING, IdType.LONG);
        for (int e = 0; e < events; e++) {
            builder.add("user-" + users[e], items[e], 1, START.plusSeconds(e));
        }
        return builder.build();
    }

    /** Strengths of pairs, and the matrix by users. */
    @Benchmark
    public Dataset<String, Long> features() {
        return FeatureBuilder.build(log, FeatureConfig.defaults(), START.plusSeconds(events));
    }
}
