package dev.recsys.examples.cli;

import dev.recsys.algorithm.Algorithms;
import dev.recsys.feature.FeatureConfig;
import dev.recsys.parameter.Parameter;
import dev.recsys.parameter.ParameterSpace;
import dev.recsys.train.Algorithm;
import dev.recsys.train.Trainer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is trained and how: an algorithm with its configuration, and how events become weights. The keys of both are one
 * flat list for the person who sets them.
 *
 * @param algorithm its name
 * @param trainer with its configuration
 * @param config every key of the algorithm, then every key of the features, with numbers as numbers
 */
record Plan(String algorithm, Trainer<?> trainer, FeatureConfig features, Map<String, Object> config) {

    /**
     * Reads settings written {@code key=value}.
     *
     * @throws UsageException naming all valid keys, if one is unknown
     * @throws dev.recsys.DataException naming the valid values, if one is invalid
     */
    static Plan of(Algorithms algorithms, String algorithm, List<String> settings) {
        return of(algorithms.named(algorithm), settings);
    }

    private static <C> Plan of(Algorithm<C, ?> algorithm, List<String> settings) {
        ParameterSpace<C> own = algorithm.parameters();
        ParameterSpace<FeatureConfig> shared = FeatureConfig.parameters();
        C config = own.defaults();
        FeatureConfig features = shared.defaults();
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            if (equals < 1) {
                throw new UsageException("--set '" + setting + "' is not written key=value");
            }
            String key = setting.substring(0, equals).trim();
            String value = setting.substring(equals + 1);
            if (own.find(key).isPresent()) {
                config = own.with(config, key, value);
            } else if (shared.find(key).isPresent()) {
                features = shared.with(features, key, value);
            } else {
                throw new UsageException("--set key '" + key + "' is unknown; valid keys of " + algorithm.name()
                        + " are " + own.keys() + "; valid keys of the features are " + shared.keys());
            }
        }
        Map<String, Object> described = new LinkedHashMap<>();
        describe(own, config, described);
        describe(shared, features, described);
        return new Plan(algorithm.name(), algorithm.trainer(config), features, Collections.unmodifiableMap(described));
    }

    private static <C> void describe(ParameterSpace<C> space, C config, Map<String, Object> described) {
        for (Parameter<C, ?> parameter : space.parameters()) {
            described.putIfAbsent(parameter.key(), typed(parameter.kind(), parameter.text(config)));
        }
    }

    /** Numbers as numbers, but a limit that is off as the word it is written with. */
    private static Object typed(Parameter.Kind kind, String text) {
        boolean word = text.chars().allMatch(Character::isLetter);
        return switch (kind) {
            case INTEGER, LONG -> word ? text : Long.valueOf(text);
            case DECIMAL -> word ? text : Double.valueOf(text);
            case FLAG -> Boolean.valueOf(text);
            case CHOICE, TEXT -> text;
        };
    }
}
