package dev.recsys.eval.metric;

import java.util.function.IntToDoubleFunction;

/** A number for every item, worked out once; lists are measured by adding them up. */
final class ItemValues {

    private final double[] values;
    private final double ofOthers;

    private ItemValues(double[] values, double ofOthers) {
        this.values = values;
        this.ofOthers = ofOthers;
    }

    /**
     * Asks for the number of each item.
     *
     * @param value for items 0 to {@code facts.items() - 1}, and once for the next number, which stands for all items that are
     *     not in the catalogue
     */
    static ItemValues of(ItemFacts facts, IntToDoubleFunction value) {
        double[] values = new double[facts.items()];
        for (int item = 0; item < values.length; item++) {
            values[item] = value.applyAsDouble(item);
        }
        return new ItemValues(values, value.applyAsDouble(values.length));
    }

    double of(int item) {
        return item < values.length ? values[item] : ofOthers;
    }

    /** The sum over the first k items. */
    double sum(JudgedList list, int k) {
        int n = Math.min(k, list.size());
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += of(list.item(i));
        }
        return sum;
    }

    /** The mean over the first k items; NaN for an empty list. */
    double mean(JudgedList list, int k) {
        return sum(list, k) / Math.min(k, list.size());
    }
}
