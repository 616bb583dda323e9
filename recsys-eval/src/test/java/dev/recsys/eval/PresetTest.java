package dev.recsys.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsys.DataException;
import org.junit.jupiter.api.Test;

class PresetTest {

    @Test
    void everyNameFindsItsPreset() {
        assertThat(Preset.names()).containsExactly("RANKING", "LIGHTGCN", "NCF_LOO_99", "RATING");
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
    void unknownNameListsTheKnownOnes() {
        assertThatThrownBy(() -> Preset.named("LIGHTGBM"))
                .isInstanceOf(DataException.class)
                .hasMessage("preset 'LIGHTGBM': is unknown; valid presets are RANKING, LIGHTGCN, NCF_LOO_99, RATING");
    }
}
