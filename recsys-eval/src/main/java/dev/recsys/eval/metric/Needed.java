package dev.recsys.eval.metric;

import dev.recsys.DataException;

/** Facts where a metric cannot do without. */
final class Needed {

    private Needed() {}

    static ItemFacts categories(ItemFacts facts, String metric) {
        if (facts.categories().isEmpty()) {
            throw new DataException(
                    "metric '" + metric + "'",
                    "compares the categories of items, and no item of the catalogue has one",
                    "give the model's bundle a catalogue with categories, or leave the metric out");
        }
        return facts;
    }

    static ItemFacts popularity(ItemFacts facts, String metric) {
        if (facts.users() == 0) {
            throw new DataException(
                    "metric '" + metric + "'",
                    "compares how popular items were in training, and nothing is known of training",
                    "give the background that the lists were made with, or leave the metric out");
        }
        return facts;
    }
}
