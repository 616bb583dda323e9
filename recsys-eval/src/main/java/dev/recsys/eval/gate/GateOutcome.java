package dev.recsys.eval.gate;

import dev.recsys.Experimental;
import dev.recsys.GateException;
import dev.recsys.eval.PairedDifference;
import dev.recsys.eval.stats.Interval;
import java.util.Locale;
import java.util.Optional;

/**
 * What a {@link GateRule} found.
 *
 * <p>Immutable, thread-safe.
 */
@Experimental
public final class GateOutcome {

    private final GateRule rule;
    private final Compared compared;
    private final Optional<PairedDifference> difference;
    private final boolean failed;

    GateOutcome(GateRule rule, Compared compared, Optional<PairedDifference> difference, boolean failed) {
        this.rule = rule;
        this.compared = compared;
        this.difference = difference;
        this.failed = failed;
    }

    /** The rule. */
    public GateRule rule() {
        return rule;
    }

    /** The name of the model that was checked. */
    public String model() {
        return compared.model();
    }

    /** Whether the build must fail. */
    public boolean failed() {
        return failed;
    }

    /** The model's value of the metric. */
    public double value() {
        return compared.value();
    }

    /** What it was compared with: the number, or the other model's value with its margin. */
    public double bound() {
        return compared.bound();
    }

    /**
     * The 95 % interval of value - bound, over users; empty where values were compared as they are, because the metric has
     * none per user, or none whose mean is the value, and for a single user.
     */
    public Optional<Interval> interval() {
        return difference.filter(one -> one.users() > 1).map(PairedDifference::interval);
    }

    /**
     * Does nothing if the model passed.
     *
     * @throws GateException with {@link #sentence()} if it failed
     */
    public void requirePassed() {
        if (failed) {
            throw new GateException(sentence());
        }
    }

    /**
     * One sentence for people, with the watermark of sampled candidates where it applies, for instance
     * {@code "failed: ndcg@10 < live - 1% holds for new: 0.2810 against 0.3007, difference -0.0197 [-0.0221, -0.0174]"}.
     */
    public String sentence() {
        String numbers = String.format(
                Locale.ROOT,
                "%.4f against %.4f, difference %+.4f %s",
                value(),
                bound(),
                value() - bound(),
                interval().map(Interval::toString).orElse("without interval"));
        return (failed ? "failed: " : "passed: ") + rule + " " + how() + " " + model() + ": " + numbers + few()
                + compared.mark().map(mark -> ", " + mark).orElse("");
    }

    private String how() {
        Evidence evidence = difference.isPresent() ? rule.evidence() : Evidence.POINT;
        return switch (evidence) {
            case SHOWN -> failed ? "is shown for" : "is not shown for";
            case POINT -> failed ? "holds for" : "does not hold for";
            case NOT_EXCLUDED -> failed ? "is not excluded for" : "is excluded for";
        };
    }

    /** Why nothing was shown or excluded, where that is for want of users. */
    private String few() {
        return difference
                .filter(one -> one.hasTooFewUsers() && rule.evidence() != Evidence.POINT)
                .map(one -> ", too few users: " + one.users())
                .orElse("");
    }

    /** What was compared with what. */
    record Compared(String model, double value, double bound, Optional<String> mark) {}

    @Override
    public String toString() {
        return sentence();
    }
}
