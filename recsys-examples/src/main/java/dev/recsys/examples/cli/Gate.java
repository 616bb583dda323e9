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

    private final List<GateRule> rules;

    private Gate(List<GateRule> rules) {
        this.rules = rules;
    }

    static Gate parse(List<String> texts) {
        List<GateRule> rules = new ArrayList<>();
        for (String text : texts) {
            try {
                rules.add(GateRule.parse(text));
                Metrics.parse(rules.get(rules.size() - 1).metric());
            } catch (DataException e) {
                throw new UsageException("--fail-if: " + e.getMessage(), e);
            }
        }
        return new Gate(List.copyOf(rules));
    }

    /** Says of each rule and system whether it fires, and returns the exit code. */
    <U, I> int check(Study<U, I> study, List<String> systems, String baseline, Terminal terminal) {
        if (rules.isEmpty()) {
            return 0;
        }
        Map<String, Metric> metrics = new LinkedHashMap<>();
        rules.forEach(rule -> metrics.put(rule.metric(), Metrics.parse(rule.metric())));
        Comparison<U> comparison =
                study.withMetrics(List.copyOf(metrics.values())).comparison();
        int code = 0;
        for (GateRule rule : rules) {
            for (String system : systems) {
                GateOutcome outcome = rule.check(comparison, system, baseline);
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
