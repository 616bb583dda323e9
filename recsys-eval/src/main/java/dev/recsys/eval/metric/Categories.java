package dev.recsys.eval.metric;

import dev.recsys.DataException;

/** Categories where a metric cannot do without. */
final class Categories {

    private Categories() {}

    static ItemFacts require(ItemFacts facts, String metric) {
        if (facts.categories().isEmpty()) {
            throw new DataException(
                    "metric '" + metric + "'",
                    "compares the categories of items, and no item of the catalogue has one",
                    "give the model's bundle a catalogue with categories, or leave the metric out");
        }
        return facts;
    }
}
