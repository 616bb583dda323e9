package dev.recsys.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsys.DataException;
import dev.recsys.eval.metric.Metric;
import dev.recsys.eval.metric.Metrics;
import java.util.List;
import org.junit.jupiter.api.Test;

class PresetTest {

    @Test
    void everyNameFindsItsPreset() {
        assertThat(Preset.names())
                .containsExactly(
                        "RANKING",
                        "LIGHTGCN",
                        "NCF_LOO_99",
                        "MULT_VAE",
                        "TREC",
                        "LENSKIT",
                        "RECBOLE",
                        "RANKSYS",
                        "RATING");
        for (String name : Preset.names()) {
            assertThat(Preset.named(name).name()).isEqualTo(name);
        }
    }

    @Test
    void theMetricsAPresetIsKnownForComeFirst() {
        assertThat(Preset.LIGHTGCN.metrics().get(0).name()).isEqualTo("recall@20");
        assertThat(Preset.LIGHTGCN.metrics().get(1).name()).isEqualTo("ndcg@20");
        assertThat(Preset.NCF_LOO_99.metrics().get(0).name()).isEqualTo("hit_rate@10");
        assertThat(Preset.NCF_LOO_99.metrics().get(1).name()).isEqualTo("ndcg@10");
        assertThat(Preset.NCF_LOO_99.isSampled()).isTrue();
        assertThat(Preset.RATING.metrics().get(0).name()).isEqualTo("rmse");
        assertThat(Preset.RATING.isOfRatings()).isTrue();
    }

    @Test
    void presetsOfToolsHaveTheDefinitionsOfTheseTools() {
        assertThat(names(Preset.MULT_VAE)).containsExactly("recall_capped@20", "recall_capped@50", "ndcg@100");
        assertThat(names(Preset.LENSKIT))
                .contains("precision@10:LIST_LENGTH", "recall_capped@10", "map@10:MIN_LEN_R")
                .noneMatch(name -> name.startsWith("ndcg"));
        assertThat(names(Preset.RECBOLE)).contains("recall@10", "map@10:MIN_K_R", "ndcg@10");
        assertThat(names(Preset.RANKSYS)).contains("ndcg@10:EXP_THRESHOLD_1", "map@10:MIN_K_R");
        assertThat(Preset.RANKSYS.rules().level()).isEqualTo(1);
        assertThat(Preset.RANKSYS.rules().noRelevant()).isEqualTo(Rules.NoRelevant.ZERO);
        assertThat(Preset.TREC.rules().noRelevant()).isEqualTo(Rules.NoRelevant.ZERO);
        assertThat(Preset.TREC.metrics().stream()
                        .map(metric -> TrecMeasures.nameOf(metric).orElseThrow()))
                .containsExactlyElementsOf(TrecMeasures.names());
    }

    private static List<String> names(Preset preset) {
        return preset.metrics().stream().map(Metric::name).toList();
    }

    @Test
    void namesOfTrecEvalHaveAnyCutoff() {
        assertThat(TrecMeasures.metric("ndcg_cut_15").orElseThrow().name()).isEqualTo("ndcg@15:LINEAR");
        assertThat(TrecMeasures.metric("P_15").orElseThrow().name()).isEqualTo("precision@15");
        assertThat(TrecMeasures.metric("P_015")).isEmpty();
        assertThat(TrecMeasures.metric("infAP")).isEmpty();
        assertThat(TrecMeasures.nameOf(Metrics.parse("map@7"))).contains("map_cut_7");
        assertThat(TrecMeasures.nameOf(Metrics.parse("map@7:K"))).isEmpty();
        assertThat(TrecMeasures.nameOf(Metrics.parse("ndcg@7"))).isEmpty(); // of trec_eval it has linear gain
    }

    @Test
    void unknownNameListsTheKnownOnes() {
        assertThatThrownBy(() -> Preset.named("LIGHTGBM"))
                .isInstanceOf(DataException.class)
                .hasMessage("preset 'LIGHTGBM': is unknown; valid presets are RANKING, LIGHTGCN, NCF_LOO_99, "
                        + "MULT_VAE, TREC, LENSKIT, RECBOLE, RANKSYS, RATING");
    }
}
