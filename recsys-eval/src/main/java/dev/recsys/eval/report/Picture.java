package dev.recsys.eval.report;

import java.util.Locale;

/** One SVG picture: a title and a description for those who do not see it, and shapes. Not thread-safe. */
final class Picture {

    /** The height of small text; a character is about half as wide. */
    static final double TEXT = 12;

    private static final double CHARACTER = 7.4;

    private final double width;
    private final double height;
    private final Markup shapes = new Markup();
    private final String title;
    private final String description;

    Picture(double width, double height, String title, String description) {
        this.width = width;
        this.height = height;
        this.title = title;
        this.description = description;
    }

    double width() {
        return width;
    }

    double height() {
        return height;
    }

    /** About how wide a text is. */
    static double widthOf(String text) {
        return text.length() * CHARACTER;
    }

    /** A text cut to about a width, in the middle: names often begin alike. */
    static String cut(String text, double width) {
        int room = (int) Math.max(4, width / CHARACTER);
        if (text.length() <= room) {
            return text;
        }
        int end = room / 2;
        return text.substring(0, room - 1 - end).stripTrailing() + "\u2026"
                + text.substring(text.length() - end).stripLeading();
    }

    Picture line(double x1, double y1, double x2, double y2, String style) {
        shapes.empty("line", "x1", n(x1), "y1", n(y1), "x2", n(x2), "y2", n(y2), "class", style);
        return this;
    }

    Picture rect(double x, double y, double w, double h, String style) {
        shapes.empty(
                "rect", "x", n(x), "y", n(y), "width", n(Math.max(0, w)), "height", n(Math.max(0, h)), "class", style);
        return this;
    }

    Picture path(String data, String style) {
        shapes.empty("path", "d", data, "class", style);
        return this;
    }

    /** Text whose baseline starts, has its middle or ends at a place. */
    Picture text(double x, double y, Anchor anchor, String plain, String style) {
        shapes.element("text", plain, "x", n(x), "y", n(y), "text-anchor", anchor.name, "class", style);
        return this;
    }

    /** A mark in the shape and colour of a series, with a text that shows when it is pointed at. */
    Picture mark(double x, double y, Series series, String hint) {
        return mark(x, y, series, series.style(), hint);
    }

    /** As {@link #mark(double, double, Series, String)} in another colour. */
    Picture mark(double x, double y, Series series, String style, String hint) {
        shapes.open("path", "d", series.shape(x, y), "class", "mark " + style);
        shapes.element("title", hint).close("path");
        return this;
    }

    static String n(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value == 0 ? 0.0 : value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    /** The start of a path, or its next point. */
    static String step(boolean first, double x, double y) {
        return (first ? "M" : "L") + n(x) + " " + n(y);
    }

    Markup markup() {
        return new Markup()
                .open(
                        "svg",
                        "xmlns",
                        "http://www.w3.org/2000/svg",
                        "viewBox",
                        "0 0 " + n(width) + " " + n(height),
                        "width",
                        n(width),
                        "height",
                        n(height),
                        "role",
                        "img")
                .element("title", title)
                .element("desc", description)
                .add(shapes)
                .close("svg");
    }

    /** Which part of a text is at its place. */
    enum Anchor {
        START("start"),
        MIDDLE("middle"),
        END("end");

        private final String name;

        Anchor(String name) {
            this.name = name;
        }
    }
}
