package dev.recsys.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recsys.DataException;
import dev.recsys.eval.metric.Metrics;
import dev.recsys.event.EventLog;
import dev.recsys.event.IdType;
import dev.recsys.model.ModelBundle;
import dev.recsys.popularity.Popularity;
import java.util.List;
import org.junit.jupiter.api.Test;

class FoldsTest {

    private static final ModelBundle<String, Integer> MODEL = Popularity.byUsers()
            .train(EventLog.builder(IdType.STRING, IdType.INT)
                    .add("a", 1)
                    .add("b", 1)
                    .add("c", 2)
                    .build());

    /** The list of a stranger is 1, 2: the reciprocal rank of item 1 is 1, of item 2 it is .5. */
    private static EvaluationResult<String> foldWith(int item, String metric) {
        EventLog<String, Integer> test =
                EventLog.builder(IdType.STRING, IdType.INT).add("new", item).build();
        return Evaluation.of(Metrics.parseAll(metric)).evaluate(MODEL, test);
    }

    @Test
    void everyFoldCountsTheSame() {
        Folds<String> folds = Folds.of(List.of(foldWith(1, "mrr@2"), foldWith(2, "mrr@2"), foldWith(1, "mrr@2")));
        assertThat(folds.value("mrr@2")).isCloseTo(2.5 / 3, within(1e-15));
        assertThat(folds.deviation("mrr@2")).isCloseTo(Math.sqrt(1 / 12.0), within(1e-15));
        assertThat(folds.values()).containsOnlyKeys("mrr@2");
        assertThat(folds).hasToString("3 folds: mrr@2 0.8333 (deviation 0.2887)");
    }

    @Test
    void singleFoldDoesNotDeviate() {
        assertThat(Folds.of(List.of(foldWith(2, "mrr@2"))).deviation("mrr@2")).isZero();
    }

    @Test
    void foldsMustHaveTheSameMetrics() {
        assertThatThrownBy(() -> Folds.of(List.of(foldWith(1, "mrr@2"), foldWith(1, "ndcg@2"))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("their metrics are mrr@2");
        assertThatThrownBy(() -> Folds.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
