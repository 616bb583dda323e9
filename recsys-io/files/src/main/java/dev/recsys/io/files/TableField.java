package dev.recsys.io.files;

import java.util.List;
import java.util.Locale;

/**
 * A field of the rows of a table, and the names under which files usually have it.
 *
 * @param key its name in messages
 * @param usualNames lower case, without punctuation
 * @param needed whether a table without it makes no sense
 */
record TableField(String key, List<String> usualNames, boolean needed) {

    static TableField needed(String key, String usualNames) {
        return new TableField(key, List.of(usualNames.split("[ ,]+")), true);
    }

    static TableField optional(String key, String usualNames) {
        return new TableField(key, List.of(usualNames.split("[ ,]+")), false);
    }

    /** Whether a column of this name is usually this field, whatever the case and punctuation of the name. */
    boolean isUsually(String name) {
        return usualNames.contains(name.toLowerCase(Locale.ROOT).replaceAll("[\\s_.-]", ""));
    }

    @Override
    public String toString() {
        return key;
    }
}
