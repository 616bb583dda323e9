package dev.recsys.internal.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernels")
class KernelChoiceTest {

    private static final String SERVER = "OpenJDK 64-Bit Server VM";

    @Test
    void aJvmWithTheModuleAndC2GetsTheVectorKernels() {
        KernelChoice choice = KernelChoice.of(jvm("", true, SERVER, "mixed mode, sharing", "17.0.15+6"));

        assertThat(choice.vector()).isTrue();
    }

    @Test
    void aJvmWithoutTheModuleGetsThePlainOnesAndIsToldTheFlag() {
        KernelChoice choice = KernelChoice.of(jvm("auto", false, SERVER, "mixed mode", "25.0.3+9"));

        assertThat(choice.vector()).isFalse();
        assertThat(choice.reason()).contains("--add-modules jdk.incubator.vector");
    }

    @Test
    void withoutC2ThePlainOnesAreChosenEvenWhereTheModuleIs() {
        assertThat(KernelChoice.of(jvm("", true, SERVER, "mixed mode, emulated-client", "17"))
                        .vector())
                .isFalse();
        assertThat(KernelChoice.of(jvm("", true, SERVER, "interpreted mode", "17"))
                        .vector())
                .isFalse();
        assertThat(KernelChoice.of(jvm("", true, SERVER, "mixed mode", "21.0.1+12-jvmci-23.1-b15"))
                        .vector())
                .isFalse();
        assertThat(KernelChoice.of(jvm("", true, "Eclipse OpenJ9 VM", "JRE 17", "0.40"))
                        .vector())
                .isFalse();
    }

    @Test
    void thePropertyForcesEither() {
        assertThat(KernelChoice.of(jvm("plain", true, SERVER, "mixed mode", "17"))
                        .vector())
                .isFalse();
        assertThat(KernelChoice.of(jvm("vector256", true, "another VM", "", "1"))
                        .vector())
                .isTrue();
    }

    @Test
    void whatCannotBeForcedIsAnErrorThatNamesTheRemedy() {
        assertThatThrownBy(() -> KernelChoice.of(jvm("vector", false, SERVER, "mixed mode", "17")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("--add-modules jdk.incubator.vector");
        assertThatThrownBy(() -> KernelChoice.of(jvm("fast", true, SERVER, "mixed mode", "17")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("known values are auto, plain, vector");
    }

    @Test
    void theKernelsOfThisJvmAreWhatWasForced() {
        String forced = System.getProperty(KernelChoice.PROPERTY, "");
        String name = Kernels.active().name();

        assertThat(Kernels.active()).isSameAs(Kernels.active());
        if (forced.matches("vector\\d+")) {
            assertThat(name).isEqualTo(forced.replace("vector", "vector "));
        } else if (ModuleLayer.boot().findModule(KernelChoice.MODULE).isEmpty()) {
            assertThat(name).isEqualTo("plain");
        }
    }

    private static KernelChoice.Jvm jvm(String property, boolean module, String name, String info, String version) {
        return new KernelChoice.Jvm(property, module, name, info, version);
    }
}
