package dev.recsys.io.files;

/** Text from a file as it appears in a message: in quotes, on one line, and not too long. */
final class Quoted {

    private static final int MOST = 60;

    private Quoted() {}

    static String of(CharSequence text) {
        StringBuilder out = new StringBuilder("'");
        for (int i = 0; i < Math.min(MOST, text.length()); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append(text.length() > MOST ? "'..." : "'").toString();
    }
}
