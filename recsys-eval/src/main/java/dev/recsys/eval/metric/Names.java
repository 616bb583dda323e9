package dev.recsys.eval.metric;

/** How names of metrics are put together. */
final class Names {

    private Names() {}

    /** For instance {@code "gini@10"}, or {@code "gini@10:CORRECTED"} for a variant that is not the usual one. */
    static <V extends Enum<V>> String of(String key, int k, V variant, V usual) {
        return key + "@" + k + (variant == usual ? "" : ":" + variant.name());
    }
}
