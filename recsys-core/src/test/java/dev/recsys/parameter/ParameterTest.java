package dev.recsys.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.recsys.DataException;
import dev.recsys.parameter.Parameter.Kind;
import dev.recsys.parameter.Parameter.Scale;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterTest {

    private enum Solver {
        CHOLESKY,
        CONJUGATE_GRADIENT
    }

    private record Config(int factors, long seed, double rate, boolean bias, Solver solver, List<String> tags) {}

    private static final Config DEFAULTS = new Config(64, 0, 0.01, true, Solver.CHOLESKY, List.of());

    private static final ParameterSpace<Config> SPACE = ParameterSpace.of(
            DEFAULTS,
            Parameter.integer(
                    "factors",
                    1,
                    4096,
                    Scale.LOG,
                    "latent size",
                    Config::factors,
                    (c, v) -> new Config(v, c.seed, c.rate, c.bias, c.solver, c.tags)),
            Parameter.longNumber(
                    "seed", "seed", Config::seed, (c, v) -> new Config(c.factors, v, c.rate, c.bias, c.solver, c.tags)),
            Parameter.decimal(
                    "rate",
                    0,
                    1,
                    Scale.LOG,
                    "rate",
                    Config::rate,
                    (c, v) -> new Config(c.factors, c.seed, v, c.bias, c.solver, c.tags)),
            Parameter.flag(
                    "bias",
                    "whether there is one",
                    Config::bias,
                    (c, v) -> new Config(c.factors, c.seed, c.rate, v, c.solver, c.tags)),
            Parameter.choice(
                    "solver",
                    Solver.class,
                    "how it is solved",
                    Config::solver,
                    (c, v) -> new Config(c.factors, c.seed, c.rate, c.bias, v, c.tags)),
            Parameter.text(
                    "tags",
                    "tag,...",
                    "labels",
                    text -> text.isEmpty() ? List.<String>of() : List.of(text.split(",")),
                    tags -> String.join(",", tags),
                    Config::tags,
                    (c, v) -> new Config(c.factors, c.seed, c.rate, c.bias, c.solver, v)));

    @ParameterizedTest
    @CsvSource({
        "factors, INTEGER, 1 to 4096, LOG",
        "seed, LONG, any 64-bit integer, LINEAR",
        "rate, DECIMAL, 0 to 1, LOG",
        "bias, FLAG, true | false, LINEAR",
        "solver, CHOICE, cholesky | conjugate-gradient, LINEAR",
        "tags, TEXT, 'tag,...', LINEAR"
    })
    void saysWhatItTakes(String key, Kind kind, String range, Scale scale) {
        Parameter<Config, ?> parameter = SPACE.find(key).orElseThrow();

        assertThat(parameter.key()).isEqualTo(key);
        assertThat(parameter.kind()).isEqualTo(kind);
        assertThat(parameter.range()).isEqualTo(range);
        assertThat(parameter.scale()).isEqualTo(scale);
        assertThat(parameter.description()).isNotBlank();
        assertThat(parameter.bounds().isPresent()).isEqualTo(kind == Kind.INTEGER || kind == Kind.DECIMAL);
    }

    @Test
    void boundsAreACopy() {
        Parameter<Config, ?> rate = SPACE.find("rate").orElseThrow();

        rate.bounds().orElseThrow()[0] = -7;

        assertThat(rate.bounds().orElseThrow()).containsExactly(0, 1);
    }

    @Test
    void openRangesAreWrittenForAPerson() {
        assertThat(Parameter.integer("n", 1, Integer.MAX_VALUE, Scale.LOG, "", (Integer c) -> c, (c, v) -> v)
                        .range())
                .isEqualTo("1 to 2^31-1");
        assertThat(Parameter.decimal("x", 0.5, Double.MAX_VALUE, Scale.LOG, "", (Double c) -> c, (c, v) -> v)
                        .range())
                .isEqualTo("at least 0.5");
        assertThat(Parameter.decimal("x", 0, Float.MAX_VALUE, Scale.LOG, "", (Double c) -> c, (c, v) -> v)
                        .range())
                .isEqualTo("at least 0");
        assertThat(Parameter.decimal("x", -1e39, 1e39, Scale.LINEAR, "", (Double c) -> c, (c, v) -> v)
                        .range())
                .isEqualTo("any number");
    }

    @Test
    void theValueThatMeansNoLimitIsWrittenAsAWord() {
        Parameter<Integer, Integer> most = Parameter.integer(
                        "most", 1, Integer.MAX_VALUE, Scale.LOG, "", (Integer c) -> c, (c, v) -> v)
                .withNone(Integer.MAX_VALUE);
        assertThat(most.range()).isEqualTo("1 to 2^31-1, or none");
        assertThat(most.text(Integer.MAX_VALUE)).isEqualTo("none");
        assertThat(most.text(7)).isEqualTo("7");
        assertThat(most.withText(1, " None ")).isEqualTo(Integer.MAX_VALUE);
        assertThat(most.withText(1, "2147483647")).isEqualTo(Integer.MAX_VALUE);
        assertThat(most.withText(1, "7")).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({
        "factors, 1",
        "factors, 4096",
        "factors, ' 12 '",
        "seed, -9223372036854775808",
        "rate, 0",
        "rate, 1",
        "rate, 1e-3",
        "bias, FALSE",
        "solver, Conjugate-Gradient",
    })
    void takesValidText(String key, String text) {
        Config config = SPACE.with(DEFAULTS, key, text);

        assertThat(SPACE.find(key).orElseThrow().text(config)).isNotEqualTo("");
    }

    @ParameterizedTest
    @CsvSource({
        "factors, 0, '''0'' is out of range; valid: 1 to 4096'",
        "factors, 4097, '''4097'' is out of range; valid: 1 to 4096'",
        "factors, many, '''many'' is not a number; valid: 1 to 4096'",
        "factors, 1.5, '''1.5'' is not a number; valid: 1 to 4096'",
        "seed, 9223372036854775808, '''9223372036854775808'' is not a number; valid: any 64-bit integer'",
        "rate, NaN, '''NaN'' is out of range; valid: 0 to 1'",
        "rate, Infinity, '''Infinity'' is out of range; valid: 0 to 1'",
        "rate, -0.1, '''-0.1'' is out of range; valid: 0 to 1'",
        "bias, yes, '''yes'' is neither true nor false; valid: true | false'",
        "solver, qr, '''qr'' is not one of the valid words; valid: cholesky | conjugate-gradient'",
    })
    void refusesOtherTextAndSaysWhatIsValid(String key, String text, String message) {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> SPACE.with(DEFAULTS, key, text))
                .withMessage("parameter '" + key + "': " + message)
                .satisfies(e -> {
                    assertThat(e.place()).isEqualTo("parameter '" + key + "'");
                    assertThat(e.remedy()).startsWith("valid: ");
                });
    }

    @Test
    void aRuleOfTheConfigurationItselfIsToldAlike() {
        Parameter<Integer, Integer> even =
                Parameter.integer("even", 0, 10, Scale.LINEAR, "an even number", c -> c, (c, v) -> {
                    if (v % 2 == 1) {
                        throw new IllegalArgumentException("must be even");
                    }
                    return v;
                });

        assertThat(even.withText(0, "4")).isEqualTo(4);
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> even.withText(0, "3"))
                .withMessage("parameter 'even': '3' must be even; valid: 0 to 10");
    }

    @Test
    void anUnknownKeyListsTheValidOnes() {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> SPACE.parse(Map.of("factor", "3")))
                .withMessage("parameter 'factor': is unknown; valid keys are factors, seed, rate, bias, solver, tags");
        assertThat(SPACE.find("factor")).isEmpty();
    }

    @Test
    void keysAreUnique() {
        Parameter<Config, ?> factors = SPACE.find("factors").orElseThrow();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ParameterSpace.of(DEFAULTS, factors, factors))
                .withMessageContaining("'factors'");
    }

    @Test
    void describesInTheOrderOfTheSpace() {
        assertThat(SPACE.describe(DEFAULTS).keySet())
                .containsExactly("factors", "seed", "rate", "bias", "solver", "tags");
        assertThat(SPACE.describe(DEFAULTS).values()).containsExactly("64", "0", "0.01", "true", "cholesky", "");
        assertThat(SPACE.parse(Map.of())).isEqualTo(DEFAULTS);
        assertThat(SPACE.parameters()).hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyConfigurationIsReadBackFromItsText(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 200; i++) {
            Config config = new Config(
                    1 + random.nextInt(4096),
                    random.nextLong(),
                    random.nextInt(5) == 0 ? random.nextInt(2) : random.nextDouble() * Math.pow(10, -random.nextInt(9)),
                    random.nextBoolean(),
                    Solver.values()[random.nextInt(2)],
                    random.nextBoolean() ? List.of() : List.of("a", "b"));
            Map<String, String> text = SPACE.describe(config);

            assertThat(SPACE.parse(text)).isEqualTo(config);
            assertThat(SPACE.parse(new TreeMap<>(text))).as("in any order").isEqualTo(config);
        }
    }

    @Test
    void replacesTypedValues() {
        Parameter<Config, ?> any = SPACE.find("factors").orElseThrow();
        assertThat(any.value(DEFAULTS)).isEqualTo(64);

        Parameter<Integer, Integer> typed = Parameter.integer("n", 0, 9, Scale.LINEAR, "a digit", c -> c, (c, v) -> v);
        assertThat(typed.with(3, 5)).isEqualTo(5);
        assertThat(typed).hasToString("n (0 to 9)");
    }

    @Test
    void descriptionsCannotBeChanged() {
        Map<String, String> text = SPACE.describe(DEFAULTS);

        Map<String, String> copy = new LinkedHashMap<>(text);
        copy.put("factors", "8");

        assertThat(SPACE.parse(copy).factors()).isEqualTo(8);
        assertThat(text).containsEntry("factors", "64");
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> text.put("factors", "8"));
    }
}
