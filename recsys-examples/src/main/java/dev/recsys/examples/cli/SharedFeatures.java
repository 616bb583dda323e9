package dev.recsys.examples.cli;

import dev.recsys.eval.Relevance;
import dev.recsys.feature.FeatureConfig;
import dev.recsys.parameter.ParameterSpace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What several plans agree on in the making of weights: it decides what is relevant in the test, and what is popular. Their order
 * does not matter.
 *
 * @param features defaults but for the type weights, unseen types and least weight that all plans share
 */
record SharedFeatures(FeatureConfig features, Relevance relevance) {

    private static final String TYPES = "typeWeights";
    private static final String LEAST = "minWeight";

    /**
     * What these plans share.
     *
     * @param relevantFrom the least weight of a relevant event, for plans that differ; null for that of the plans
     * @throws UsageException if they differ in what is relevant and nobody says what is
     */
    static SharedFeatures of(List<NamedPlan> plans, @Nullable Double relevantFrom) {
        FeatureConfig shared = FeatureConfig.defaults();
        for (String key : List.of(TYPES, "unseenTypes", LEAST)) {
            List<String> values = plans.stream()
                    .map(plan -> text(plan.plan().features(), key))
                    .distinct()
                    .toList();
            if (values.size() == 1) {
                shared = FeatureConfig.parameters().with(shared, key, values.get(0));
            } else if (relevantFrom == null && (key.equals(TYPES) || key.equals(LEAST))) {
                throw new UsageException("the systems differ in " + key + " (" + String.join(" and ", values)
                        + "), so it is open what is relevant in the test; give all the same, or say it with"
                        + " --relevant-from WEIGHT");
            }
        }
        Relevance relevance = Relevance.of(shared);
        return new SharedFeatures(shared, relevantFrom == null ? relevance : relevance.withMinWeight(relevantFrom));
    }

    private static String text(FeatureConfig features, String key) {
        ParameterSpace<FeatureConfig> space = FeatureConfig.parameters();
        return space.find(key).orElseThrow().text(features);
    }

    /** What is relevant, for people. */
    String describe() {
        String types = text(features, TYPES);
        return relevance + (types.isEmpty() ? "" : ", factors of types " + types);
    }
}
