package dev.recsys.io.files;

import dev.recsys.DataException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** How the rows of one file are written. */
record TableForm(Path file, String separator, boolean quoting, boolean header, TimeFormat timeFormat, Charset charset) {

    static TableForm of(Path file) {
        return new TableForm(file, ",", true, true, TimeFormat.AUTO, StandardCharsets.UTF_8);
    }

    TableForm withSeparator(String newSeparator) {
        if (newSeparator.isEmpty() || newSeparator.chars().anyMatch(c -> c == '"' || c == '\n' || c == '\r')) {
            throw new IllegalArgumentException(
                    "a separator is not empty and holds no quote or line end but was " + Quoted.of(newSeparator));
        }
        return new TableForm(file, newSeparator, quoting, header, timeFormat, charset);
    }

    TableForm withoutQuoting() {
        return new TableForm(file, separator, false, header, timeFormat, charset);
    }

    TableForm withHeader(boolean newHeader) {
        return new TableForm(file, separator, quoting, newHeader, timeFormat, charset);
    }

    TableForm withTimeFormat(TimeFormat newFormat) {
        return new TableForm(file, separator, quoting, header, newFormat, charset);
    }

    TableForm withCharset(Charset newCharset) {
        return new TableForm(file, separator, quoting, header, timeFormat, newCharset);
    }

    /** The first row as it stands in the file; empty if it is no header. */
    Optional<String> headerText() {
        return header ? CsvRecords.first(file, charset, separator, quoting) : Optional.empty();
    }

    DataException withoutHeaderRow() {
        return new DataException(file.toString(), "the file is empty but should have a header", "check the file");
    }
}
