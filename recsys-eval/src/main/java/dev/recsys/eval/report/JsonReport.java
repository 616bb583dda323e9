package dev.recsys.eval.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recsys.eval.report.Sections.Case;
import dev.recsys.eval.report.Sections.Cell;
import dev.recsys.eval.report.Sections.Contrast;
import dev.recsys.eval.report.Sections.Estimate;
import dev.recsys.eval.report.Sections.Listed;
import dev.recsys.eval.report.Sections.Row;
import dev.recsys.eval.report.Sections.Shelf;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;

/** A report as JSON. Numbers are written in full; one that does not exist is null. */
final class JsonReport {

    private static final ObjectMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonReport() {}

    static String of(Sections report) {
        ObjectNode root = NODES.objectNode();
        root.put("format", 1);
        root.put("title", report.title());
        root.put("baseline", report.roles().baseline());
        root.put("primaryMetric", report.roles().primary());
        texts(root.putArray("verdict"), report.verdict());
        texts(root.putArray("caveats"), report.caveats());
        each(
                root,
                "facts",
                report.facts(),
                (node, fact) ->
                        node.put("group", fact.group()).put("name", fact.name()).put("value", fact.value()));
        each(
                root,
                "metrics",
                report.columns(),
                (node, column) -> node.put("name", column.metric())
                        .put("variant", column.variant())
                        .put("direction", lower(column.direction())));
        each(root, "systems", report.rows(), (node, row) -> row(node, row, report));
        each(root, "curves", report.curves(), (node, curve) -> {
            node.put("metric", curve.metric());
            each(node, "lines", curve.lines(), (inner, line) -> {
                inner.put("system", line.system());
                each(inner, "points", line.spots(), (point, spot) -> {
                    point.put("k", spot.k());
                    estimate(point, spot.estimate());
                });
            });
        });
        each(root, "differencesPerUser", report.deltas(), (node, delta) -> {
            node.put("system", delta.system());
            number(node, "limit", delta.limit());
            ArrayNode bins = node.putArray("bins");
            delta.bins().forEach(bins::add);
        });
        each(root, "tradeoffs", report.tradeoffs(), (node, tradeoff) -> {
            node.put("x", tradeoff.accuracy()).put("y", tradeoff.other());
            each(node, "points", tradeoff.points(), (inner, point) -> {
                inner.put("system", point.system());
                number(inner, "x", point.x());
                number(inner, "y", point.y());
                inner.put("users", point.users());
                inner.put("front", point.front());
            });
        });
        each(root, "segments", report.segments(), (node, segment) -> {
            node.put("dimension", segment.dimension())
                    .put("group", segment.group())
                    .put("system", segment.system())
                    .put("users", segment.users());
            estimate(node, segment.difference());
        });
        each(root, "exposure", report.exposure(), (node, exposed) -> {
            node.put("system", exposed.system());
            number(node, "gini", exposed.gini());
            number(node, "coverage", exposed.coverage());
            ArrayNode lorenz = node.putArray("lorenz");
            exposed.lorenz().forEach(lorenz::add);
        });
        each(root, "calibration", report.calibration(), (node, one) -> {
            node.put("system", one.system()).put("users", one.users());
            estimate(node, one.estimate());
        });
        each(root, "users", report.cases(), JsonReport::oneUser);
        each(
                root,
                "notes",
                report.notes(),
                (node, note) -> node.put("term", note.term()).put("text", note.text()));
        try {
            return MAPPER.writeValueAsString(root).replace("\r\n", "\n") + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts and numbers can be written", e);
        }
    }

    private static void row(ObjectNode node, Row row, Sections report) {
        node.put("name", row.system()).put("role", lower(row.role())).put("users", row.users());
        ObjectNode cells = node.putObject("metrics");
        for (int column = 0; column < row.cells().size(); column++) {
            Cell cell = row.cells().get(column);
            ObjectNode one = cells.putObject(report.columns().get(column).metric());
            estimate(one, cell.estimate());
            one.put("users", cell.users());
            cell.contrast().ifPresent(contrast -> contrast(one.putObject("againstBaseline"), contrast));
        }
    }

    private static void contrast(ObjectNode node, Contrast contrast) {
        estimate(node, contrast.difference());
        node.put("users", contrast.counts().users())
                .put("wins", contrast.counts().wins())
                .put("ties", contrast.counts().ties())
                .put("losses", contrast.counts().losses());
        number(node, "p", contrast.tests().p());
        number(node, "adjustedP", contrast.tests().adjustedP());
        number(node, "signFlipP", contrast.tests().signFlipP());
        number(node, "effectSize", contrast.tests().effect());
        number(node, "smallestDetectable", contrast.tests().smallestDetectable());
        node.put("outcome", lower(contrast.outcome()));
    }

    private static void oneUser(ObjectNode node, Case one) {
        node.put("user", one.user()).put("reason", lower(one.reason())).put("system", one.system());
        number(node, "baselineValue", one.before());
        number(node, "systemValue", one.after());
        shelf(node.putObject("history"), one.history());
        shelf(node.putObject("relevant"), one.relevant());
        listed(node, "baselineList", one.baselineList());
        listed(node, "systemList", one.systemList());
    }

    private static void shelf(ObjectNode node, Shelf shelf) {
        node.put("total", shelf.total());
        texts(node.putArray("shown"), shelf.shown());
    }

    private static void listed(ObjectNode node, String name, List<Listed> list) {
        each(node, name, list, (inner, item) -> inner.put("item", item.label()).put("hit", item.hit()));
    }

    private static <T> void each(ObjectNode node, String name, List<T> list, BiConsumer<ObjectNode, T> fill) {
        ArrayNode array = node.putArray(name);
        list.forEach(one -> fill.accept(array.addObject(), one));
    }

    private static void texts(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }

    private static void estimate(ObjectNode node, Estimate estimate) {
        number(node, "value", estimate.value());
        number(node, "low", estimate.low());
        number(node, "high", estimate.high());
    }

    private static void number(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
