package dev.recsys.testkit;

import dev.recsys.model.FactorModel;
import dev.recsys.nmf.Nmf;
import dev.recsys.train.Algorithm;
import java.util.Map;

class NmfTest implements AlgorithmContract<Nmf, FactorModel> {

    @Override
    public Algorithm<Nmf, FactorModel> algorithm() {
        return Nmf.ALGORITHM;
    }

    @Override
    public Map<String, String> testConfig() {
        return Map.of("factors", "6", "iterations", "10");
    }
}
