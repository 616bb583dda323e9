package dev.recsys.eval.metric;

import static dev.recsys.eval.metric.MetricFamily.CutoffRule.NEEDED;

import dev.recsys.eval.metric.IntraListDiversity.Distance;
import dev.recsys.eval.metric.IntraListDiversity.ShortLists;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.IntFunction;

/** The metrics of what lists consist of, by name. */
final class BeyondAccuracy {

    private BeyondAccuracy() {}

    static Map<String, MetricFamily> families() {
        Map<String, MetricFamily> all = new LinkedHashMap<>();
        all.put(Coverage.KEY, family(Coverage::at, Coverage.Variant.values(), Coverage::withVariant));
        all.put(UserCoverage.KEY, MetricFamily.of(NEEDED, UserCoverage::at));
        all.put(Gini.KEY, family(Gini::at, Gini.Variant.values(), Gini::withVariant));
        all.put(Gini.DIVERSITY_KEY, family(Gini::diversity, Gini.Variant.values(), Gini::withVariant));
        all.put(Entropy.KEY, family(Entropy::at, Entropy.Variant.values(), Entropy::withVariant));
        all.put(Concentration.SIMPSON_KEY, MetricFamily.of(NEEDED, Concentration::simpson));
        all.put(Concentration.HERFINDAHL_KEY, MetricFamily.of(NEEDED, Concentration::herfindahl));
        all.put(IntraListDiversity.KEY, diversity());
        all.put(
                IntraListDiversity.FACTORS_KEY,
                MetricFamily.of(NEEDED, IntraListDiversity::byFactors)
                        .with("ZERO", k -> IntraListDiversity.byFactors(k).withShortLists(ShortLists.ZERO)));
        all.put(Calibration.KEY, family(Calibration::at, Calibration.Variant.values(), Calibration::withVariant));
        all.put(Serendipity.KEY, family(Serendipity::at, Serendipity.Variant.values(), Serendipity::withVariant));
        all.put(Novelty.KEY, family(Novelty::at, Novelty.Variant.values(), Novelty::withVariant));
        all.put(PopularityComplement.KEY, MetricFamily.of(NEEDED, PopularityComplement::at));
        all.put(Popularity.KEY, family(Popularity::at, Popularity.Variant.values(), Popularity::withVariant));
        all.put(PopularityPercentile.KEY, MetricFamily.of(NEEDED, PopularityPercentile::at));
        all.put(LongTail.HEAD_KEY, family(LongTail::shortHead, LongTail.Head.values(), LongTail::withHead));
        all.put(LongTail.KEY, family(LongTail::share, LongTail.Head.values(), LongTail::withHead));
        all.put(LongTail.COUNT_KEY, family(LongTail::count, LongTail.Head.values(), LongTail::withHead));
        return all;
    }

    /** A family whose first variant is the usual one. */
    private static <M extends Metric, V extends Enum<V>> MetricFamily family(
            IntFunction<M> usual, V[] variants, BiFunction<M, V, M> with) {
        MetricFamily family = MetricFamily.of(NEEDED, usual::apply);
        for (int i = 1; i < variants.length; i++) {
            V variant = variants[i];
            family.with(variant.name(), k -> with.apply(usual.apply(k), variant));
        }
        return family;
    }

    private static MetricFamily diversity() {
        return MetricFamily.of(NEEDED, IntraListDiversity::byCategories)
                .with("ZERO", k -> IntraListDiversity.byCategories(k).withShortLists(ShortLists.ZERO))
                .with("COSINE", k -> IntraListDiversity.of(Distance.CATEGORY_COSINE, k))
                .with(
                        "COSINE_ZERO",
                        k -> IntraListDiversity.of(Distance.CATEGORY_COSINE, k).withShortLists(ShortLists.ZERO))
                .with("HAMMING", k -> IntraListDiversity.of(Distance.CATEGORY_HAMMING, k))
                .with(
                        "HAMMING_ZERO",
                        k -> IntraListDiversity.of(Distance.CATEGORY_HAMMING, k).withShortLists(ShortLists.ZERO));
    }
}
