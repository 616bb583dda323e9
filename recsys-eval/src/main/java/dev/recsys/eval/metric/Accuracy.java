package dev.recsys.eval.metric;

import static dev.recsys.eval.metric.MetricFamily.CutoffRule.ALLOWED;
import static dev.recsys.eval.metric.MetricFamily.CutoffRule.NEEDED;
import static dev.recsys.eval.metric.MetricFamily.CutoffRule.NONE;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The metrics of where relevant items are in a list. */
final class Accuracy {

    private Accuracy() {}

    private static boolean isPositive(double value) {
        return value > 0;
    }

    /** The families by their names, in the order of messages and documentation. */
    static Map<String, MetricFamily> families() {
        Map<String, MetricFamily> all = new LinkedHashMap<>();
        all.put(Recall.KEY, MetricFamily.of(NEEDED, Recall::at));
        all.put(CappedRecall.KEY, MetricFamily.of(NEEDED, CappedRecall::at));
        all.put(Precision.KEY, precision());
        all.put(Ndcg.KEY, ndcg());
        all.put(Dcg.KEY, dcg());
        all.put(AveragePrecision.KEY, averagePrecision());
        all.put(ReciprocalRank.KEY, MetricFamily.of(ALLOWED, Accuracy::reciprocalRank));
        all.put(HitRate.KEY, MetricFamily.of(NEEDED, HitRate::at));
        all.put(MeanPrecision.KEY, MetricFamily.of(NEEDED, MeanPrecision::at));
        all.put(RPrecision.KEY, MetricFamily.of(NONE, k -> RPrecision.of()));
        all.put(Bpref.KEY, MetricFamily.of(NONE, k -> Bpref.of()));
        all.put(RankBiasedPrecision.KEY, rankBiasedPrecision(false));
        all.put(RankBiasedPrecision.RESIDUAL_KEY, rankBiasedPrecision(true));
        all.put(Auc.KEY, MetricFamily.of(NONE, k -> Auc.of()));
        all.put(
                TruncatedAuc.KEY,
                MetricFamily.of(NEEDED)
                        .with(
                                TruncatedAuc.VARIANT,
                                "n",
                                "",
                                Accuracy::isCount,
                                (k, items) -> TruncatedAuc.at(k, items.intValue())));
        for (ListCount count : ListCount.ALL) {
            all.put(count.name(), MetricFamily.of(NONE, k -> count));
        }
        return all;
    }

    private static boolean isCount(double value) {
        return value >= 1 && value <= Integer.MAX_VALUE && value == Math.rint(value);
    }

    private static MetricFamily precision() {
        MetricFamily family = MetricFamily.of(NEEDED, Precision::at);
        for (Precision.Divisor divisor : List.of(Precision.Divisor.LIST_LENGTH, Precision.Divisor.CAPPED)) {
            family.with(divisor.name(), k -> Precision.at(k).withDivisor(divisor));
        }
        return family;
    }

    private static Dcg dcg(int k) {
        return k == RankingMetric.WHOLE_LIST ? Dcg.ofWholeList() : Dcg.at(k);
    }

    private static MetricFamily dcg() {
        MetricFamily family = MetricFamily.of(ALLOWED, Accuracy::dcg);
        for (Gain gain : List.of(Gain.LINEAR, Gain.EXP)) {
            family.with(gain.toString(), k -> dcg(k).withGain(gain));
        }
        return family.with(
                Gain.THRESHOLD, "t", "", Accuracy::isPositive, (k, t) -> dcg(k).withGain(Gain.expThreshold(t)));
    }

    private static Ndcg ndcg(int k) {
        return k == RankingMetric.WHOLE_LIST ? Ndcg.ofWholeList() : Ndcg.at(k);
    }

    private static MetricFamily ndcg() {
        MetricFamily family = MetricFamily.of(ALLOWED, Accuracy::ndcg)
                .withCut(Ndcg.Ideal.FULL_K.name(), k -> ndcg(k).withIdeal(Ndcg.Ideal.FULL_K));
        List<Ndcg.Ideal> others = List.of(Ndcg.Ideal.LIST_LENGTH, Ndcg.Ideal.UNTRUNCATED);
        for (Ndcg.Ideal ideal : others) {
            family.with(ideal.name(), k -> ndcg(k).withIdeal(ideal));
        }
        for (Gain gain : List.of(Gain.LINEAR, Gain.EXP)) {
            family.with(gain.toString(), k -> ndcg(k).withGain(gain));
            for (Ndcg.Ideal ideal : others) {
                family.with(gain + "_" + ideal, k -> ndcg(k).withGain(gain).withIdeal(ideal));
            }
        }
        for (Ndcg.Ideal ideal : List.of(Ndcg.Ideal.MIN_K_R, Ndcg.Ideal.LIST_LENGTH, Ndcg.Ideal.UNTRUNCATED)) {
            String suffix = ideal == Ndcg.Ideal.MIN_K_R ? "" : "_" + ideal;
            family.with(
                    Gain.THRESHOLD,
                    "t",
                    suffix,
                    Accuracy::isPositive,
                    (k, t) -> ndcg(k).withGain(Gain.expThreshold(t)).withIdeal(ideal));
        }
        return family;
    }

    private static AveragePrecision averagePrecision(int k) {
        return k == RankingMetric.WHOLE_LIST ? AveragePrecision.ofWholeList() : AveragePrecision.at(k);
    }

    private static MetricFamily averagePrecision() {
        return MetricFamily.of(ALLOWED, Accuracy::averagePrecision)
                .with("MIN_K_R", k -> averagePrecision(k).withDivisor(AveragePrecision.Divisor.MIN_K_R))
                .with("MIN_LEN_R", k -> averagePrecision(k).withDivisor(AveragePrecision.Divisor.MIN_LEN_R))
                .withCut("K", k -> averagePrecision(k).withDivisor(AveragePrecision.Divisor.K));
    }

    private static ReciprocalRank reciprocalRank(int k) {
        return k == RankingMetric.WHOLE_LIST ? ReciprocalRank.ofWholeList() : ReciprocalRank.at(k);
    }

    private static RankBiasedPrecision rankBiasedPrecision(int k, boolean residual) {
        RankBiasedPrecision metric =
                k == RankingMetric.WHOLE_LIST ? RankBiasedPrecision.ofWholeList() : RankBiasedPrecision.at(k);
        return residual ? metric.residual() : metric;
    }

    private static MetricFamily rankBiasedPrecision(boolean residual) {
        return MetricFamily.of(ALLOWED, k -> rankBiasedPrecision(k, residual))
                .with(
                        RankBiasedPrecision.VARIANT,
                        "p",
                        "",
                        p -> p > 0 && p < 1 && p != RankBiasedPrecision.USUAL,
                        (k, p) -> rankBiasedPrecision(k, residual).withPersistence(p));
    }
}
