package dev.recsys.eval.report;

/** Grows a piece of HTML or SVG in which every text and every value of an attribute is escaped. Not thread-safe. */
final class Markup {

    private final StringBuilder text = new StringBuilder();

    /** Opens an element; attributes as name, value, name, value. */
    Markup open(String element, String... attributes) {
        text.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            text.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(escape(attributes[i + 1]))
                    .append('"');
        }
        text.append('>');
        return this;
    }

    Markup close(String element) {
        text.append("</").append(element).append('>');
        return this;
    }

    /** Ends the line, for those who read the source. */
    Markup newline() {
        text.append('\n');
        return this;
    }

    Markup text(String plain) {
        text.append(escape(plain));
        return this;
    }

    /** An element with a text and nothing else. */
    Markup element(String element, String plain, String... attributes) {
        return open(element, attributes).text(plain).close(element);
    }

    /** An element of SVG without content. */
    Markup empty(String element, String... attributes) {
        return open(element, attributes).close(element);
    }

    /** A piece that was made by another of these. */
    Markup add(Markup piece) {
        text.append(piece.text);
        return this;
    }

    static String escape(String plain) {
        StringBuilder safe = new StringBuilder(plain.length() + 16);
        plain.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(isAllowed(c) ? c : 0xFFFD);
            }
        });
        return safe.toString();
    }

    /** Control characters, lone surrogates and marks that turn the direction of text are not. */
    private static boolean isAllowed(int c) {
        boolean control = (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7f && c < 0xa0);
        boolean turning = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
        return !control && !turning && !(c >= 0xd800 && c <= 0xdfff) && (c & 0xfffe) != 0xfffe;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
