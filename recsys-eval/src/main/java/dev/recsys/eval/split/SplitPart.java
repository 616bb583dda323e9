package dev.recsys.eval.split;

import dev.recsys.Stable;

/** Where an event went. */
@Stable
public enum SplitPart {
    /** To train on. */
    TRAIN(0, "training"),
    /** To test with: unknown to whoever is tested. */
    TEST(1, "test"),
    /** History of a user of whom nothing is trained on, shown to a finished model when that user is tested. */
    FOLD_IN(2, "fold-in"),
    /** Left out: outside of a window, of users held out for something else, dropped by a k-core. */
    UNUSED(3, "unused");

    private final byte code; // its number in docs/formats/split-file.md
    private final String text;

    SplitPart(int code, String text) {
        this.code = (byte) code;
        this.text = text;
    }

    byte code() {
        return code;
    }

    /** The counterpart of {@link #code()}. */
    static SplitPart of(byte code) {
        return switch (code) {
            case 0 -> TRAIN;
            case 1 -> TEST;
            case 2 -> FOLD_IN;
            default -> UNUSED;
        };
    }

    @Override
    public String toString() {
        return text;
    }
}
