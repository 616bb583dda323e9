package dev.recsys.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The rules of a {@link GateConfig}; all of them are asked, so that one refusal names everything that is wrong. */
final class ConfiguredGate implements QualityGate {

    private final GateConfig config;

    ConfiguredGate(GateConfig config) {
        this.config = config;
    }

    @Override
    public Verdict judge(Measurements measured) {
        List<String> objections = new ArrayList<>();
        if (measured.users() < config.minUsers()) {
            objections.add("only " + measured.users() + " users were judged but minUsers is " + config.minUsers()
                    + "; test with more events, or lower minUsers");
        }
        OptionalDouble value = measured.value(Contender.CANDIDATE, config.metric());
        if (value.isEmpty()) {
            objections.add(config.metric() + " was not measured; name one of "
                    + measured.metrics(Contender.CANDIDATE).keySet());
        } else {
            comparePopularity(value.getAsDouble(), measured, objections);
            compareLive(value.getAsDouble(), measured, objections);
        }
        checkCoverage(measured, objections);
        return Verdict.of(objections);
    }

    private void comparePopularity(double value, Measurements measured, List<String> objections) {
        OptionalDouble popularity = measured.value(Contender.POPULARITY, config.metric());
        if (config.notBelowPopularity() && popularity.isPresent() && value < popularity.getAsDouble()) {
            objections.add(config.metric() + " is " + text(value) + " but the most popular items for everybody reach "
                    + text(popularity.getAsDouble()) + "; check the events and tune the algorithm");
        }
    }

    private void compareLive(double value, Measurements measured, List<String> objections) {
        OptionalDouble live = measured.value(Contender.LIVE, config.metric());
        double floor = live.orElse(0) * (1 - config.maxLossPercent() / 100);
        if (live.isPresent() && value < floor) {
            objections.add(config.metric() + " is " + text(value) + " but the live version's settings reach "
                    + text(live.getAsDouble()) + " and at most " + config.maxLossPercent()
                    + " % may be lost; keep its settings, or raise maxLossPercent");
        }
    }

    private void checkCoverage(Measurements measured, List<String> objections) {
        if (config.minCoverage() == 0) {
            return;
        }
        OptionalDouble coverage = measured.value(Contender.CANDIDATE, config.coverageMetric());
        if (coverage.isEmpty()) {
            objections.add(config.coverageMetric() + " was not measured; name one of "
                    + measured.metrics(Contender.CANDIDATE).keySet());
        } else if (coverage.getAsDouble() < config.minCoverage()) {
            objections.add(config.coverageMetric() + " is " + text(coverage.getAsDouble()) + " but minCoverage is "
                    + config.minCoverage() + "; the lists show too few items to too many users");
        }
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
