package dev.recsys.eval;

import dev.recsys.eval.metric.CatalogueMetric;
import dev.recsys.eval.metric.Metric;
import dev.recsys.eval.metric.UserMetric;
import dev.recsys.execution.Cancellation;
import dev.recsys.execution.Parallelism;
import dev.recsys.execution.Progress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One evaluation: blocks of users are ranked and measured in parallel, each writing to its users' places; what runs over all
 * users is added up afterwards in the order of users, so that no number depends on who did what when.
 */
final class EvaluationRun {

    private static final int USERS_PER_TASK = 256;
    private static final int TASKS_PER_WORKER = 4;

    private final List<Metric> metrics;
    private final Ranking ranking;
    private final double[][] perUser; // by metric, then user; stays 0 for metrics of the catalogue
    private final CatalogueMetric.Accumulator[] accumulators; // of the metrics of the catalogue, in their order
    private long lists;
    private long tiedLists;
    private int usersWithoutList;

    EvaluationRun(List<Metric> metrics, Ranking ranking, int catalogueItems) {
        this.metrics = metrics;
        this.ranking = ranking;
        this.perUser = new double[metrics.size()][ranking.users()];
        this.accumulators = metrics.stream()
                .filter(CatalogueMetric.class::isInstance)
                .map(metric -> ((CatalogueMetric) metric).accumulator(catalogueItems))
                .toArray(CatalogueMetric.Accumulator[]::new);
    }

    void run(Parallelism parallelism, Progress progress, Cancellation cancellation) {
        int users = ranking.users();
        int blockUsers = USERS_PER_TASK * TASKS_PER_WORKER * parallelism.workers();
        for (int from = 0; from < users; from += blockUsers) {
            int first = from;
            int end = Math.min(users, from + blockUsers);
            JudgedCase[][][] cases = new JudgedCase[(end - from + USERS_PER_TASK - 1) / USERS_PER_TASK][][];
            parallelism.run(cases.length, cancellation, "evaluating", (worker, task) -> {
                int start = first + task * USERS_PER_TASK;
                cases[task] = measured(start, Math.min(end, start + USERS_PER_TASK));
            });
            for (JudgedCase[][] block : cases) {
                addUp(block);
            }
            progress.step("users evaluated", end, users, "");
        }
    }

    private JudgedCase[][] measured(int from, int end) {
        JudgedCase[][] cases = ranking.rank(from, end);
        for (int m = 0; m < perUser.length; m++) {
            if (metrics.get(m) instanceof UserMetric metric) {
                for (int user = from; user < end; user++) {
                    perUser[m][user] = meanOfCases(metric, cases[user - from]);
                }
            }
        }
        return cases;
    }

    private static double meanOfCases(UserMetric metric, JudgedCase[] cases) {
        double sum = 0;
        for (JudgedCase one : cases) {
            sum += one.answered() ? metric.value(one.list()) : 0;
        }
        return sum / cases.length;
    }

    private void addUp(JudgedCase[][] block) {
        for (JudgedCase[] cases : block) {
            boolean answered = false;
            for (JudgedCase one : cases) {
                answered |= one.answered();
                lists += one.answered() ? 1 : 0;
                tiedLists += one.tied() ? 1 : 0;
                for (CatalogueMetric.Accumulator accumulator : accumulators) {
                    accumulator.add(one.list());
                }
            }
            usersWithoutList += answered ? 0 : 1;
        }
    }

    /** The value of every metric, by name. */
    Map<String, Double> values() {
        Map<String, Double> values = new LinkedHashMap<>();
        int next = 0;
        for (int m = 0; m < perUser.length; m++) {
            Metric metric = metrics.get(m);
            values.put(metric.name(), metric instanceof UserMetric ? mean(perUser[m]) : accumulators[next++].value());
        }
        return values;
    }

    /** The values of each user, by the names of the metrics that have them; not copied. */
    Map<String, double[]> valuesPerUser() {
        Map<String, double[]> values = new LinkedHashMap<>();
        for (int m = 0; m < perUser.length; m++) {
            if (metrics.get(m) instanceof UserMetric metric) {
                values.put(metric.name(), perUser[m]);
            }
        }
        return values;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    int usersWithoutList() {
        return usersWithoutList;
    }

    double tiedShare() {
        return lists == 0 ? 0 : (double) tiedLists / lists;
    }
}
