package dev.recsys.store;

import dev.recsys.Stable;

/**
 * One saved version of a named model. Numbers grow by one with every save and are never used again.
 *
 * @param name the model's name: 1 to 100 letters, digits, dashes, underscores or dots, starting with a letter or digit
 * @param number 1 for the first version
 */
@Stable
public record ModelVersion(String name, int number) implements Comparable<ModelVersion> {

    /** Refuses names that no file system or database should have to carry, and numbers below 1. */
    public ModelVersion {
        checkName(name);
        if (number < 1) {
            throw new IllegalArgumentException("a version's number is at least 1 but was " + number);
        }
    }

    /**
     * The version written as {@code name-vNUMBER}, as {@link #toString} writes it.
     *
     * @throws IllegalArgumentException if the text is no version
     */
    public static ModelVersion parse(String text) {
        String rule = "a version is written name-vNUMBER but was '" + text + "'";
        int dash = text.lastIndexOf("-v");
        ModelVersion version;
        try {
            version =
                    new ModelVersion(text.substring(0, Math.max(0, dash)), Integer.parseInt(text.substring(dash + 2)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException(rule, e);
        }
        if (!version.toString().equals(text)) { // a sign or a zero before the number would name one version twice
            throw new IllegalArgumentException(rule);
        }
        return version;
    }

    /**
     * Refuses a name a model cannot have.
     *
     * @throws IllegalArgumentException if the name breaks the rule of {@link #name()}
     */
    public static void checkName(String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
            throw new IllegalArgumentException("a model's name has 1 to 100 letters, digits, '-', '_' or '.', starting"
                    + " with a letter or digit, but was '" + name + "'");
        }
    }

    /** By name, then by number. */
    @Override
    public int compareTo(ModelVersion other) {
        int byName = name.compareTo(other.name);
        return byName != 0 ? byName : Integer.compare(number, other.number);
    }

    /** For instance {@code films-v3}. */
    @Override
    public String toString() {
        return name + "-v" + number;
    }
}
