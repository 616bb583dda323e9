package dev.recsys.io.files;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;

/**
 * What {@code live.json} says: which version is live, which were before it, and which numbers were given already.
 * Immutable.
 *
 * @param versions in the order of their promotion, each once, the live one last
 * @param lastNumber no smaller than the number of any version that was deleted; 0 if none was
 */
record LiveHistory(List<Integer> versions, int lastNumber) {

    static final String FILE = "live.json";
    static final int FORMAT = 1;

    LiveHistory {
        versions = List.copyOf(versions);
    }

    /** Reads the file of a model; nothing was live if there is none. */
    static LiveHistory read(Path directory) throws IOException {
        JsonDocument document;
        try {
            document = JsonDocument.read(directory.resolve(FILE), FORMAT);
        } catch (NoSuchFileException e) {
            return new LiveHistory(List.of(), 0);
        }
        List<Integer> versions = document.integers("history", 1);
        if (new HashSet<>(versions).size() < versions.size()) {
            throw document.corrupt("field 'history' names a version twice");
        }
        int live = document.integer("live", 0);
        if (live != (versions.isEmpty() ? 0 : versions.get(versions.size() - 1))) {
            throw document.corrupt("field 'live' is not the last version of field 'history'");
        }
        return new LiveHistory(versions, document.integer("lastNumber", 0));
    }

    /** Replaces the file of a model. To be called under its lock. */
    LiveHistory write(Path directory) throws IOException {
        ObjectNode object = JsonDocument.object().put("format", FORMAT).put("live", live().orElse(0));
        ArrayNode history = object.putArray("history");
        versions.forEach(history::add);
        object.put("lastNumber", lastNumber);
        AtomicFile.write(directory.resolve(FILE), JsonDocument.bytes(object));
        return this;
    }

    OptionalInt live() {
        return versions.isEmpty() ? OptionalInt.empty() : OptionalInt.of(versions.get(versions.size() - 1));
    }

    LiveHistory promote(int number) {
        List<Integer> changed = new ArrayList<>(versions);
        changed.remove(Integer.valueOf(number));
        changed.add(number);
        return new LiveHistory(changed, lastNumber);
    }

    /** Goes one version back; there must be two. */
    LiveHistory rollback() {
        return new LiveHistory(versions.subList(0, versions.size() - 1), lastNumber);
    }

    /** Forgets a deleted version, but not that its number was given. */
    LiveHistory delete(int number, int newLastNumber) {
        List<Integer> changed = new ArrayList<>(versions);
        changed.remove(Integer.valueOf(number));
        return new LiveHistory(changed, Math.max(lastNumber, newLastNumber));
    }
}
