package dev.recsys.examples.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.recsys.recommend.Explanation;
import dev.recsys.recommend.Recommendation;
import dev.recsys.recommend.SimilarUser;
import dev.recsys.store.ModelVersion;
import java.util.ArrayList;
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

    /** As {@link #recommendations} of an item; of several items, {@code "items"} are those found and {@code "of"} those given. */
    static <I> String similarItems(List<I> of, ModelVersion version, List<Recommendation<I>> list) {
        if (of.size() == 1) {
            return recommendations("item", of.get(0), version, list);
        }
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("of", of.stream().map(Json::value).toList());
        root.put("modelVersion", version.toString());
        root.put("items", list.stream().map(Json::item).toList());
        return text(root);
    }

    /** As {@link #recommendations}, each item that can be explained with {@code "because": {"base", "shares", "score"}}. */
    static <I> String explained(
            Object user, ModelVersion version, List<Recommendation<I>> list, Map<I, Explanation<I>> explanations) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("user", value(user));
        root.put("modelVersion", version.toString());
        List<Map<String, Object>> items = new ArrayList<>();
        for (Recommendation<I> one : list) {
            Map<String, Object> item = item(one);
            Explanation<I> explanation = explanations.get(one.item());
            if (explanation != null) {
                item.put("because", because(explanation));
            }
            items.add(item);
        }
        root.put("items", items);
        return text(root);
    }

    private static Map<String, Object> because(Explanation<?> explanation) {
        Map<String, Object> because = new LinkedHashMap<>();
        because.put("base", explanation.base());
        List<Map<String, Object>> shares = new ArrayList<>();
        for (Explanation.Contribution<?> contribution : explanation.contributions()) {
            Map<String, Object> share = new LinkedHashMap<>();
            share.put("item", value(contribution.item()));
            share.put("share", contribution.share());
            shares.add(share);
        }
        because.put("shares", shares);
        because.put("score", explanation.score());
        return because;
    }

    /** {@code {"user", "modelVersion", "users": [{"user", "similarity", "rank"}]}}. */
    static <U> String similarUsers(Object id, ModelVersion version, List<SimilarUser<U>> list) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("user", value(id));
        root.put("modelVersion", version.toString());
        List<Map<String, Object>> users = new ArrayList<>();
        for (SimilarUser<U> one : list) {
            Map<String, Object> user = new LinkedHashMap<>();
            user.put("user", value(one.user()));
            user.put("similarity", one.similarity());
            user.put("rank", one.rank());
            users.add(user);
        }
        root.put("users", users);
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
