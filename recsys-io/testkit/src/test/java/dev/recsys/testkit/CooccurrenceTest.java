package dev.recsys.testkit;

import dev.recsys.train.Algorithm;

/** An algorithm of a host's own, written against the public API only, passes the contract. */
class CooccurrenceTest implements AlgorithmContract<Cooccurrence, CooccurrenceModel> {

    @Override
    public Algorithm<Cooccurrence, CooccurrenceModel> algorithm() {
        return new CooccurrenceAlgorithm();
    }
}
