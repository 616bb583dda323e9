package dev.recsys.eval.file;

import java.nio.charset.StandardCharsets;

/** Text of a file in a message: quoted, on one line, and not too long. */
record Shown(String text) {

    private static final int LONGEST = 60;

    Shown(byte[] bytes) {
        this(new String(bytes, 0, Math.min(bytes.length, 4 * LONGEST), StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        StringBuilder shown = new StringBuilder("'");
        for (int i = 0; i < Math.min(LONGEST, text.length()); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)) {
                shown.append(String.format("\\u%04x", (int) c));
            } else {
                shown.append(c);
            }
        }
        return shown.append(text.length() > LONGEST ? "...'" : "'").toString();
    }
}
