package dev.recsys.train;

import dev.recsys.Stable;
import dev.recsys.model.Capability;
import dev.recsys.model.Model;
import dev.recsys.model.ModelCodec;
import dev.recsys.parameter.ParameterSpace;
import java.util.Map;
import java.util.Set;

/**
 * The one place that knows an algorithm: its name, its typed parameters, how to make a trainer from them, and how to read
 * and write its models. Command line, configuration files, searches and model files all go through it, a host's own
 * algorithm as well as the built-in ones. Stateless, thread-safe.
 *
 * @param <C> the configuration
 * @param <M> the model
 */
@Stable
public interface Algorithm<C, M extends Model> {

    /** Its name, lower case with dashes, for instance {@code "ials"}; stored in model files. */
    String name();

    /** What it is and when to use it, one sentence. */
    String description();

    /** Its parameters. */
    ParameterSpace<C> parameters();

    /** What its models can do, whatever the configuration. */
    Set<Capability> capabilities();

    /** A trainer with this configuration. */
    Trainer<M> trainer(C config);

    /** Reads and writes its models. */
    ModelCodec<M> codec();

    /**
     * A trainer with the default configuration but for the given values.
     *
     * @param values keys of {@link #parameters()} to text
     * @throws dev.recsys.DataException if a key is unknown or a value invalid; the message lists what is valid
     */
    default Trainer<M> trainer(Map<String, String> values) {
        return trainer(parameters().parse(values));
    }
}
