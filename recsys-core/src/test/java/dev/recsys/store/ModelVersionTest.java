package dev.recsys.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelVersionTest {

    @ParameterizedTest
    @ValueSource(strings = {"films-v1", "a-v2147483647", "films-v2-v3", "9.old_one-x-v12", "v-v1"})
    void textIsReadBack(String text) {
        assertThat(ModelVersion.parse(text)).hasToString(text);
    }

    @Test
    void theLastNumberCounts() {
        assertThat(ModelVersion.parse("films-v2-v3")).isEqualTo(new ModelVersion("films-v2", 3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "films",
                "films-3",
                "films-v",
                "films-v0",
                "films-v-1",
                "films-v+1",
                "films-v01",
                "-v1",
                "films-vx",
                "films-v99999999999",
                " films-v1",
                "films-v1 ",
                "fi/lms-v1"
            })
    void otherTextIsNoVersion(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelVersion.parse(text))
                .withMessage("a version is written name-vNUMBER but was '" + text + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".hidden", "-x", "_x", "a/b", "a b", "ä", "a\n", "..", "a\\b"})
    void namesFitAnyFileSystem(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ModelVersion(name, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelVersion.checkName(name))
                .withMessageContaining("but was '" + name + "'");
    }

    @Test
    void namesHaveAtMostAHundredCharacters() {
        ModelVersion.checkName("x".repeat(100));
        assertThatIllegalArgumentException().isThrownBy(() -> ModelVersion.checkName("x".repeat(101)));
        assertThatIllegalArgumentException().isThrownBy(() -> new ModelVersion("films", 0));
    }

    @Test
    void versionsAreOrderedByNameThenByNumber() {
        List<ModelVersion> sorted = Stream.of("b-v1", "a-v10", "a-v9", "a.b-v1")
                .map(ModelVersion::parse)
                .sorted()
                .toList();

        assertThat(sorted).map(ModelVersion::toString).containsExactly("a-v9", "a-v10", "a.b-v1", "b-v1");
    }
}
