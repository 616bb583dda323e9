package dev.recsys.eval.report;

import dev.recsys.eval.report.Picture.Anchor;
import dev.recsys.eval.report.Sections.Segment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The difference in each group of users, with its interval and the number of users; the line in the middle is no difference. */
final class ForestChart {

    private static final double LINE = 15;
    private static final int FEW = 5;
    private static final double SPACE = 12;

    private ForestChart() {}

    static Picture draw(List<Segment> segments, Map<String, Series> series, Names names, double width) {
        Map<String, List<Segment>> groups = new LinkedHashMap<>();
        segments.forEach(one -> groups.computeIfAbsent(one.group(), unknown -> new ArrayList<>())
                .add(one));
        double rows = groups.values().stream()
                .mapToDouble(own -> own.size() * LINE + SPACE)
                .sum();
        double room =
                groups.keySet().stream().mapToDouble(Picture::widthOf).max().orElse(0);
        double left = Math.min(room + 16, width * 0.3);
        double users = 58;
        Frame frame = new Frame(left + users, width - 14, 56, 56 + rows);
        Picture picture = new Picture(
                width,
                frame.bottom() + 46,
                "Difference to " + names.baseline() + " in " + names.metric() + " by " + names.dimension(),
                groups.size() + " groups of users; the table below has the numbers");
        Scale x = scale(segments, frame);
        picture.text(2, 14, Anchor.START, Picture.cut("by " + names.dimension(), width - 4), "axis");
        picture.text(left + users - 12, 40, Anchor.END, "users", "axis");
        for (double tick : x.ticks(width < 500 ? 3 : 6)) {
            picture.line(x.at(tick), frame.top() - 6, x.at(tick), frame.bottom(), "grid");
        }
        picture.line(x.at(0), frame.top() - 6, x.at(0), frame.bottom(), "zero");
        double y = frame.top() + SPACE / 2;
        for (Map.Entry<String, List<Segment>> group : groups.entrySet()) {
            List<Segment> own = group.getValue();
            double middle = y + own.size() * LINE / 2 + 4;
            picture.text(2, middle, Anchor.START, Picture.cut(group.getKey(), left), "tick");
            picture.text(
                    left + users - 12,
                    middle,
                    Anchor.END,
                    Numbers.count(own.get(0).users()),
                    "tick");
            for (Segment one : own) {
                y += LINE;
                row(picture, one, Series.find(series, one.system()), x, y - LINE / 2);
            }
            y += SPACE;
        }
        frame.xAxis(picture, x, width < 500 ? 3 : 6, "difference in " + names.metric());
        return picture;
    }

    /** What the picture is about. */
    record Names(String dimension, String metric, String baseline) {}

    /** So wide that most intervals fit; those of very small groups may reach beyond and are cut. */
    private static Scale scale(List<Segment> segments, Frame frame) {
        double low = 0;
        double high = 0;
        for (Segment one : segments) {
            boolean enough = one.users() >= 10 && one.difference().hasInterval();
            double from = enough ? one.difference().low() : one.difference().value();
            double to = enough ? one.difference().high() : one.difference().value();
            low = Math.min(low, Double.isNaN(from) ? 0 : from);
            high = Math.max(high, Double.isNaN(to) ? 0 : to);
        }
        return Scale.rounded(low, high, frame.left(), frame.right(), 6);
    }

    /** The interval goes on. */
    private static void arrow(Picture picture, double tip, double y, double back, String style) {
        picture.path(
                Picture.step(true, tip, y) + Picture.step(false, tip + back, y - 4)
                        + Picture.step(false, tip + back, y + 4) + "Z",
                "mark " + style);
    }

    private static void row(Picture picture, Segment one, Series series, Scale x, double y) {
        var difference = one.difference();
        if (Double.isNaN(difference.value())) {
            return;
        }
        String style = one.users() < FEW ? "ref" : series.style();
        if (difference.hasInterval()) {
            picture.line(
                    x.at(Math.max(difference.low(), x.low())),
                    y,
                    x.at(Math.min(difference.high(), x.high())),
                    y,
                    "ci " + style);
            if (difference.low() < x.low()) {
                arrow(picture, x.at(x.low()), y, 7, style);
            }
            if (difference.high() > x.high()) {
                arrow(picture, x.at(x.high()), y, -7, style);
            }
        }
        picture.mark(
                x.at(difference.value()),
                y,
                series,
                style,
                one.system() + ", " + one.group() + ": " + Numbers.difference(difference) + ", "
                        + Numbers.count(one.users(), "user"));
    }
}
