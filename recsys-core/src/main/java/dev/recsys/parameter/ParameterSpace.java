package dev.recsys.parameter;

import dev.recsys.DataException;
import dev.recsys.Stable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * All parameters of an immutable configuration {@code C}, in the order they are shown to people. The one list of keys:
 * the command line, configuration files, searches, {@code ModelInfo} and error messages all read it.
 *
 * @param <C> the configuration
 */
@Stable
public final class ParameterSpace<C> {

    private final C defaults;
    private final Map<String, Parameter<C, ?>> byKey;

    private ParameterSpace(C defaults, Map<String, Parameter<C, ?>> byKey) {
        this.defaults = defaults;
        this.byKey = byKey;
    }

    /**
     * A space over the given parameters.
     *
     * @param defaults the configuration that has every default value
     * @throws IllegalArgumentException if two parameters share a key
     */
    @SafeVarargs
    public static <C> ParameterSpace<C> of(C defaults, Parameter<C, ?>... parameters) {
        Map<String, Parameter<C, ?>> byKey = new LinkedHashMap<>();
        for (Parameter<C, ?> parameter : parameters) {
            if (byKey.put(parameter.key(), parameter) != null) {
                throw new IllegalArgumentException("two parameters share the key '" + parameter.key() + "'");
            }
        }
        return new ParameterSpace<>(defaults, Collections.unmodifiableMap(byKey));
    }

    /** The configuration with every default value. */
    public C defaults() {
        return defaults;
    }

    /** The parameters, in order. */
    public List<Parameter<C, ?>> parameters() {
        return List.copyOf(byKey.values());
    }

    /** The parameter with this key, if there is one. */
    public Optional<Parameter<C, ?>> find(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /**
     * A copy of {@code config} with one value replaced.
     *
     * @throws DataException if there is no such key, or the text is not a valid value; the message lists what is valid
     */
    public C with(C config, String key, String text) {
        Parameter<C, ?> parameter = byKey.get(key);
        if (parameter == null) {
            throw new DataException("parameter '" + key + "'", "is unknown", "valid keys are " + keys());
        }
        return parameter.withText(config, text);
    }

    /**
     * The defaults with the given values replaced, keys to text forms.
     *
     * @throws DataException as {@link #with}
     */
    public C parse(Map<String, String> values) {
        C config = defaults;
        for (Map.Entry<String, String> entry : values.entrySet()) {
            config = with(config, entry.getKey(), entry.getValue());
        }
        return config;
    }

    /** Every key with its value in {@code config} as text, in order; {@link #parse} reads it back to an equal configuration. */
    public Map<String, String> describe(C config) {
        Map<String, String> values = new LinkedHashMap<>();
        byKey.forEach((key, parameter) -> values.put(key, parameter.text(config)));
        return Collections.unmodifiableMap(values);
    }

    /** The keys, comma-separated, for messages. */
    public String keys() {
        return byKey.keySet().stream().collect(Collectors.joining(", "));
    }
}
