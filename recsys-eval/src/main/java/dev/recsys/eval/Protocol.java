package dev.recsys.eval;

import dev.recsys.DataException;
import dev.recsys.eval.metric.Metric;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How an evaluation measured: what has to be the same in results that are compared, merged or averaged.
 *
 * @param preset the one that was measured as it is
 * @param excludeSeen whether what was seen in training was left out of the lists
 * @param sampled whether given candidates were ranked
 */
record Protocol(Optional<Preset> preset, List<Metric> metrics, Rules rules, boolean excludeSeen, boolean sampled) {

    /**
     * Fails unless another measured alike.
     *
     * @param place what is refused, for a message
     * @param name of this one there
     * @param otherName of the other
     */
    void requireAlike(Protocol other, String place, String name, String otherName) {
        String why = difference(other);
        if (!why.isEmpty()) {
            throw new DataException(
                    place,
                    "'" + name + "' and '" + otherName + "' are not comparable: " + why,
                    "evaluate both with the same metrics and rules");
        }
    }

    /** What is not the same, this one's first; empty if nothing. */
    private String difference(Protocol other) {
        if (!named(metrics).equals(named(other.metrics))) {
            return "their metrics are " + named(metrics) + " and " + named(other.metrics);
        }
        if (sampled != other.sampled) {
            return "one ranks " + ranked() + ", one " + other.ranked();
        }
        if (!rules.equals(other.rules)) {
            return "their rules are (" + rules + ") and (" + other.rules + ")";
        }
        return excludeSeen == other.excludeSeen ? "" : "one leaves seen items out of the lists, and one does not";
    }

    private String ranked() {
        return sampled ? "given candidates (SAMPLED)" : "the full catalogue";
    }

    /** The metrics by name, with the variant where the name has none. */
    static String named(List<Metric> metrics) {
        return metrics.stream()
                .map(metric -> metric.name() + (metric.variant().isEmpty() ? "" : " " + metric.variant()))
                .collect(Collectors.joining(", "));
    }
}
