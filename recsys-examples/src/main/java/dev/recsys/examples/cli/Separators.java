package dev.recsys.examples.cli;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What separates the fields of a file: said on the command line, or guessed from the file's name. */
final class Separators {

    private Separators() {}

    /**
     * The characters.
     *
     * @param option as given with {@code --separator}; null for a guess
     */
    static String of(@Nullable String option, Path file) {
        try {
            return option == null ? usual(file) : named(option);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--separator " + e.getMessage(), e);
        }
    }

    /**
     * The characters of a name such as {@code tab}, or the given ones themselves.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static String named(String name) {
        String characters = switch (name) {
            case "tab", "\\t" -> "\t";
            case "comma" -> ",";
            case "semicolon" -> ";";
            case "pipe" -> "|";
            case "space" -> " ";
            default -> name;
        };
        if (characters.length() > 4 || characters.isEmpty()) {
            throw new IllegalArgumentException(
                    "'" + name + "' is unknown; give tab, comma, semicolon, pipe, space, or the characters themselves");
        }
        return characters;
    }

    /** What the name of a file lets expect. */
    static String usual(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".csv") || name.endsWith(".csv.gz")) {
            return ",";
        }
        return name.endsWith(".dat") || name.endsWith(".dat.gz") ? "::" : "\t";
    }
}
