package dev.recsys.io.files;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The fields of an event, and the names under which files usually have them. */
enum EventField {
    USER("user", "user userid uid customer customerid visitor visitorid person personid"),
    ITEM(
            "item",
            "item itemid iid movie movieid product productid article articleid artist artistid track trackid book"
                    + " bookid content contentid"),
    WEIGHT("weight", "weight rating score count click clicks clicked plays playcount quantity"),
    TYPE("type", "type event eventtype action"),
    TIME("time", "time timestamp ts datetime date eventtime"),
    ID("id", "id eventid");

    private final String key;
    private final String usualNames; // lower case, without punctuation, separated by spaces

    EventField(String key, String usualNames) {
        this.key = key;
        this.usualNames = usualNames;
    }

    /** Its name in messages and on a command line. */
    String key() {
        return key;
    }

    /** The field that a column of this name usually is, whatever the case and punctuation of the name. */
    static Optional<EventField> usuallyNamed(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[\\s_.-]", "");
        return Stream.of(values())
                .filter(field -> Stream.of(field.usualNames.split(" ")).anyMatch(plain::equals))
                .findFirst();
    }

    /** The usual names, for messages. */
    String usualNames() {
        return usualNames.replace(" ", ", ");
    }

    /** All keys, for messages. */
    static String keys() {
        return Stream.of(values()).map(EventField::key).collect(Collectors.joining(", "));
    }
}
