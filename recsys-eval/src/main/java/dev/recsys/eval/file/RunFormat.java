package dev.recsys.eval.file;

import dev.recsys.DataException;
import dev.recsys.Experimental;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How runs and judgments are laid out in a file; docs/formats/run-files.md describes each. */
@Experimental
public enum RunFormat {
    /** {@code user Q0 item rank score tag} and {@code user 0 item gain} per line, as trec_eval reads them. */
    TREC,
    /** Columns with a header: {@code user,item,rank,score} and {@code user,item,gain}. */
    CSV,
    /** One object with a list per user. */
    JSON;

    /**
     * The format that a file's name lets expect: CSV for {@code .csv}, JSON for {@code .json}, else TREC; a further {@code .gz} is
     * looked through.
     */
    public static RunFormat of(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        String plain = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
        return plain.endsWith(".csv") ? CSV : plain.endsWith(".json") ? JSON : TREC;
    }

    /**
     * The format with this name, in any case.
     *
     * @throws DataException if there is none; the message lists the names
     */
    public static RunFormat named(String name) {
        return Arrays.stream(values())
                .filter(format -> format.name().equalsIgnoreCase(name.trim()))
                .findFirst()
                .orElseThrow(() -> new DataException(
                        "format '" + name + "'",
                        "is unknown",
                        "valid formats are "
                                + Arrays.stream(values())
                                        .map(format -> format.name().toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining(", "))));
    }
}
