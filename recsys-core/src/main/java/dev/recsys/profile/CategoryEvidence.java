package dev.recsys.profile;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** How category strengths add up and become shares. */
final class CategoryEvidence {

    /** Divides what does not add up to a double; exact, as a power of two. */
    private static final double SCALE = 0x1p64;

    /** Dislikes leave a category at least this part of its pseudo count. */
    private static final double LEAST = 0.1;

    private CategoryEvidence() {}

    /** The strengths divided by their sum; they are at least 0, and the sum is more. */
    static Map<String, Double> normalized(Map<String, Double> strengths) {
        double sum = sum(strengths, 1);
        double scale = sum < Double.POSITIVE_INFINITY ? 1 : SCALE;
        double scaled = scale == 1 ? sum : sum(strengths, scale);
        Map<String, Double> shares = new TreeMap<>();
        for (Map.Entry<String, Double> entry : strengths.entrySet()) {
            shares.put(entry.getKey(), entry.getValue() / scale / scaled);
        }
        return Collections.unmodifiableMap(shares);
    }

    private static double sum(Map<String, Double> strengths, double scale) {
        double sum = 0;
        for (double strength : strengths.values()) {
            sum += Math.abs(strength) / scale;
        }
        return sum;
    }

    /**
     * Shares of all categories, smoothed: in proportion to strength + pseudoCount * global share, at least a tenth of the
     * latter.
     *
     * @param global shares that sum to 1
     * @param pseudoCount above 0
     */
    static Map<String, Double> smoothed(Map<String, Double> strengths, Map<String, Double> global, double pseudoCount) {
        Map<String, Double> smoothed = new TreeMap<>();
        global.forEach((category, share) -> {
            double pseudo = pseudoCount * share;
            smoothed.put(category, Math.max(LEAST * pseudo, strengths.getOrDefault(category, 0.0) + pseudo));
        });
        return normalized(smoothed);
    }

    /**
     * Stated scores as evidence: of the same signs and proportions, magnitudes adding up to {@code weight}. What comes to 0
     * is left out.
     *
     * @param scores finite; not modified
     */
    static Map<String, Double> stated(Map<String, Double> scores, double weight) {
        double sum = sum(scores, 1);
        double scale = sum < Double.POSITIVE_INFINITY ? 1 : SCALE;
        double scaled = scale == 1 ? sum : sum(scores, scale);
        Map<String, Double> evidence = new TreeMap<>();
        for (Map.Entry<String, Double> entry : scores.entrySet()) {
            double strength = entry.getValue() == 0 ? 0 : entry.getValue() / scale / scaled * weight;
            if (strength != 0) {
                evidence.put(entry.getKey(), strength);
            }
        }
        return evidence;
    }

    /** Adds one strength. */
    static void add(Map<String, Double> sums, String category, double strength) {
        sums.merge(category, strength, Double::sum);
    }
}
