package dev.recsys.testkit;

import dev.recsys.knn.Knn;
import dev.recsys.knn.UserKnnModel;
import dev.recsys.train.Algorithm;
import java.util.Map;

class UserKnnTest implements AlgorithmContract<Knn<UserKnnModel>, UserKnnModel> {

    @Override
    public Algorithm<Knn<UserKnnModel>, UserKnnModel> algorithm() {
        return Knn.USERS;
    }

    @Override
    public Map<String, String> testConfig() {
        return Map.of("neighbours", "30");
    }
}
