package dev.recsys.testkit;

import dev.recsys.algorithm.Algorithms;
import dev.recsys.data.Dataset;
import dev.recsys.data.SparseMatrix;
import dev.recsys.event.IdType;
import dev.recsys.model.BundleFile;
import dev.recsys.model.Model;
import dev.recsys.model.ModelBundle;
import dev.recsys.train.Algorithm;
import dev.recsys.train.Trainer;
import dev.recsys.train.TrainingContext;
import dev.recsys.train.TrainingInput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** An algorithm with the settings it is tested with: trains, writes and reads on behalf of the rules. */
final class Subject<C, M extends Model> {

    private final Algorithm<C, M> algorithm;
    private final Map<String, String> config;
    private final long seed;

    private Subject(Algorithm<C, M> algorithm, Map<String, String> config, long seed) {
        this.algorithm = algorithm;
        this.config = config;
        this.seed = seed;
    }

    static <C, M extends Model> Subject<C, M> of(AlgorithmUnderTest<C, M> test) {
        return new Subject<>(test.algorithm(), test.testConfig(), test.seed());
    }

    Subject<C, M> withConfig(Map<String, String> newConfig) {
        return new Subject<>(algorithm, newConfig, seed);
    }

    Subject<C, M> with(String key, String value) {
        Map<String, String> changed = new LinkedHashMap<>(config);
        changed.put(key, value);
        return withConfig(changed);
    }

    Rule rule(String text) {
        return new Rule(text, "algorithm '" + algorithm.name() + "', settings " + config + ", data seed " + seed);
    }

    long seed() {
        return seed;
    }

    String name() {
        return algorithm.name();
    }

    C config() {
        return algorithm.parameters().parse(config);
    }

    Trainer<M> trainer() {
        return algorithm.trainer(config());
    }

    ModelBundle<Integer, Integer> train(Rule rule, SparseMatrix data) {
        return train(rule, data, TrainingContext.defaults());
    }

    ModelBundle<Integer, Integer> train(Rule rule, SparseMatrix data, TrainingContext context) {
        return train(rule, SampleData.dataset(data), context);
    }

    <U, I> ModelBundle<U, I> train(Rule rule, Dataset<U, I> data, TrainingContext context) {
        return rule.holdsFor(
                "training on " + data.interactions(), () -> trainer().train(data, context));
    }

    /** The model of a training that must succeed. */
    Model model(Rule rule, SparseMatrix data) {
        return train(rule, data).model();
    }

    /** The model as its own type, without a bundle around it. */
    M trainedModel(SparseMatrix data) {
        return trainer().train(TrainingInput.of(data), TrainingContext.defaults());
    }

    byte[] bytes(Rule rule, ModelBundle<?, ?> bundle) {
        return rule.holdsFor("writing the model", () -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            file().write(bundle, out, "memory");
            return out.toByteArray();
        });
    }

    ModelBundle<Integer, Integer> read(byte[] bytes) {
        return file().read(new ByteArrayInputStream(bytes), "memory", bytes.length, IdType.INT, IdType.INT);
    }

    private BundleFile file() {
        return new BundleFile(Algorithms.none().with(algorithm));
    }
}
