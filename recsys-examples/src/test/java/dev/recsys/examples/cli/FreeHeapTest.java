package dev.recsys.examples.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsys.train.TrainingEstimate;
import org.junit.jupiter.api.Test;

class FreeHeapTest {

    @Test
    void whatFitsMayBeTrained() {
        assertThatCode(() -> FreeHeap.require(TrainingEstimate.of(1_000, 1e9))).doesNotThrowAnyException();
        assertThatCode(() -> FreeHeap.require(TrainingEstimate.of(1_000, 1e9), () -> 1_000))
                .doesNotThrowAnyException();
    }

    @Test
    void whatDoesNotFitIsRefusedWithTheOptionThatHelps() {
        TrainingEstimate petabyte = TrainingEstimate.of(1L << 50, 1e9);

        assertThatThrownBy(() -> FreeHeap.require(petabyte))
                .isInstanceOf(Failures.OutOfMemory.class)
                .hasMessageContaining("training needs 1125899.9 GB")
                .hasMessageMatching(".*give the JVM more memory: RECSYS_JAVA_OPTS=-Xmx11534\\d\\dg, .*");
        assertThatThrownBy(() -> FreeHeap.require(TrainingEstimate.of(1_001, 1e9), () -> 1_000))
                .isInstanceOf(Failures.OutOfMemory.class);
    }
}
