package dev.recsys.testkit;

import dev.recsys.model.Model;
import dev.recsys.parameter.Parameter;
import dev.recsys.train.Algorithm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a test class says of the algorithm it tests; the hooks of {@link AlgorithmContract}. */
@ExtendWith(UnexpectedFailures.class)
interface AlgorithmUnderTest<C, M extends Model> {

    /** The algorithm to test. */
    Algorithm<C, M> algorithm();

    /**
     * Settings that make training small and fast, keys to text; they must still learn a checkerboard of 50 x 50. The
     * default is no settings: the algorithm's own defaults.
     */
    default Map<String, String> testConfig() {
        return Map.of();
    }

    /**
     * Whether the algorithm learns who likes what. False for baselines that give everybody the same list; tests that
     * expect learned structure are then skipped.
     */
    default boolean recoversStructure() {
        return true;
    }

    /** The seed of the random data that is trained on; part of every failure message. */
    default long seed() {
        return 20_250_611L;
    }

    /**
     * The configurations for which training must be reproducible and finite. By default {@link #testConfig()}, and once
     * for each other word of each choice and flag the same with that word.
     */
    default List<Map<String, String>> variants() {
        List<Map<String, String>> variants = new ArrayList<>();
        variants.add(testConfig());
        C config = algorithm().parameters().parse(testConfig());
        for (Parameter<C, ?> parameter : algorithm().parameters().parameters()) {
            for (String word : ParameterTexts.words(parameter)) {
                if (!word.equals(parameter.text(config))) {
                    Map<String, String> variant = new LinkedHashMap<>(testConfig());
                    variant.put(parameter.key(), word);
                    variants.add(variant);
                }
            }
        }
        return variants;
    }
}
