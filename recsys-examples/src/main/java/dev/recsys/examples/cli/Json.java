package dev.recsys.examples.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.recsys.recommend.Recommendation;
import dev.recsys.store.ModelVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON other programs rely on. Ids of whole-number types are numbers, all others strings. */
final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Json() {}

    /** {@code {"user" or "item", "modelVersion", "items": [{"item", "score", "rank", "source"}]}}. */
    static <I> String recommendations(String of, Object id, ModelVersion version, List<Recommendation<I>> list) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put(of, value(id));
        root.put("modelVersion", version.toString());
        root.put("items", list.stream().map(Json::item).toList());
        return text(root);
    }

    private static Map<String, Object> item(Recommendation<?> one) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("item", value(one.item()));
        item.put("score", one.score());
        item.put("rank", one.rank());
        item.put("source", one.source());
        return item;
    }

    private static Object value(Object id) {
        return id instanceof Number ? id : id.toString();
    }

    static String text(Map<String, Object> root) {
        try {
            return MAPPER.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps, lists, strings and numbers can be written", e);
        }
    }
}
