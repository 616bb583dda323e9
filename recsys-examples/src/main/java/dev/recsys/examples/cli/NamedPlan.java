package dev.recsys.examples.cli;

import dev.recsys.DataException;
import dev.recsys.algorithm.Algorithms;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of several plans, written {@code [label=]algorithm[:key=value,key=value]}.
 *
 * @param name its label, or the name of the algorithm
 */
record NamedPlan(String name, Plan plan) {

    private static final Pattern FORM =
            Pattern.compile("(?:(?<label>[^=:]+)=)?(?<algorithm>[^=:]+)(?::(?<settings>.*))?");

    /**
     * Reads one.
     *
     * @throws UsageException if it is not written so, or names an algorithm or key that is not there
     */
    static NamedPlan parse(Algorithms algorithms, String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new UsageException(
                    "--algorithm '" + text + "' is not written [label=]algorithm[:key=value,key=value]");
        }
        String algorithm = parts.group("algorithm");
        String settings = parts.group("settings");
        String label = parts.group("label");
        List<String> each = settings == null || settings.isBlank() ? List.of() : List.of(settings.split(",", -1));
        try {
            return new NamedPlan(label == null ? algorithm : label, Plan.of(algorithms, algorithm, each));
        } catch (DataException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Its configuration on one line. */
    String describe() {
        StringBuilder text = new StringBuilder(plan.algorithm());
        plan.config().forEach((key, value) -> {
            if (!String.valueOf(value).isEmpty()) {
                text.append(", ").append(key).append(' ').append(value);
            }
        });
        return text.toString();
    }
}
