package dev.recsys.eval.report;

import dev.recsys.eval.report.Picture.Anchor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The plot area of a picture: axes with ticks and names, and labels beside the ends of lines that do not overlap. */
final class Frame {

    private static final double GAP = 15;

    private final double left;
    private final double right;
    private final double top;
    private final double bottom;

    Frame(double left, double right, double top, double bottom) {
        this.left = left;
        this.right = right;
        this.top = top;
        this.bottom = bottom;
    }

    double left() {
        return left;
    }

    double right() {
        return right;
    }

    double top() {
        return top;
    }

    double bottom() {
        return bottom;
    }

    /** Grid lines and numbers on the left, and the name of the axis above them. */
    void yAxis(Picture picture, Scale scale, String name) {
        for (double tick : scale.ticks(5)) {
            double y = scale.at(tick);
            picture.line(left, y, right, y, "grid");
            picture.text(left - 7, y + 4, Anchor.END, scale.label(tick, 5), "tick");
        }
        picture.text(2, top - 12, Anchor.START, name, "axis");
    }

    /** Numbers below, and the name of the axis below them. */
    void xAxis(Picture picture, Scale scale, int ticks, String name) {
        for (double tick : scale.ticks(ticks)) {
            xTick(picture, scale.at(tick), scale.label(tick, ticks));
        }
        xName(picture, name);
    }

    void xTick(Picture picture, double x, String label) {
        picture.line(x, bottom, x, bottom + 4, "rule");
        picture.text(x, bottom + 17, Anchor.MIDDLE, label, "tick");
    }

    void xName(Picture picture, String name) {
        picture.line(left, bottom, right, bottom, "rule");
        picture.text((left + right) / 2, bottom + 35, Anchor.MIDDLE, name, "axis");
    }

    /** A text that is to stand at a height. */
    record Label(double y, String text, String style) {}

    /** Texts to the right of the frame, moved apart where they would overlap. */
    void labels(Picture picture, List<Label> wanted) {
        List<Label> labels = new ArrayList<>(wanted);
        labels.sort(Comparator.comparingDouble(Label::y));
        double[] y = new double[labels.size()];
        for (int i = 0; i < y.length; i++) {
            y[i] = Math.max(labels.get(i).y(), i == 0 ? top : y[i - 1] + GAP);
        }
        double limit = bottom;
        for (int i = y.length - 1; i >= 0; i--) {
            y[i] = Math.min(y[i], limit);
            limit = y[i] - GAP;
        }
        for (int i = 0; i < y.length; i++) {
            Label label = labels.get(i);
            picture.line(right + 3, label.y(), right + 9, y[i], "lead");
            picture.text(
                    right + 12,
                    y[i] + 4,
                    Anchor.START,
                    Picture.cut(label.text(), picture.width() - right - 14),
                    "label " + label.style());
        }
    }

    /** How much room labels need on the right, at most a share of the width. */
    static double labelRoom(List<String> names, double width) {
        double longest = names.stream().mapToDouble(Picture::widthOf).max().orElse(0);
        return Math.min(longest + 18, width * 0.34);
    }
}
