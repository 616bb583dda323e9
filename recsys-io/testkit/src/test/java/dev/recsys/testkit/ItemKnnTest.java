package dev.recsys.testkit;

import dev.recsys.knn.ItemKnnModel;
import dev.recsys.knn.Knn;
import dev.recsys.train.Algorithm;
import java.util.Map;

class ItemKnnTest implements AlgorithmContract<Knn<ItemKnnModel>, ItemKnnModel> {

    @Override
    public Algorithm<Knn<ItemKnnModel>, ItemKnnModel> algorithm() {
        return Knn.ITEMS;
    }

    @Override
    public Map<String, String> testConfig() {
        return Map.of("neighbours", "30");
    }
}
