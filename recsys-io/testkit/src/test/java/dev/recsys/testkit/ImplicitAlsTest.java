package dev.recsys.testkit;

import dev.recsys.als.ImplicitAls;
import dev.recsys.model.FactorModel;
import dev.recsys.train.Algorithm;
import java.util.Map;

class ImplicitAlsTest implements AlgorithmContract<ImplicitAls, FactorModel> {

    @Override
    public Algorithm<ImplicitAls, FactorModel> algorithm() {
        return ImplicitAls.ALGORITHM;
    }

    @Override
    public Map<String, String> testConfig() {
        return Map.of("factors", "6", "iterations", "15");
    }
}
