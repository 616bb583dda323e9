package dev.recsys.eval;

import dev.recsys.DataException;
import dev.recsys.eval.metric.CatalogueMetric;
import dev.recsys.eval.metric.ItemFacts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an evaluation of ranked lists has to remember so that its result can be merged with others.
 *
 * @param accumulators of the metrics of the catalogue, by name; not modified any more
 * @param facts of the items, from which accumulators start
 * @param lists how many lists there were
 * @param tiedLists how many of them had ties
 */
record ResultState(Map<String, CatalogueMetric.Accumulator> accumulators, ItemFacts facts, long lists, long tiedLists) {

    /** Whatever parts have counted, together. */
    static ResultState merged(List<ResultState> parts, List<CatalogueMetric> metrics) {
        ItemFacts facts = parts.get(0).facts;
        parts.forEach(part -> requireSame(facts, part.facts));
        Map<String, CatalogueMetric.Accumulator> merged = new LinkedHashMap<>();
        for (CatalogueMetric metric : metrics) {
            CatalogueMetric.Accumulator sum = metric.accumulator(facts);
            for (ResultState part : parts) {
                CatalogueMetric.Accumulator other = part.accumulators.get(metric.name());
                if (other == null) {
                    throw new IllegalArgumentException("a part was not measured by " + metric.name());
                }
                sum.merge(other);
            }
            merged.put(metric.name(), sum);
        }
        long lists = parts.stream().mapToLong(ResultState::lists).sum();
        long tied = parts.stream().mapToLong(ResultState::tiedLists).sum();
        return new ResultState(merged, facts, lists, tied);
    }

    private static void requireSame(ItemFacts facts, ItemFacts other) {
        boolean same = facts.items() == other.items() && facts.users() == other.users();
        for (int item = 0; same && item < facts.items(); item++) {
            same = facts.takers(item) == other.takers(item)
                    && facts.interactions(item) == other.interactions(item)
                    && facts.eligible().contains(item) == other.eligible().contains(item);
        }
        if (!same) {
            throw new DataException(
                    "results to merge",
                    "one was measured against the background of " + facts + ", and one of " + other
                            + (facts.items() == other.items() ? " with other counts" : ""),
                    "evaluate all parts against the same background");
        }
    }

    double tiedShare() {
        return lists == 0 ? 0 : (double) tiedLists / lists;
    }
}
