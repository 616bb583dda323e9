package dev.recsys.benchmarks;

import dev.recsys.eval.metric.JudgedList;
import dev.recsys.eval.metric.Metric;
import dev.recsys.eval.metric.Metrics;
import dev.recsys.eval.metric.TieAware;
import dev.recsys.eval.metric.UserJudgments;
import dev.recsys.eval.metric.UserMetric;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
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
import org.openjdk.jmh.infra.Blackhole;

/**
 * All ranking metrics that have a value per user, on one thread: lists of 100 of 20,000 items, 20 of which are relevant and half of
 * these in the list.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(3)
public class MetricsBenchmark {

    private static final int USERS = 256;
    private static final int LENGTH = 100;
    private static final int ITEMS = 20_000;

    @Param({"false", "true"})
    public boolean graded;

    private List<UserMetric> metrics;
    private int[][] lists;
    private int[][] relevant;
    private double[][] gains;
    private JudgedList[] judged;
    private JudgedList[] tied;

    @Setup
    public void setUp() {
        metrics = new ArrayList<>();
        for (int k : new int[] {10, 100}) {
            for (Metric metric : Metrics.all(k)) {
                if (metric instanceof UserMetric ofUser && metrics.stream().noneMatch(has(metric))) {
                    metrics.add(ofUser);
                }
            }
        }
        SplittableRandom random = new SplittableRandom(1);
        lists = new int[USERS][];
        relevant = new int[USERS][20];
        gains = new double[USERS][20];
        judged = new JudgedList[USERS];
        tied = new JudgedList[USERS];
        for (int u = 0; u < USERS; u++) {
            lists[u] = random.ints(0, ITEMS).distinct().limit(LENGTH).toArray();
            for (int i = 0; i < 20; i++) {
                relevant[u][i] = i < 10 ? lists[u][i * i] : ITEMS + i;
                gains[u][i] = graded ? 1 + random.nextInt(5) : 1;
            }
            judged[u] = JudgedList.of(lists[u], LENGTH, judgments(u));
            tied[u] = judged[u].withTies(index -> index % 4 != 0);
        }
    }

    private static Predicate<Metric> has(Metric metric) {
        return one -> one.name().equals(metric.name());
    }

    private UserJudgments judgments(int user) {
        return UserJudgments.of(relevant[user], gains[user], 1);
    }

    /** Microseconds per user for laying lists beside judgments. */
    @Benchmark
    @OperationsPerInvocation(USERS)
    public void judge(Blackhole hole) {
        for (int u = 0; u < USERS; u++) {
            hole.consume(JudgedList.of(lists[u], LENGTH, judgments(u)));
        }
    }

    /** Microseconds per user for all metrics. */
    @Benchmark
    @OperationsPerInvocation(USERS)
    public double measure() {
        double sum = 0;
        for (JudgedList list : judged) {
            for (UserMetric metric : metrics) {
                sum += metric.value(list);
            }
        }
        return sum;
    }

    /** Microseconds per user for the expectations over ties, in groups of four. */
    @Benchmark
    @OperationsPerInvocation(USERS)
    public double expect() {
        double sum = 0;
        for (JudgedList list : tied) {
            for (UserMetric metric : metrics) {
                sum += metric instanceof TieAware aware ? aware.expectedValue(list) : 0;
            }
        }
        return sum;
    }
}
