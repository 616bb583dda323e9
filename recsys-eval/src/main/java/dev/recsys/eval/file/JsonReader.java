package dev.recsys.eval.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.recsys.DataException;
import it.unimi.dsi.fastutil.doubles.DoubleArrayList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads runs and judgments in JSON, one list at a time. */
final class JsonReader<U, I> {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .build();
    private static final int USUAL_ID = 256;

    private final RowKind kind;
    private final FileBytes in;
    private final TextIds<U> users;
    private final TextIds<I> items;
    private final Map<String, I> knownItems = new HashMap<>(); // those that are long or not of ASCII
    private final byte[] idBytes = new byte[USUAL_ID];
    private final Set<U> done = new HashSet<>();
    private Optional<String> run = Optional.empty();
    private boolean hasLists;

    // the list that is read
    private final List<I> list = new ArrayList<>();
    private final DoubleArrayList values = new DoubleArrayList();
    private int withValue;

    JsonReader(RowKind kind, FileBytes in, TextIds<U> users, TextIds<I> items) {
        this.kind = kind;
        this.in = in;
        this.users = users;
        this.items = items;
    }

    /** The name of the run, if it is there. */
    Optional<String> run() {
        return run;
    }

    void read(RowSink<U, I> sink) {
        try (JsonParser parser = FACTORY.createParser(in)) {
            if (parser.nextToken() == null) {
                return;
            }
            require(parser, JsonToken.START_OBJECT, "the file must hold one object");
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                if (field.equals(kind.listsField())) {
                    readLists(parser, sink);
                } else if (field.equals("run") && kind == RowKind.RUN) {
                    require(parser, JsonToken.VALUE_STRING, "the name of the run must be a string");
                    run = Optional.of(parser.getText()).filter(name -> !name.isBlank());
                } else {
                    parser.skipChildren();
                }
            }
            if (!hasLists) {
                throw broken(parser, "there is no field \"" + kind.listsField() + "\"");
            }
            if (parser.nextToken() != null) {
                throw broken(parser, "there is something after the object");
            }
        } catch (JsonProcessingException e) {
            throw new DataException(
                    place(e.getLocation()),
                    "this is no valid JSON: "
                            + String.valueOf(e.getOriginalMessage()).replaceAll("\\s+", " "),
                    "correct it, or name the format if it is another",
                    e);
        } catch (IOException e) { // what the bytes themselves could not give was told already
            throw new DataException(in.name(), "the bytes are no text: " + e.getMessage(), "save it as UTF-8", e);
        }
    }

    private void readLists(JsonParser parser, RowSink<U, I> sink) throws IOException {
        require(parser, JsonToken.START_ARRAY, "\"" + kind.listsField() + "\" must be a list of objects");
        hasLists = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            require(parser, JsonToken.START_OBJECT, "\"" + kind.listsField() + "\" must be a list of objects");
            readList(parser, sink);
        }
    }

    private void readList(JsonParser parser, RowSink<U, I> sink) throws IOException {
        @Nullable U user = null;
        boolean hasItems = false;
        list.clear();
        values.clear();
        withValue = 0;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            if (field.equals("user")) {
                user = id(parser, users, "user");
            } else if (field.equals("items")) {
                hasItems = true;
                readItems(parser);
            } else {
                parser.skipChildren();
            }
        }
        if (user == null || !hasItems) {
            throw broken(parser, "a list needs the fields \"user\" and \"items\"");
        }
        hand(parser, sink, user);
    }

    private void hand(JsonParser parser, RowSink<U, I> sink, U user) {
        if (!done.add(user)) {
            throw broken(parser, "user " + new Shown(user.toString()) + " has two lists");
        }
        if (withValue != list.size() && !(withValue == 0 && kind == RowKind.RUN)) {
            throw broken(parser, "only some items of user " + new Shown(user.toString()) + " have a " + kind.value());
        }
        if (list.isEmpty()) {
            sink.addEmpty(user);
        }
        for (int index = 0; index < list.size(); index++) {
            double value = withValue == 0 ? -(index + 1) : values.getDouble(index);
            try {
                sink.add(user, list.get(index), value, index + 1);
            } catch (DataException e) {
                throw new DataException(place(parser.currentTokenLocation()), e.rule(), e.remedy(), e);
            }
        }
    }

    private void readItems(JsonParser parser) throws IOException {
        require(parser, JsonToken.START_ARRAY, "\"items\" must be a list of objects");
        if (!list.isEmpty()) {
            throw broken(parser, "\"items\" is there twice");
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            require(parser, JsonToken.START_OBJECT, "\"items\" must be a list of objects");
            readItem(parser);
        }
    }

    private void readItem(JsonParser parser) throws IOException {
        @Nullable I item = null;
        double value = Double.NaN;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            if (field.equals("item")) {
                item = item(parser);
            } else if (field.equals(kind.value())) {
                value = number(parser);
            } else {
                parser.skipChildren();
            }
        }
        if (item == null) {
            throw broken(parser, "an item needs the field \"item\"");
        }
        list.add(item);
        values.add(value);
        withValue += Double.isNaN(value) ? 0 : 1;
    }

    private double number(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.VALUE_NUMBER_FLOAT && token != JsonToken.VALUE_NUMBER_INT) {
            throw broken(parser, "a " + kind.value() + " must be a number");
        }
        double value = parser.getDoubleValue();
        if (!Double.isFinite(value)) {
            throw broken(parser, "a " + kind.value() + " must be finite but is " + new Shown(parser.getText()));
        }
        return value;
    }

    private I item(JsonParser parser) throws IOException {
        requireId(parser, "item");
        int length = asciiId(parser);
        if (length > 0) {
            try {
                return items.id(idBytes, 0, length);
            } catch (IllegalArgumentException e) {
                throw notAnId(parser, "item", e);
            }
        }
        I known = knownItems.get(parser.getText());
        if (known == null) {
            known = id(parser, items, "item");
            knownItems.put(parser.getText(), known);
        }
        return known;
    }

    /** Copies the text of the token to {@link #idBytes} and returns its length; 0 if it is long or not of ASCII. */
    private int asciiId(JsonParser parser) throws IOException {
        int length = parser.getTextLength();
        if (length > USUAL_ID) {
            return 0;
        }
        char[] text = parser.getTextCharacters();
        int offset = parser.getTextOffset();
        for (int i = 0; i < length; i++) {
            char c = text[offset + i];
            if (c >= 0x80) {
                return 0;
            }
            idBytes[i] = (byte) c;
        }
        return length;
    }

    private <T> T id(JsonParser parser, TextIds<T> ids, String name) throws IOException {
        requireId(parser, name);
        try {
            return ids.parse(parser.getText());
        } catch (IllegalArgumentException e) {
            throw notAnId(parser, name, e);
        }
    }

    private DataException notAnId(JsonParser parser, String name, IllegalArgumentException e) {
        return new DataException(
                place(parser.currentTokenLocation()) + " (" + name + ")",
                String.valueOf(e.getMessage()),
                "correct the id, or choose another id type",
                e);
    }

    private void requireId(JsonParser parser, String name) {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.VALUE_STRING && token != JsonToken.VALUE_NUMBER_INT) {
            throw broken(parser, "\"" + name + "\" must be a string or a whole number");
        }
    }

    private void require(JsonParser parser, JsonToken token, String rule) {
        if (parser.currentToken() != token) {
            throw broken(parser, rule);
        }
    }

    private DataException broken(JsonParser parser, String rule) {
        String shape = kind == RowKind.RUN
                ? "{\"run\": name, \"lists\": [{\"user\": id, \"items\": [{\"item\": id, \"score\": number}]}]}"
                : "{\"judgments\": [{\"user\": id, \"items\": [{\"item\": id, \"gain\": number}]}]}";
        return new DataException(place(parser.currentTokenLocation()), rule, "write " + shape);
    }

    private String place(@Nullable JsonLocation location) {
        return location == null
                ? in.name()
                : in.name() + ":" + location.getLineNr() + ", character " + location.getColumnNr();
    }
}
