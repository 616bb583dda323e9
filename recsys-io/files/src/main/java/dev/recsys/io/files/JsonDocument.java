package dev.recsys.io.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recsys.FormatException;
import dev.recsys.FormatException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A small JSON object in a file of ours, read with checks: every failure is a {@link FormatException} that names the file
 * and the field. Fields it is not asked for do not matter, so that newer releases may add some.
 */
final class JsonDocument {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Path file;
    private final String path; // of this object within the file: empty, or ends with a dot
    private final JsonNode node;

    private JsonDocument(Path file, String path, JsonNode node) {
        this.file = file;
        this.path = path;
        this.node = node;
    }

    /** An empty object, to be filled. */
    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** An object of texts. */
    static ObjectNode strings(Map<String, String> map) {
        ObjectNode object = object();
        map.forEach(object::put);
        return object;
    }

    /** The bytes of a file, indented for people, the same for the same object on every system. */
    static byte[] bytes(ObjectNode object) {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        printer.indentObjectsWith(indenter);
        printer.indentArraysWith(indenter);
        try {
            return (MAPPER.writer(printer).writeValueAsString(object) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of nodes can always be written", e);
        }
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read
     * @throws FormatException if it does not hold one JSON object, or was written by a newer release
     */
    static JsonDocument read(Path file, int newestFormat) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length == 0) {
            throw new FormatException(
                    Reason.TRUNCATED, file + ": the file is empty; restore it from a copy or delete it");
        }
        JsonNode root;
        try {
            root = MAPPER.readTree(bytes);
        } catch (IOException e) { // of the parser: the bytes are in memory
            String where = e instanceof JsonProcessingException json && json.getLocation() != null
                    ? " at line " + json.getLocation().getLineNr() + ", column "
                            + json.getLocation().getColumnNr()
                    : "";
            throw new FormatException(
                    Reason.CORRUPT,
                    file + ": the file is corrupt: it is not valid JSON" + where
                            + "; restore it from a copy or delete it",
                    e);
        }
        JsonDocument document = new JsonDocument(file, "", root);
        if (!root.isObject()) {
            throw document.corrupt("it does not hold a JSON object");
        }
        int format = document.integer("format", 1);
        if (format > newestFormat) {
            throw new FormatException(
                    Reason.TOO_NEW,
                    file + ": its format " + format + " is newer than " + newestFormat
                            + ", the newest this release reads; upgrade recsys");
        }
        return document;
    }

    /** Whether a field is there. */
    boolean has(String field) {
        return node.hasNonNull(field);
    }

    /** A text that must be there. */
    String text(String field) {
        return textOf(required(field), field);
    }

    /** A text, or empty if it is not there. */
    String textOrEmpty(String field) {
        return node.hasNonNull(field) ? text(field) : "";
    }

    /** An instant that must be there, in ISO 8601. */
    Instant instant(String field) {
        String text = text(field);
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw corrupt("field '" + path + field + "' is no time: " + Quoted.of(text));
        }
    }

    /** A duration that must be there, in ISO 8601. */
    Duration duration(String field) {
        String text = text(field);
        try {
            return Duration.parse(text);
        } catch (DateTimeException e) {
            throw corrupt("field '" + path + field + "' is no duration: " + Quoted.of(text));
        }
    }

    /** A whole number that must be there. */
    int integer(String field, int min) {
        return (int) whole(required(field), field, min, Integer.MAX_VALUE);
    }

    /** A whole number that must be there. */
    long longInteger(String field, long min) {
        return whole(required(field), field, min, Long.MAX_VALUE);
    }

    /** A list of whole numbers; empty if it is not there. */
    List<Integer> integers(String field, int min) {
        List<Integer> numbers = new ArrayList<>();
        for (JsonNode element : array(field)) {
            numbers.add((int) whole(element, field, min, Integer.MAX_VALUE));
        }
        return numbers;
    }

    /** Texts by name; empty if they are not there. */
    Map<String, String> strings(String field) {
        return map(field, value -> textOf(value, field));
    }

    /** Numbers by name; empty if they are not there. Those that are not finite are written as text. */
    Map<String, Double> numbers(String field) {
        return map(field, value -> {
            if (value.isNumber()) {
                return value.doubleValue();
            }
            return switch (value.asText()) {
                case "NaN" -> Double.NaN;
                case "Infinity" -> Double.POSITIVE_INFINITY;
                case "-Infinity" -> Double.NEGATIVE_INFINITY;
                default -> throw corrupt("field '" + path + field + "' holds something else than numbers");
            };
        });
    }

    /** An object; an empty one if it is not there. */
    JsonDocument objectOrEmpty(String field) {
        if (!node.hasNonNull(field)) {
            return new JsonDocument(file, path + field + ".", object());
        }
        if (!node.get(field).isObject()) {
            throw corrupt("field '" + path + field + "' is no object");
        }
        return new JsonDocument(file, path + field + ".", node.get(field));
    }

    /** A list of objects; empty if it is not there. */
    List<JsonDocument> objects(String field) {
        List<JsonDocument> objects = new ArrayList<>();
        for (JsonNode element : array(field)) {
            String elementPath = path + field + "[" + objects.size() + "].";
            if (!element.isObject()) {
                throw corrupt("field '" + path + field + "' holds something else than objects");
            }
            objects.add(new JsonDocument(file, elementPath, element));
        }
        return objects;
    }

    /** The failure that something in the file is not as it must be. */
    FormatException corrupt(String what) {
        return new FormatException(
                Reason.CORRUPT, file + ": the file is corrupt: " + what + "; restore it from a copy or delete it");
    }

    private JsonNode required(String field) {
        if (!node.hasNonNull(field)) {
            throw corrupt("field '" + path + field + "' is missing");
        }
        return node.get(field);
    }

    private String textOf(JsonNode value, String field) {
        if (!value.isTextual()) {
            throw corrupt("field '" + path + field + "' is no text");
        }
        return value.textValue();
    }

    private long whole(JsonNode value, String field, long min, long max) {
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < min
                || value.longValue() > max) {
            throw corrupt("field '" + path + field + "' is no whole number from " + min + " to " + max);
        }
        return value.longValue();
    }

    private Iterable<JsonNode> array(String field) {
        if (!node.hasNonNull(field)) {
            return List.of();
        }
        if (!node.get(field).isArray()) {
            throw corrupt("field '" + path + field + "' is no list");
        }
        return node.get(field);
    }

    private <V> Map<String, V> map(String field, Function<JsonNode, V> read) {
        Map<String, V> map = new LinkedHashMap<>();
        if (!node.hasNonNull(field)) {
            return map;
        }
        if (!node.get(field).isObject()) {
            throw corrupt("field '" + path + field + "' is no object");
        }
        node.get(field).properties().forEach(entry -> map.put(entry.getKey(), read.apply(entry.getValue())));
        return map;
    }
}
