package dev.recsys.testkit;

import dev.recsys.model.FactorModel;
import dev.recsys.nmf.Nmf;
import dev.recsys.train.Algorithm;
import java.util.LinkedHashMap;
import java.util.List;
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

    /** The divergence has one solver only. */
    @Override
    public List<Map<String, String>> variants() {
        List<Map<String, String>> variants = AlgorithmContract.super.variants();
        variants.replaceAll(variant -> {
            Map<String, String> possible = new LinkedHashMap<>(variant);
            if ("kullback-leibler".equals(variant.get("loss"))) {
                possible.put("solver", "multiplicative-updates");
            }
            return possible;
        });
        variants.add(Map.of("factors", "6", "iterations", "10", "regularization", "0.001", "l1Ratio", "0.5"));
        return variants;
    }
}
