package dev.recsys.internal.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernels")
class KernelChoiceTest {

    private static final String SERVER = "OpenJDK 64-Bit Server VM";

    @Test
    void aJvmWithTheModuleC2AndMultiplyAndAddGetsTheVectorKernels() {
        assertThat(KernelChoice.of(jvm("", true, true, true)).vector()).isTrue();
    }

    @Test
    void aJvmWithoutTheModuleGetsThePlainOnesAndIsToldTheFlag() {
        KernelChoice choice = KernelChoice.of(jvm("auto", false, true, true));

        assertThat(choice.vector()).isFalse();
        assertThat(choice.reason()).contains("--add-modules jdk.incubator.vector");
    }

    @Test
    void whereTheVectorApiIsSlowItIsNotChosenButCanBeForced() {
        assertThat(KernelChoice.of(jvm("", true, false, true)).vector()).isFalse();
        assertThat(KernelChoice.of(jvm("", true, true, false)).vector()).isFalse();
        assertThat(KernelChoice.of(jvm("vector256", true, false, false)).vector())
                .isTrue();
        assertThat(KernelChoice.of(jvm("plain", true, true, true)).vector()).isFalse();
    }

    @Test
    void compilersOtherThanC2AreTold() {
        assertThat(ThisJvm.hasC2(SERVER, "mixed mode, sharing", "17.0.15+6")).isTrue();
        assertThat(ThisJvm.hasC2(SERVER, "mixed mode, emulated-client", "17")).isFalse();
        assertThat(ThisJvm.hasC2(SERVER, "interpreted mode", "17")).isFalse();
        assertThat(ThisJvm.hasC2(SERVER, "mixed mode", "21.0.1+12-jvmci-23.1-b15"))
                .isFalse();
        assertThat(ThisJvm.hasC2("Eclipse OpenJ9 VM", "JRE 17", "0.40")).isFalse();
    }

    @Test
    void whatCannotBeForcedIsAnErrorThatNamesTheRemedyEveryTime() {
        assertThatThrownBy(() -> KernelChoice.of(jvm("vector", false, true, true)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("--add-modules jdk.incubator.vector");
        ActiveKernels none = ActiveKernels.choose(jvm("fast", true, true, true));

        assertThat(none.kernels()).isEmpty();
        assertThat(none.problem()).contains("known values are auto, plain, vector");
    }

    @Test
    void theKernelsOfThisJvmAreWhatWasForced() {
        String forced = System.getProperty(KernelChoice.PROPERTY, "");
        String name = Kernels.active().name();

        assertThat(Kernels.active()).isSameAs(Kernels.active());
        if (forced.startsWith("vector")) {
            int most = Integer.getInteger("recsys.test.mostBits", 512);
            assertThat(name).startsWith("vector ");
            assertThat(Integer.parseInt(name.substring("vector ".length()))).isBetween(128, most);
        } else if (ModuleLayer.boot().findModule(KernelChoice.MODULE).isEmpty()) {
            assertThat(name).isEqualTo("plain");
        }
    }

    private static KernelChoice.Jvm jvm(String property, boolean module, boolean c2, boolean fma) {
        return new KernelChoice.Jvm(property, module, c2, fma);
    }
}
