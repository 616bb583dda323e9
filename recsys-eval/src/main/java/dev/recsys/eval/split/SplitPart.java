package dev.recsys.eval.split;

import dev.recsys.Stable;

/** Where an event went. The order of the constants is that of their numbers in docs/formats/split-file.md. */
@Stable
public enum SplitPart {
    /** To train on. */
    TRAIN("training"),
    /** To test with: unknown to whoever is tested. */
    TEST("test"),
    /** History of a user of whom nothing is trained on, shown to a finished model when that user is tested. */
    FOLD_IN("fold-in"),
    /** Left out: outside of a window, of users held out for something else, dropped by a k-core. */
    UNUSED("unused");

    private final String text;

    SplitPart(String text) {
        this.text = text;
    }

    byte code() {
        return (byte) ordinal();
    }

    @Override
    public String toString() {
        return text;
    }
}
