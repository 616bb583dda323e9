package dev.recsys.eval;

import dev.recsys.DataException;
import dev.recsys.eval.metric.CatalogueMetric;
import dev.recsys.eval.metric.ItemFacts;
import dev.recsys.eval.metric.ListMetric;
import dev.recsys.eval.metric.Metric;
import dev.recsys.eval.metric.RankingMetric;
import dev.recsys.eval.metric.TieAware;
import dev.recsys.eval.metric.UserMetric;
import dev.recsys.execution.Cancellation;
import dev.recsys.execution.Parallelism;
import dev.recsys.execution.Progress;
import dev.recsys.model.History;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One evaluation: blocks of users are ranked and measured in parallel, each writing to its users' places; what runs over all
 * users is added up afterwards in the order of users, so that no number depends on who did what when.
 */
final class EvaluationRun {

    private static final int USERS_PER_TASK = 256; // fewer where lists are long
    private static final int ENTRIES_PER_TASK = 1 << 17;
    private static final int TASKS_PER_WORKER = 4;

    private static final History NOTHING = History.of();
    private static final ListMetric.Meter NO_METER = (list, past) -> Double.NaN;

    private final List<RankingMetric> metrics;
    private final Ranking ranking;
    private final Rules rules;
    private final ItemFacts facts;
    private final int usersPerTask;
    private final ListMetric.Meter[] meters; // by metric; of metrics of lists
    private final boolean looksAtPast;
    private final double[][] perUser; // by metric, then user; empty for metrics of the catalogue
    private final CatalogueMetric.Accumulator[] accumulators; // of the metrics of the catalogue, in their order
    private long lists;
    private long tiedLists;
    private int usersWithoutList;

    EvaluationRun(List<RankingMetric> metrics, Ranking ranking, ItemFacts facts, Rules rules) {
        this.metrics = metrics;
        this.ranking = ranking;
        this.rules = rules;
        this.facts = facts;
        this.usersPerTask = Math.max(1, Math.min(USERS_PER_TASK, ENTRIES_PER_TASK / Math.max(1, ranking.depth())));
        if (rules.ties() == Rules.Ties.EXPECTED) {
            metrics.forEach(EvaluationRun::requireExpectation);
        }
        this.meters = metrics.stream()
                .map(metric -> metric instanceof ListMetric ofLists ? ofLists.over(facts) : NO_METER)
                .toArray(ListMetric.Meter[]::new);
        this.looksAtPast = metrics.stream().anyMatch(ListMetric.class::isInstance);
        this.perUser = metrics.stream()
                .map(metric -> new double[metric instanceof CatalogueMetric ? 0 : ranking.users()])
                .toArray(double[][]::new);
        this.accumulators = metrics.stream()
                .filter(CatalogueMetric.class::isInstance)
                .map(metric -> ((CatalogueMetric) metric).accumulator(facts))
                .toArray(CatalogueMetric.Accumulator[]::new);
    }

    private static void requireExpectation(RankingMetric metric) {
        if (!(metric instanceof TieAware)) {
            throw new DataException(
                    "metric '" + metric.name() + "'",
                    "has no expectation over ties, but the rule of ties is EXPECTED",
                    "leave it out, or take ties as ranked");
        }
    }

    void run(Parallelism parallelism, Progress progress, Cancellation cancellation) {
        int users = ranking.users();
        int blockUsers = usersPerTask * TASKS_PER_WORKER * parallelism.workers();
        for (int from = 0; from < users; from += blockUsers) {
            int first = from;
            int end = Math.min(users, from + blockUsers);
            JudgedCase[][][] cases = new JudgedCase[(end - from + usersPerTask - 1) / usersPerTask][][];
            parallelism.run(cases.length, cancellation, "evaluating", (worker, task) -> {
                int start = first + task * usersPerTask;
                cases[task] = measured(start, Math.min(end, start + usersPerTask));
            });
            for (JudgedCase[][] block : cases) {
                addUp(block);
            }
            progress.step("users evaluated", end, users, "");
        }
    }

    private JudgedCase[][] measured(int from, int end) {
        JudgedCase[][] cases = ranking.rank(from, end);
        for (int user = from; user < end; user++) {
            History past = looksAtPast ? ranking.past(user) : NOTHING;
            for (int m = 0; m < perUser.length; m++) {
                if (metrics.get(m) instanceof UserMetric metric) {
                    perUser[m][user] = meanOfCases(metric, cases[user - from]);
                } else if (metrics.get(m) instanceof ListMetric) {
                    JudgedCase one = cases[user - from][0];
                    perUser[m][user] = isLeftOut(one) ? Double.NaN : meters[m].value(one.list(), past);
                }
            }
        }
        return cases;
    }

    private double meanOfCases(UserMetric metric, JudgedCase[] cases) {
        double sum = 0;
        int count = 0;
        for (JudgedCase one : cases) {
            double value = value(metric, one);
            if (!Double.isNaN(value)) {
                sum += value;
                count++;
            }
        }
        return sum / count; // 0 / 0 is NaN
    }

    /** Where nothing is relevant or there is no list, what a metric leaves undefined is 0 by the rules. */
    private double value(UserMetric metric, JudgedCase one) {
        if (isLeftOut(one)) {
            return Double.NaN;
        }
        double value = rules.ties() == Rules.Ties.EXPECTED && metric instanceof TieAware aware
                ? aware.expectedValue(one.list())
                : metric.value(one.list());
        return Double.isNaN(value) && (!one.answered() || one.list().relevant() == 0) ? 0 : value;
    }

    private boolean isLeftOut(JudgedCase one) {
        return !one.answered() && rules.noList() == Rules.NoList.INTERSECTION;
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
            values.put(
                    metric.name(), metric instanceof CatalogueMetric ? accumulators[next++].value() : mean(perUser[m]));
        }
        return values;
    }

    /** The values of each user, by the names of the metrics that have them; not copied. */
    Map<String, double[]> valuesPerUser() {
        Map<String, double[]> values = new LinkedHashMap<>();
        for (int m = 0; m < perUser.length; m++) {
            Metric metric = metrics.get(m);
            if (!(metric instanceof CatalogueMetric)) {
                values.put(metric.name(), perUser[m]);
            }
        }
        return values;
    }

    /** The mean of those users who have a value. */
    static double mean(double[] values) {
        double sum = 0;
        int count = 0;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                sum += value;
                count++;
            }
        }
        return sum / count;
    }

    /** What is needed to merge the result with others. */
    ResultState state() {
        Map<String, CatalogueMetric.Accumulator> byName = new LinkedHashMap<>();
        int next = 0;
        for (RankingMetric metric : metrics) {
            if (metric instanceof CatalogueMetric) {
                byName.put(metric.name(), accumulators[next++]);
            }
        }
        return new ResultState(byName, facts, lists, tiedLists);
    }

    int usersWithoutList() {
        return usersWithoutList;
    }
}
