package dev.recsys.examples.cli;

import dev.recsys.eval.Preset;
import java.util.Iterator;

/** The names of all presets, for help and completion. */
final class PresetNames implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
        return Preset.names().iterator();
    }
}
