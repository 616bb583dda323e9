package dev.recsys.eval;

import dev.recsys.DataException;
import dev.recsys.Stable;
import dev.recsys.eval.metric.Metric;
import dev.recsys.eval.metric.Metrics;
import java.util.List;

/**
 * A named choice of metrics and of what is ranked or predicted, so that numbers can be compared with published ones.
 *
 * <p>Immutable, thread-safe.
 */
@Stable
public final class Preset {

    /**
     * The usual metrics with cutoffs 10 and 20, over the full catalogue: the choice when no published number is to be
     * matched.
     */
    public static final Preset RANKING = new Preset(
            "RANKING",
            Kind.FULL_RANKING,
            Metrics.parseAll(
                    "ndcg@10",
                    "recall@10",
                    "precision@10",
                    "map@10",
                    "mrr@10",
                    "hit_rate@10",
                    "coverage@10",
                    "ndcg@20",
                    "recall@20",
                    "precision@20",
                    "map@20",
                    "mrr@20",
                    "hit_rate@20",
                    "coverage@20"));

    /**
     * recall@20 and ndcg@20 over the full catalogue without training items, as He et al., LightGCN, SIGIR 2020, and those
     * who compare with it; further metrics at 20 beside them.
     */
    public static final Preset LIGHTGCN = new Preset(
            "LIGHTGCN",
            Kind.FULL_RANKING,
            Metrics.parseAll("recall@20", "ndcg@20", "precision@20", "map@20", "mrr@20", "hit_rate@20", "coverage@20"));

    /**
     * hit_rate@10 and ndcg@10 of one positive among 99 given negatives, as He et al., Neural collaborative filtering, WWW
     * 2017; 1 and 5 as further cutoffs. Sampled metrics need not order two systems as the full catalogue would (Krichene and
     * Rendle, On sampled metrics for item recommendation, KDD 2020): results carry the watermark {@code SAMPLED}.
     */
    public static final Preset NCF_LOO_99 = new Preset(
            "NCF_LOO_99",
            Kind.SAMPLED_RANKING,
            Metrics.parseAll("hit_rate@10", "ndcg@10", "hit_rate@1", "ndcg@1", "hit_rate@5", "ndcg@5"));

    /**
     * The measures of NIST trec_eval -c, checked against version 10.0-rc3, in the order in which it prints them ({@link TrecMeasures}):
     * users without a relevant item or without a list count with 0, gains of 1 and more are relevant, NDCG has linear gain. A run is to be
     * built with {@link Run.TieOrder#TREC}.
     */
    public static final Preset TREC = new Preset("TREC", Kind.FULL_RANKING, TrecMeasures.metrics(), Rules.trec());

    /**
     * recall_capped@20, recall_capped@50 and ndcg@100, as Liang et al., Variational autoencoders for collaborative filtering, WWW 2018,
     * and those who compare with it ("Revisiting iALS", EASE).
     */
    public static final Preset MULT_VAE = new Preset(
            "MULT_VAE", Kind.FULL_RANKING, Metrics.parseAll("recall_capped@20", "recall_capped@50", "ndcg@100"));

    /**
     * The metrics of LensKit for Python that have one definition there and here, by its documentation and the commits b8bb411, 053bc2c and
     * 0d8cc5a: precision divides by the
     * length of the list, recall by min(k, R), average precision by min(n, k, R). Its NDCG is not among them, as it gives the first two
     * ranks the same discount unless told otherwise.
     */
    public static final Preset LENSKIT = new Preset(
            "LENSKIT",
            Kind.FULL_RANKING,
            Metrics.parseAll(
                    "precision@10:LIST_LENGTH", "recall_capped@10", "map@10:MIN_LEN_R", "mrr@10", "hit_rate@10"));

    /**
     * The default metrics of RecBole, by its documentation and the commit 025bef6, and its MAP, which divides by min(k, R): recall, mrr, ndcg,
     * hit_rate and precision at 10.
     */
    public static final Preset RECBOLE = new Preset(
            "RECBOLE",
            Kind.FULL_RANKING,
            Metrics.parseAll("recall@10", "mrr@10", "ndcg@10", "hit_rate@10", "precision@10", "map@10:MIN_K_R"));

    /**
     * The metrics of RankSys, by the commit 42a64ae of its module metrics, with the relevance threshold 1: precision, recall, average precision by
     * min(k, R), reciprocal rank, and NDCG with the gain 2^(g - t + 1) - 1. With another threshold t the metric is {@code
     * "ndcg@10:EXP_THRESHOLD_t"}, and the rules need {@link Rules#withLevel} t. Users without a relevant item count with 0, as there recall and
     * NDCG give them 0 and means are over all users given; average precision is taken to do the same.
     */
    public static final Preset RANKSYS = new Preset(
            "RANKSYS",
            Kind.FULL_RANKING,
            Metrics.parseAll("ndcg@10:EXP_THRESHOLD_1", "precision@10", "recall@10", "map@10:MIN_K_R", "mrr@10"),
            Rules.defaults().withLevel(1).withNoRelevant(Rules.NoRelevant.ZERO));

    /**
     * rmse and mae of predicted ratings, over all pairs and as means over users: for models that predict ratings ({@link
     * dev.recsys.model.Capability#RATINGS}). Nothing is ranked.
     */
    public static final Preset RATING =
            new Preset("RATING", Kind.RATINGS, Metrics.parseAll("rmse", "mae", "user_rmse", "user_mae"));

    private static final List<Preset> ALL =
            List.of(RANKING, LIGHTGCN, NCF_LOO_99, MULT_VAE, TREC, LENSKIT, RECBOLE, RANKSYS, RATING);

    private final String name;
    private final Kind kind;
    private final List<Metric> metrics;
    private final Rules rules;

    private Preset(String name, Kind kind, List<Metric> metrics) {
        this(name, kind, metrics, Rules.defaults());
    }

    private Preset(String name, Kind kind, List<Metric> metrics, Rules rules) {
        this.name = name;
        this.kind = kind;
        this.metrics = metrics;
        this.rules = rules;
    }

    private enum Kind {
        FULL_RANKING,
        SAMPLED_RANKING,
        RATINGS
    }

    /**
     * The preset with this name.
     *
     * @throws DataException if there is none; the message lists the names there are
     */
    public static Preset named(String name) {
        for (Preset preset : ALL) {
            if (preset.name.equals(name)) {
                return preset;
            }
        }
        throw new DataException(
                "preset '" + name + "'", "is unknown", "valid presets are " + String.join(", ", names()));
    }

    /** The names of all presets. */
    public static List<String> names() {
        return ALL.stream().map(Preset::name).toList();
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Its metrics, the ones it is known for first. */
    public List<Metric> metrics() {
        return metrics;
    }

    /** What becomes of the cases on which tools disagree. */
    public Rules rules() {
        return rules;
    }

    /** Whether it ranks given candidates, and so needs {@link CandidateCases}, instead of the full catalogue. */
    public boolean isSampled() {
        return kind == Kind.SAMPLED_RANKING;
    }

    /** Whether it measures predicted ratings instead of ranked lists. */
    public boolean isOfRatings() {
        return kind == Kind.RATINGS;
    }

    @Override
    public String toString() {
        return name + " " + metrics;
    }
}
