package dev.recsys.examples.cli;

import dev.recsys.DataException;
import dev.recsys.algorithm.Algorithms;
import dev.recsys.model.Capability;
import dev.recsys.model.ModelBundle;
import dev.recsys.store.ModelVersion;
import java.util.List;
import java.util.stream.Collectors;

/** Refuses work that a model cannot do, and names the algorithms whose models can. */
final class Capable {

    private Capable() {}

    /**
     * Checks one model.
     *
     * @param what what is asked of it, for instance "find similar items"
     */
    static void require(
            Capability capability, String what, ModelVersion version, ModelBundle<?, ?> bundle, Algorithms algorithms) {
        if (bundle.model().capabilities().contains(capability)) {
            return;
        }
        throw new DataException(
                version.toString(),
                "a model of " + bundle.info().algorithm() + " cannot " + what,
                remedy(algorithms.all().stream()
                        .filter(algorithm -> algorithm.capabilities().contains(capability))
                        .map(algorithm -> algorithm.name())
                        .toList()));
    }

    private static String remedy(List<String> names) {
        return names.isEmpty()
                ? "no algorithm here can"
                : "train one that can, with --algorithm " + names.stream().collect(Collectors.joining(" or "));
    }
}
