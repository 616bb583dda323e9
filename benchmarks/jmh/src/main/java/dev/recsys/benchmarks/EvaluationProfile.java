package dev.recsys.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.recsys.data.DataShape;
import dev.recsys.data.Dataset;
import dev.recsys.data.SparseMatrix;
import dev.recsys.eval.Evaluation;
import dev.recsys.eval.EvaluationResult;
import dev.recsys.eval.metric.Metric;
import dev.recsys.eval.metric.Metrics;
import dev.recsys.eval.metric.UserMetric;
import dev.recsys.event.EventLog;
import dev.recsys.event.EventLogBuilder;
import dev.recsys.event.IdIndex;
import dev.recsys.event.IdType;
import dev.recsys.execution.Parallelism;
import dev.recsys.model.FactorModel;
import dev.recsys.model.ModelBundle;
import dev.recsys.model.ModelInfo;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where an evaluation spends its time: generated factors and events, the best 100 of the whole catalogue for every user, measured
 * once with all metrics of ranked lists and once with a single cheap one, in turns; in seconds of processor time, which other work on
 * the machine disturbs less. The profile counts the samples of the run with all metrics by the part of the library that was at work.
 *
 * <p>Arguments: users, items, factors, threads, rounds; without any 138000 20000 64 1 3.
 */
public final class EvaluationProfile {

    private static final int K = 100;

    private EvaluationProfile() {}

    /** Prints seconds, the share of the metrics, and the profile. */
    public static void main(String[] args) throws IOException {
        int[] given = Arrays.stream(args).mapToInt(Integer::parseInt).toArray();
        int[] sizes = given.length > 0 ? given : new int[] {138_000, 20_000, 64, 1, 3};
        ModelBundle<Integer, Integer> model = model(sizes[0], sizes[1], sizes[2]);
        EventLog<Integer, Integer> test = test(sizes[0], sizes[1]);
        Parallelism threads = sizes[3] == 1 ? Parallelism.single() : Parallelism.threads(sizes[3]);
        List<Metric> all = allMetrics();
        Evaluation everything = Evaluation.of(all).withParallelism(threads);
        Evaluation one = Evaluation.of(Metrics.parseAll("hit_rate@" + K)).withParallelism(threads);
        System.out.printf(Locale.ROOT, "%s; test %s; %d metrics of ranked lists%n", model, test, all.size());
        double[] shares = new double[sizes[4]];
        for (int round = 0; round < shares.length; round++) {
            double cheap = seconds(one, model, test);
            double full = seconds(everything, model, test);
            shares[round] = 1 - cheap / full;
            System.out.printf(
                    Locale.ROOT,
                    "round %d: one metric %.1f s, all metrics %.1f s: metrics take %.1f %%%n",
                    round + 1,
                    cheap,
                    full,
                    100 * shares[round]);
        }
        Arrays.sort(shares);
        System.out.printf(Locale.ROOT, "median share of the metrics: %.1f %%%n", 100 * shares[shares.length / 2]);
        profile(everything, model, test);
    }

    /** Every metric, in every variant, that judges a list by what is relevant, at the usual cutoffs; and coverage. */
    private static List<Metric> allMetrics() {
        List<Metric> all = new ArrayList<>();
        for (int k : new int[] {10, 20, K}) {
            Metrics.all(k).stream()
                    .filter(metric -> metric instanceof UserMetric && metric.cutoff() == k)
                    .forEach(all::add);
            all.add(Metrics.parse("coverage@" + k));
        }
        return all;
    }

    private static double seconds(
            Evaluation evaluation, ModelBundle<Integer, Integer> model, EventLog<Integer, Integer> test) {
        long start = processorTime();
        EvaluationResult<Integer> result = evaluation.evaluate(model, test);
        if (result.users().size() == 0) {
            throw new IllegalStateException("nobody was evaluated");
        }
        return (processorTime() - start) / 1e9;
    }

    /** Of all threads, in nanoseconds. */
    private static long processorTime() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static ModelBundle<Integer, Integer> model(int users, int items, int factors) {
        IdIndex<Integer> userIds =
                IdIndex.of(IdType.INT, () -> IntStream.range(0, users).iterator());
        IdIndex<Integer> itemIds =
                IdIndex.of(IdType.INT, () -> IntStream.range(0, items).iterator());
        SparseMatrix interactions = PowerLawMatrix.create(users, items, 20, 5);
        FactorModel model = FactorModel.of(
                ModelInfo.of("generated", Map.of(), DataShape.of(users, items, interactions.entries())),
                PowerLawMatrix.factors(users, factors, 1),
                PowerLawMatrix.factors(items, factors, 2));
        return ModelBundle.of(model, Dataset.of(userIds, itemIds, interactions));
    }

    private static EventLog<Integer, Integer> test(int users, int items) {
        SplittableRandom random = new SplittableRandom(7);
        EventLogBuilder<Integer, Integer> log = EventLog.builder(IdType.INT, IdType.INT);
        for (int user = 0; user < users; user++) {
            for (int event = 0; event < 20; event++) {
                log.add(user, Math.min(random.nextInt(items), random.nextInt(items)));
            }
        }
        return log.build();
    }

    /** Counts samples by the part of the library that the innermost frame of it belongs to. */
    private static void profile(
            Evaluation evaluation, ModelBundle<Integer, Integer> model, EventLog<Integer, Integer> test)
            throws IOException {
        Path file = Files.createTempFile("evaluation", ".jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(10));
            recording.start();
            seconds(evaluation, model, test);
            recording.stop();
            recording.dump(file);
        }
        Map<String, Integer> samples = new LinkedHashMap<>();
        int total = 0;
        for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
            if (event.getEventType().getName().equals("jdk.ExecutionSample") && event.getStackTrace() != null) {
                samples.merge(part(event.getStackTrace().getFrames()), 1, Integer::sum);
                total++;
            }
        }
        Files.delete(file);
        System.out.println("profile, " + total + " samples:");
        int all = total;
        samples.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .forEach(part -> System.out.printf(
                        Locale.ROOT, "  %5.1f %%  %s%n", 100.0 * part.getValue() / all, part.getKey()));
    }

    private static String part(List<RecordedFrame> frames) {
        for (RecordedFrame frame : frames) {
            String type = frame.getMethod().getType().getName();
            if (type.startsWith("dev.recsys.") && !type.startsWith("dev.recsys.benchmarks.")) {
                return type.startsWith("dev.recsys.eval.metric.") ? "metrics" : type;
            }
        }
        return "other";
    }
}
