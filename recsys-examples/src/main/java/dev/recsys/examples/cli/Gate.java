package dev.recsys.examples.cli;

import dev.recsys.DataException;
import dev.recsys.eval.Comparison;
import dev.recsys.eval.gate.GateOutcome;
import dev.recsys.eval.gate.GateRule;
import dev.recsys.eval.metric.Metric;
import dev.recsys.eval.metric.Metrics;
import dev.recsys.eval.report.Study;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rules that let a build pipeline fail. */
final class Gate {

    /** The exit code of a command whose gate failed; 1 and 2 are errors. */
    static final int FAILED = 3;

    private static final String OPTION = "--fail-if";
    private static final String BASELINE = "baseline";

    private final List<GateRule> rules;
    private final ComparedSystems systems;

    private Gate(List<GateRule> rules, ComparedSystems systems) {
        this.rules = rules;
        this.systems = systems;
    }

    /** Reads rules. Fails if one is none. */
    static List<GateRule> parse(List<String> texts) {
        List<GateRule> rules = new ArrayList<>();
        for (String text : texts) {
            try {
                rules.add(GateRule.parse(text));
            } catch (DataException e) {
                throw new UsageException(OPTION + ": " + e.getMessage(), e);
            }
        }
        return List.copyOf(rules);
    }

    /** Fails unless each rule is of a metric and of systems that there will be, and there is something to check it on. */
    static Gate of(List<GateRule> rules, ComparedSystems systems) {
        Gate gate = new Gate(rules, systems);
        for (GateRule rule : rules) {
            systems.metrics(OPTION, List.of(rule.metric()));
            String other = gate.other(rule);
            if (!other.isEmpty() && !systems.names().contains(other)) {
                throw new UsageException(OPTION + " '" + rule + "': there is no system '" + other + "'; name one of "
                        + String.join(", ", systems.names()) + " or " + BASELINE + systems.hint());
            }
            if (gate.judged(rule).isEmpty()) {
                throw new UsageException(OPTION + " '" + rule
                        + "': nothing to check, as no other system is there; give a second system"
                        + (systems.hasBackground() ? " or --baseline popularity" : ""));
            }
        }
        return gate;
    }

    /** The name of the system a rule compares with; empty for a number. */
    private String other(GateRule rule) {
        String name = rule.model().orElse("");
        return name.equals(BASELINE) && !systems.names().contains(BASELINE) ? systems.baseline() : name;
    }

    /** What a rule is checked on: never the system that it names. */
    private List<String> judged(GateRule rule) {
        String other = other(rule);
        return systems.judged().stream().filter(name -> !name.equals(other)).toList();
    }

    /** Says of each rule and system whether it fires, and returns the exit code. */
    <U, I> int check(Study<U, I> study, Terminal terminal) {
        if (rules.isEmpty()) {
            return 0;
        }
        Map<String, Metric> metrics = new LinkedHashMap<>();
        rules.forEach(rule -> metrics.put(rule.metric(), Metrics.parse(rule.metric())));
        Comparison<U> comparison =
                study.withMetrics(List.copyOf(metrics.values())).comparison();
        int code = 0;
        for (GateRule rule : rules) {
            for (String system : judged(rule)) {
                GateOutcome outcome = rule.check(comparison, system, systems.baseline());
                if (outcome.failed()) {
                    terminal.err().println("recsys: gate " + outcome.sentence());
                    code = FAILED;
                } else {
                    terminal.note("gate " + outcome.sentence());
                }
            }
        }
        terminal.err().flush();
        return code;
    }
}
