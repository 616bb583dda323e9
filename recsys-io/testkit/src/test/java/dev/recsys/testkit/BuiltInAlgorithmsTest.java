package dev.recsys.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.algorithm.Algorithms;
import dev.recsys.train.Algorithm;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No algorithm of the library escapes the contract. */
class BuiltInAlgorithmsTest {

    /** One test class for each; a new algorithm goes into this list and into a class of its own. */
    private static final List<AlgorithmContract<?, ?>> TESTED =
            List.of(new ImplicitAlsTest(), new NmfTest(), new ItemKnnTest(), new UserKnnTest(), new PopularityTest());

    @Test
    void everyBuiltInAlgorithmHasATestOfTheContract() {
        Stream<String> tested =
                TESTED.stream().map(AlgorithmContract::algorithm).map(Algorithm::name);
        assertThat(tested)
                .containsExactlyInAnyOrderElementsOf(Algorithms.builtIn().names());
    }
}
