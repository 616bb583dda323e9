package dev.recsys.examples.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.recsys.DataException;
import dev.recsys.parameter.Parameter;
import dev.recsys.parameter.ParameterSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** An object in a configuration file, read with checks: every failure names the file and the path of the field. */
final class ConfigNode {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Path file;
    private final String path; // empty, or ends with a dot
    private final JsonNode node;

    private ConfigNode(Path file, String path, JsonNode node) {
        this.file = file;
        this.path = path;
        this.node = node;
    }

    static ConfigNode read(Path file) {
        JsonNode root;
        try {
            root = MAPPER.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            throw new UsageException(
                    file + ", line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ": the file is not valid JSON: "
                            + e.getOriginalMessage(),
                    e);
        } catch (IOException e) {
            throw new UsageException(file + ": the file cannot be read; name the configuration with --config", e);
        }
        if (!root.isObject()) {
            throw new UsageException(file + ": the file must hold one JSON object");
        }
        return new ConfigNode(file, "", root);
    }

    /** Refuses fields that are none of these. */
    void requireKnown(List<String> valid) {
        node.fieldNames().forEachRemaining(field -> {
            if (!valid.contains(field)) {
                throw unknown(field, valid);
            }
        });
    }

    private UsageException unknown(String field, List<String> valid) {
        int far = field.length() < 3 ? 1 : Math.max(2, field.length() / 4);
        String near = valid.stream()
                .min(Comparator.comparingInt(one -> distance(one, field)))
                .filter(one -> distance(one, field) <= far)
                .map(one -> "; did you mean '" + one + "'?")
                .orElse("");
        return failure(
                field,
                "is unknown" + near + (near.isEmpty() ? "; valid fields are " : " Valid fields are ")
                        + String.join(", ", valid));
    }

    /** How many letters must be changed, added or left out, in any case. */
    private static int distance(String first, String second) {
        String a = first.toLowerCase(Locale.ROOT);
        String b = second.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above, row[j - 1]));
                diagonal = above;
            }
        }
        return row[b.length()];
    }

    boolean has(String field) {
        return node.hasNonNull(field);
    }

    /** An object; one without fields if it is not there. */
    ConfigNode object(String field) {
        JsonNode child = has(field) ? node.get(field) : MAPPER.createObjectNode();
        if (!child.isObject()) {
            throw failure(field, "must be an object, written {...}");
        }
        return new ConfigNode(file, path + field + ".", child);
    }

    String text(String field) {
        return optionalText(field).orElseThrow(() -> failure(field, "is missing"));
    }

    Optional<String> optionalText(String field) {
        if (!has(field)) {
            return Optional.empty();
        }
        if (!node.get(field).isTextual()) {
            throw failure(field, "must be a text in quotes");
        }
        return Optional.of(node.get(field).textValue());
    }

    boolean flag(String field) {
        if (has(field) && !node.get(field).isBoolean()) {
            throw failure(field, "must be true or false");
        }
        return has(field) && node.get(field).booleanValue();
    }

    double number(String field, double absent) {
        if (has(field) && !node.get(field).isNumber()) {
            throw failure(field, "must be a number");
        }
        return has(field) ? node.get(field).doubleValue() : absent;
    }

    List<String> texts(String field, List<String> absent) {
        if (!has(field)) {
            return absent;
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode one : node.get(field)) {
            texts.add(one.asText());
        }
        if (!node.get(field).isArray() || texts.isEmpty()) {
            throw failure(field, "must be a list of texts, written [\"...\"]");
        }
        return texts;
    }

    /** A path, relative to the directory of the file. */
    Path path(String field) {
        return file.toAbsolutePath().resolveSibling(text(field)).normalize();
    }

    /** The settings of an object all of whose fields are keys of a parameter space. */
    <C> C settings(ParameterSpace<C> space) {
        return settings(space, List.of());
    }

    /** As {@link #settings(ParameterSpace)}, passing over the given other fields. */
    <C> C settings(ParameterSpace<C> space, List<String> others) {
        requireKnown(Stream.concat(others.stream(), space.parameters().stream().map(Parameter::key))
                .toList());
        C config = space.defaults();
        for (Map.Entry<String, String> setting : scalars(others).entrySet()) {
            try {
                config = space.with(config, setting.getKey(), setting.getValue());
            } catch (DataException e) {
                throw new UsageException(place(setting.getKey()) + e.rule() + "; " + e.remedy(), e);
            }
        }
        return config;
    }

    /** Keys to text, of an object that holds settings. */
    Map<String, String> scalars(List<String> others) {
        Map<String, String> scalars = new LinkedHashMap<>();
        node.properties().forEach(field -> {
            if (others.contains(field.getKey())) {
                return;
            }
            if (!field.getValue().isValueNode() || field.getValue().isNull()) {
                throw failure(field.getKey(), "must be a number, a text, true or false");
            }
            scalars.put(field.getKey(), field.getValue().asText());
        });
        return scalars;
    }

    UsageException failure(String field, RuntimeException cause) {
        return new UsageException(place(field) + cause.getMessage(), cause);
    }

    UsageException failure(String field, String rule) {
        return new UsageException(place(field) + rule);
    }

    private String place(String field) {
        return file + ": " + path + field + ": ";
    }
}
