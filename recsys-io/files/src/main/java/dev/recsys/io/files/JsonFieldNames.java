package dev.recsys.io.files;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which event field a field of a JSON object is, remembered by name. Not thread-safe. */
final class JsonFieldNames {

    private static final int MOST_REMEMBERED = 1000; // objects may use ids as names

    private final Function<String, Optional<EventField>> fieldOf;
    private final Map<String, Optional<Known>> remembered = new HashMap<>();

    /**
     * An event field under the name it has in the file.
     *
     * @param place the name as messages give it
     */
    record Known(EventField field, String name, String place) {

        static Known of(EventField field, String name) {
            String role = name.equals(field.key()) ? "" : " (" + field.key() + ")";
            return new Known(field, name, "field " + Quoted.of(name) + role);
        }
    }

    private JsonFieldNames(Function<String, Optional<EventField>> fieldOf) {
        this.fieldOf = fieldOf;
    }

    /** The names given, or the usual ones. */
    static JsonFieldNames of(@Nullable CsvColumns columns) {
        if (columns == null) {
            return new JsonFieldNames(EventField::usuallyNamed);
        }
        return new JsonFieldNames(name -> columns.byField().entrySet().stream()
                .filter(entry -> entry.getValue().name().equals(name))
                .map(Map.Entry::getKey)
                .findFirst());
    }

    Optional<Known> find(String name) {
        Optional<Known> known = remembered.get(name);
        if (known == null) {
            known = fieldOf.apply(name).map(field -> Known.of(field, name));
            if (remembered.size() < MOST_REMEMBERED) {
                remembered.put(name, known);
            }
        }
        return known;
    }
}
