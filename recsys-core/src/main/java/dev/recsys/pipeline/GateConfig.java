package dev.recsys.pipeline;

import dev.recsys.Experimental;
import dev.recsys.parameter.Parameter;
import dev.recsys.parameter.Parameter.Scale;
import dev.recsys.parameter.ParameterSpace;

/**
 * When a model is good enough to be published. By default: NDCG@10 not below that of the most popular items, and at most
 * 5 % below that of the live version's settings, both measured on the same split; at least one user judged; any coverage.
 *
 * <p>Immutable, thread-safe.
 */
@Experimental
public final class GateConfig {

    private static final GateConfig DEFAULTS = new GateConfig("ndcg@10", true, 5, "coverage@10", 0, 1);

    private static final ParameterSpace<GateConfig> PARAMETERS = ParameterSpace.of(
            DEFAULTS,
            Parameter.text(
                    "metric",
                    "name@k",
                    "what is compared; larger is better",
                    text -> text,
                    text -> text,
                    GateConfig::metric,
                    GateConfig::withMetric),
            Parameter.flag(
                    "notBelowPopularity",
                    "whether the most popular items must not be better",
                    GateConfig::notBelowPopularity,
                    GateConfig::withNotBelowPopularity),
            Parameter.decimal(
                    "maxLossPercent",
                    0,
                    100,
                    Scale.LINEAR,
                    "how far below the live version's settings the metric may be, in percent of theirs",
                    GateConfig::maxLossPercent,
                    GateConfig::withMaxLossPercent),
            Parameter.text(
                    "coverageMetric",
                    "name@k",
                    "which metric minCoverage bounds",
                    text -> text,
                    text -> text,
                    GateConfig::coverageMetric,
                    GateConfig::withCoverageMetric),
            Parameter.decimal(
                    "minCoverage",
                    0,
                    1,
                    Scale.LINEAR,
                    "the least share of all items that must be in some list; 0 for any",
                    GateConfig::minCoverage,
                    GateConfig::withMinCoverage),
            Parameter.integer(
                    "minUsers",
                    0,
                    Integer.MAX_VALUE,
                    Scale.LINEAR,
                    "how many users must have been judged",
                    GateConfig::minUsers,
                    GateConfig::withMinUsers));

    private final String metric;
    private final boolean notBelowPopularity;
    private final double maxLossPercent;
    private final String coverageMetric;
    private final double minCoverage;
    private final int minUsers;

    private GateConfig(
            String metric,
            boolean notBelowPopularity,
            double maxLossPercent,
            String coverageMetric,
            double minCoverage,
            int minUsers) {
        this.metric = metric;
        this.notBelowPopularity = notBelowPopularity;
        this.maxLossPercent = maxLossPercent;
        this.coverageMetric = coverageMetric;
        this.minCoverage = minCoverage;
        this.minUsers = minUsers;
    }

    /** The rules above. */
    public static GateConfig defaults() {
        return DEFAULTS;
    }

    /** The keys, for configuration files and messages. */
    public static ParameterSpace<GateConfig> parameters() {
        return PARAMETERS;
    }

    /** A copy that compares another metric, of which larger values are better. Default {@code ndcg@10}. */
    public GateConfig withMetric(String newMetric) {
        return new GateConfig(newMetric, notBelowPopularity, maxLossPercent, coverageMetric, minCoverage, minUsers);
    }

    /** A copy that demands the most popular items not to be better, or not. Default true. */
    public GateConfig withNotBelowPopularity(boolean demanded) {
        return new GateConfig(metric, demanded, maxLossPercent, coverageMetric, minCoverage, minUsers);
    }

    /**
     * A copy that lets the metric be this far below that of the live version's settings. Default 5.
     *
     * @param percent 0 to 100; with 100 nothing is demanded
     */
    public GateConfig withMaxLossPercent(double percent) {
        require(percent >= 0 && percent <= 100, "maxLossPercent", "0 to 100", percent);
        return new GateConfig(metric, notBelowPopularity, percent, coverageMetric, minCoverage, minUsers);
    }

    /** A copy that takes another metric for coverage. Default {@code coverage@10}. */
    public GateConfig withCoverageMetric(String newMetric) {
        return new GateConfig(metric, notBelowPopularity, maxLossPercent, newMetric, minCoverage, minUsers);
    }

    /**
     * A copy that demands this share of all items to be in some list. Default 0.
     *
     * @param share 0 to 1; with 0 coverage need not be measured
     */
    public GateConfig withMinCoverage(double share) {
        require(share >= 0 && share <= 1, "minCoverage", "0 to 1", share);
        return new GateConfig(metric, notBelowPopularity, maxLossPercent, coverageMetric, share, minUsers);
    }

    /**
     * A copy that demands this many users to be judged. Default 1.
     *
     * @param users 0 or more
     */
    public GateConfig withMinUsers(int users) {
        require(users >= 0, "minUsers", "at least 0", users);
        return new GateConfig(metric, notBelowPopularity, maxLossPercent, coverageMetric, minCoverage, users);
    }

    private static void require(boolean holds, String key, String range, double value) {
        if (!holds) {
            throw new IllegalArgumentException(key + " must be " + range + " but was " + value);
        }
    }

    /** What is compared. */
    public String metric() {
        return metric;
    }

    /** Whether the most popular items must not be better. */
    public boolean notBelowPopularity() {
        return notBelowPopularity;
    }

    /** How far below the live version's settings the metric may be, in percent of theirs. */
    public double maxLossPercent() {
        return maxLossPercent;
    }

    /** Which metric {@link #minCoverage} bounds. */
    public String coverageMetric() {
        return coverageMetric;
    }

    /** The least share of all items that must be in some list; 0 for any. */
    public double minCoverage() {
        return minCoverage;
    }

    /** How many users must have been judged. */
    public int minUsers() {
        return minUsers;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GateConfig that && PARAMETERS.describe(this).equals(PARAMETERS.describe(that));
    }

    @Override
    public int hashCode() {
        return PARAMETERS.describe(this).hashCode();
    }

    @Override
    public String toString() {
        return PARAMETERS.describe(this).toString();
    }
}
