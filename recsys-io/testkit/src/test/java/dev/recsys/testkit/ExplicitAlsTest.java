package dev.recsys.testkit;

import dev.recsys.als.ExplicitAls;
import dev.recsys.als.RatingModel;
import dev.recsys.train.Algorithm;
import java.util.Map;

class ExplicitAlsTest implements AlgorithmContract<ExplicitAls, RatingModel> {

    @Override
    public Algorithm<ExplicitAls, RatingModel> algorithm() {
        return ExplicitAls.ALGORITHM;
    }

    @Override
    public Map<String, String> testConfig() {
        return Map.of("factors", "4", "iterations", "6");
    }

    /** Who rates what says nothing to it: the checkerboard's ratings are all alike. */
    @Override
    public boolean recoversStructure() {
        return false;
    }
}
