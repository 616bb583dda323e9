package dev.recsys.io.files;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.recsys.event.EventRow;
import dev.recsys.event.RejectionReason;
import dev.recsys.io.files.JsonFieldNames.Known;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Fills an event row from the JSON object on one line. Not thread-safe. */
final class JsonObjectReader {

    private final JsonFactory factory;
    private final JsonFieldNames names;
    private final EventFiller filler;
    private final EventRow<?, ?> row;
    private final TextSpan value = new TextSpan();
    private final Map<EventField, Known> found = new EnumMap<>(EventField.class);

    JsonObjectReader(JsonFactory factory, JsonFieldNames names, EventFiller filler, EventRow<?, ?> row) {
        this.factory = factory;
        this.names = names;
        this.filler = filler;
        this.row = row;
    }

    /** Reads a line; what is wrong with it is marked in the row. */
    void read(TextSpan line) {
        found.clear();
        try (JsonParser parser = line.parser(factory)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                malformed("the line is not a JSON object: " + Quoted.of(line));
                return;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                readField(parser);
            }
            if (parser.nextToken() != null) {
                malformed("something follows the JSON object");
            }
            requireField(EventField.USER, RejectionReason.MISSING_USER);
            requireField(EventField.ITEM, RejectionReason.MISSING_ITEM);
        } catch (JsonProcessingException e) {
            malformed("the line is not valid JSON at column " + e.getLocation().getColumnNr() + ": "
                    + Quoted.of(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory cannot fail", e);
        }
    }

    private void readField(JsonParser parser) throws IOException {
        Optional<Known> known = names.find(parser.currentName());
        JsonToken token = parser.nextToken();
        if (known.isEmpty()) {
            parser.skipChildren();
            return;
        }
        Known field = known.get();
        Known earlier = found.put(field.field(), field);
        if (earlier != null) {
            malformed(
                    earlier.name().equals(field.name())
                            ? "field " + Quoted.of(field.name()) + " occurs twice"
                            : "fields " + Quoted.of(earlier.name()) + " and " + Quoted.of(field.name())
                                    + " could both be the " + field.field().key());
        }
        setValue(field, token, parser);
    }

    private void setValue(Known known, JsonToken token, JsonParser parser) throws IOException {
        switch (token) {
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                value.set(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
                filler.set(known.field(), value.trim(), known.place());
            }
            case VALUE_NULL -> filler.set(known.field(), "", known.place());
            default -> setOther(known, token, parser);
        }
    }

    private void setOther(Known known, JsonToken token, JsonParser parser) throws IOException {
        if (known.field() == EventField.WEIGHT && token.isBoolean()) {
            filler.set(EventField.WEIGHT, token == JsonToken.VALUE_TRUE ? "1" : "0", known.place());
            return;
        }
        row.reject(
                RejectionReason.MALFORMED_ROW,
                known.place(),
                "a string or a number is needed but it is " + kind(token));
        parser.skipChildren();
    }

    private static String kind(JsonToken token) {
        return switch (token) {
            case START_ARRAY -> "an array";
            case START_OBJECT -> "an object";
            default -> "true or false";
        };
    }

    private void requireField(EventField field, RejectionReason reason) {
        if (!found.containsKey(field)) {
            row.reject(reason, field.key(), "the object has no field for the " + field.key());
        }
    }

    private void malformed(String detail) {
        row.reject(RejectionReason.MALFORMED_ROW, "row", detail);
    }
}
