package dev.recsys.testkit;

import dev.recsys.model.ItemScoresModel;
import dev.recsys.popularity.Popularity;
import dev.recsys.train.Algorithm;

class PopularityTest implements AlgorithmContract<Popularity, ItemScoresModel> {

    @Override
    public Algorithm<Popularity, ItemScoresModel> algorithm() {
        return Popularity.ALGORITHM;
    }

    @Override
    public boolean recoversStructure() {
        return false;
    }
}
