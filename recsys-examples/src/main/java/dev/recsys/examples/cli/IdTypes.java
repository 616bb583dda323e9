package dev.recsys.examples.cli;

import dev.recsys.event.IdType;
import java.util.List;
import java.util.stream.Collectors;

/** The id types the command line knows, by name. */
final class IdTypes {

    static final List<IdType<?>> ALL = List.of(IdType.STRING, IdType.INT, IdType.LONG, IdType.UUID);

    private IdTypes() {}

    static IdType<?> named(String name) {
        return ALL.stream()
                .filter(type -> type.name().equals(name.trim()))
                .findFirst()
                .orElseThrow(
                        () -> new UsageException("--id-type '" + name + "' is unknown; valid types are " + names()));
    }

    static String names() {
        return ALL.stream().map(IdType::name).collect(Collectors.joining(", "));
    }

    /** An id given on the command line. */
    static <T> T parse(IdType<T> type, String option, String text) {
        try {
            return type.parse(text.trim());
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    option + " '" + text + "' is no id of type " + type + ", as the ids of this model are", e);
        }
    }

    /** Ids given on the command line, separated by commas. */
    static <T> List<T> parseList(IdType<T> type, String option, List<String> texts) {
        return texts.stream().map(text -> parse(type, option, text)).toList();
    }
}
