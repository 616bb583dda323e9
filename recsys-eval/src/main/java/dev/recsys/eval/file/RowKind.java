package dev.recsys.eval.file;

import java.util.List;

/** What the rows of a file hold. */
enum RowKind {
    RUN("score", "run", "lists", "user Q0 item rank score tag", 4),
    JUDGMENTS("gain", "judgments", "judgments", "user 0 item gain", 3);

    private final String value;
    private final String noun;
    private final String listsField;
    private final String trecColumns;
    private final int trecValue;

    RowKind(String value, String noun, String listsField, String trecColumns, int trecValue) {
        this.value = value;
        this.noun = noun;
        this.listsField = listsField;
        this.trecColumns = trecColumns;
        this.trecValue = trecValue;
    }

    /** What the number of a row is. */
    String value() {
        return value;
    }

    /** What such a file is. */
    String noun() {
        return noun;
    }

    /** The field of the lists in JSON. */
    String listsField() {
        return listsField;
    }

    /** The columns of a TREC file. */
    List<String> trecColumns() {
        return List.of(trecColumns.split(" "));
    }

    /** Which of them has the value. */
    int trecValue() {
        return trecValue;
    }

    /** A TREC row. */
    String trecRow() {
        return trecColumns;
    }
}
