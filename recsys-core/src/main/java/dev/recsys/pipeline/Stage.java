package dev.recsys.pipeline;

import dev.recsys.DataException;
import dev.recsys.Experimental;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The stages of a pipeline, in the order they run. */
@Experimental
public enum Stage {
    /** Reads the events and the catalogue once and keeps them as they are now. */
    EXTRACT,
    /** Makes the data set to train on. */
    FEATURES,
    /** Trains the model. */
    TRAIN,
    /** Measures the algorithm on a split of the same events and asks the gate. */
    EVALUATE,
    /** Makes the lists of all users. */
    RECOMMEND,
    /** Saves the model as a version, publishes the lists, makes the version live. */
    PUBLISH,
    /** Sums up the run, hands the numbers to the host's monitoring, and deletes what is too old. */
    METRICS;

    /**
     * The stage with this name, in any case.
     *
     * @throws DataException if there is none; the message lists the names there are
     */
    public static Stage named(String name) {
        for (Stage stage : values()) {
            if (stage.name().equalsIgnoreCase(name)) {
                return stage;
            }
        }
        throw new DataException(
                "stage '" + name + "'",
                "is unknown",
                "valid stages are "
                        + Arrays.stream(values()).map(Stage::toString).collect(Collectors.joining(", ")));
    }

    /** The stages before this one, in order. */
    List<Stage> earlier() {
        List<Stage> earlier = new ArrayList<>();
        for (Stage stage : values()) {
            if (stage == this) {
                break;
            }
            earlier.add(stage);
        }
        return earlier;
    }

    /** The name in lower case, as it stands in manifests. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
