package dev.recsys.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.DataException;
import dev.recsys.data.DataShape;
import dev.recsys.data.SparseMatrix;
import dev.recsys.model.Model;
import dev.recsys.model.ModelInfo;
import dev.recsys.parameter.Parameter;
import dev.recsys.parameter.ParameterSpace;
import dev.recsys.train.TrainingContext;
import dev.recsys.train.TrainingEstimate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The descriptor says all there is to say: name, parameters, estimate, and what a model was made with. */
interface DescriptorRules<C, M extends Model> extends AlgorithmUnderTest<C, M> {

    /** Names appear in files, commands and messages. */
    @Test
    default void nameIsLowerCaseWithDashesAndDescriptionIsGiven() {
        Rule rule = Subject.of(this).rule("an algorithm has a name in lower case with dashes, and a description");
        assertThat(algorithm().name()).as(rule.with("name")).matches("[a-z][a-z0-9]*(-[a-z0-9]+)*");
        assertThat(algorithm().description()).as(rule.with("description")).isNotBlank();
        assertThat(algorithm().codec().version())
                .as(rule.with("the codec's version"))
                .isPositive();
    }

    /** Keys are words of the same kind everywhere, and explain themselves. */
    @Test
    default void parametersDescribeThemselves() {
        Rule rule = Subject.of(this).rule("a parameter has a lowerCamelCase key, a description and a range");
        for (Parameter<C, ?> parameter : algorithm().parameters().parameters()) {
            assertThat(parameter.key()).as(rule.with("key")).matches("[a-z][a-zA-Z0-9]*");
            assertThat(parameter.description())
                    .as(rule.with("description of '" + parameter.key() + "'"))
                    .isNotBlank();
            assertThat(parameter.range())
                    .as(rule.with("range of '" + parameter.key() + "'"))
                    .isNotBlank();
        }
    }

    /** A configuration survives being written as text, as model files and manifests do. */
    @Test
    default void configurationSurvivesItsTextForm() {
        Rule rule = Subject.of(this).rule("a configuration written as text reads back to the same text");
        ParameterSpace<C> space = algorithm().parameters();
        for (Map<String, String> variant : variants()) {
            Map<String, String> text = space.describe(space.parse(variant));
            Map<String, String> again = rule.holdsFor("parsing " + text, () -> space.describe(space.parse(text)));
            assertThat(again).as(rule.with("")).isEqualTo(text);
            assertThat(text).as(rule.with("given values are kept")).containsAllEntriesOf(canonical(variant));
        }
    }

    private Map<String, String> canonical(Map<String, String> values) {
        Map<String, String> texts = new LinkedHashMap<>();
        ParameterSpace<C> space = algorithm().parameters();
        values.forEach((key, text) ->
                texts.put(key, space.find(key).orElseThrow().text(space.with(space.defaults(), key, text))));
        return texts;
    }

    /** What the range promises is taken. */
    @Test
    default void everyParameterTakesTheEndsOfItsRange() {
        Rule rule = Subject.of(this).rule("a parameter takes every value of the range it declares");
        ParameterSpace<C> space = algorithm().parameters();
        for (Parameter<C, ?> parameter : space.parameters()) {
            for (String text : ParameterTexts.valid(parameter)) {
                rule.holdsFor(parameter + ", value '" + text + "',", () -> parameter.withText(space.defaults(), text));
            }
        }
    }

    /** What lies outside the range is refused, by name. */
    @Test
    default void everyParameterRefusesWhatIsOutOfItsRange() {
        Rule rule =
                Subject.of(this).rule("a parameter refuses what is out of range with a DataException naming its key");
        ParameterSpace<C> space = algorithm().parameters();
        for (Parameter<C, ?> parameter : space.parameters()) {
            for (String text : ParameterTexts.invalid(parameter)) {
                rule.thrownBy(
                                parameter + ", value '" + text + "'",
                                () -> space.with(space.defaults(), parameter.key(), text))
                        .isInstanceOf(DataException.class)
                        .hasMessageContaining("'" + parameter.key() + "'");
            }
        }
    }

    /** A mistyped key is answered with the list of keys. */
    @Test
    default void unknownKeyIsAnsweredWithTheValidOnes() {
        Rule rule = Subject.of(this).rule("an unknown key is refused with a DataException listing the valid keys");
        String[] keys = algorithm().parameters().parameters().stream()
                .map(Parameter::key)
                .toArray(String[]::new);
        rule.thrownBy("", () -> algorithm().trainer(Map.of("noSuchKey", "1")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("noSuchKey")
                .hasMessageContainingAll(keys);
    }

    /** A model says how to make it again. */
    @Test
    default void modelNamesAlgorithmSettingsAndShape() {
        Rule rule = Subject.of(this).rule("a model's information names the algorithm, every parameter, and the shape");
        for (Map<String, String> variant : variants()) {
            Subject<C, M> subject = Subject.of(this).withConfig(variant);
            SparseMatrix data = SampleData.checkerboard(8);
            ModelInfo info = subject.model(rule, data).info();
            assertThat(info.algorithm())
                    .as(rule.with("algorithm"))
                    .isEqualTo(algorithm().name());
            assertThat(List.copyOf(info.config().entrySet()))
                    .as(rule.with("settings in the order of the parameters"))
                    .isEqualTo(List.copyOf(
                            algorithm().parameters().describe(subject.config()).entrySet()));
            assertThat(info.shape()).as(rule.with("shape")).isEqualTo(DataShape.of(8, 8, data.entries()));
            assertThat(info.platform()).as(rule.with("platform")).isNotBlank();
        }
    }

    /** Commands and documents ask the descriptor what a model can do, before there is one. */
    @Test
    default void modelCanDoWhatTheDescriptorSays() {
        Rule rule =
                Subject.of(this).rule("a model has the capabilities that its algorithm declares, in any configuration");
        for (Map<String, String> variant : variants()) {
            Subject<C, M> subject = Subject.of(this).withConfig(variant);
            assertThat(subject.model(rule, SampleData.checkerboard(8)).capabilities())
                    .as(rule.with("settings " + variant))
                    .isEqualTo(algorithm().capabilities());
        }
    }

    /** Estimates warn before memory runs out: they count something, and more data never needs less. */
    @Test
    default void estimateIsPositiveAndGrowsWithTheData() {
        Rule rule = Subject.of(this).rule("an estimate is positive and never shrinks when the data grows");
        int[] sizes = {500, 10_000, 1_000_000, 25_000_000};
        for (Map<String, String> variant : variants()) {
            Subject<C, M> subject = Subject.of(this).withConfig(variant);
            requireGrowth(rule, subject, DataShape.of(1, 1, 1), DataShape.of(2, 2, 4));
            for (int size : sizes) {
                DataShape shape = DataShape.of(size, size, 4L * size);
                requireGrowth(rule, subject, shape, DataShape.of(2 * size, size, 4L * size));
                requireGrowth(rule, subject, shape, DataShape.of(size, 2 * size, 4L * size));
                requireGrowth(rule, subject, shape, DataShape.of(size, size, 400L * size));
            }
        }
    }

    private void requireGrowth(Rule rule, Subject<C, M> subject, DataShape small, DataShape large) {
        TrainingEstimate less = rule.holdsFor(
                "estimating " + small, () -> subject.trainer().estimate(small, TrainingContext.defaults()));
        TrainingEstimate more = rule.holdsFor(
                "estimating " + large, () -> subject.trainer().estimate(large, TrainingContext.defaults()));
        rule.require(less.bytes() > 0 && less.operations() > 0, small + " gives " + less);
        rule.require(
                Double.isFinite(more.operations())
                        && more.bytes() >= less.bytes()
                        && more.operations() >= less.operations(),
                small + " gives " + less + " but " + large + " gives " + more);
    }
}
