package dev.recsys.eval.metric;

/** How names of metrics are put together. */
final class Names {

    private Names() {}

    /** For instance {@code "gini@10"}, or {@code "gini@10:CORRECTED"} for a variant that is not the usual one. */
    static String of(String key, int k, Enum<?> variant) {
        return key + "@" + k + (variant.ordinal() == 0 ? "" : ":" + variant.name());
    }
}
