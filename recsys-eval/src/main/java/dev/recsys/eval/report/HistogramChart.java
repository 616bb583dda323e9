package dev.recsys.eval.report;

import dev.recsys.eval.metric.Direction;
import dev.recsys.eval.report.Picture.Anchor;
import dev.recsys.eval.report.Sections.Column;
import dev.recsys.eval.report.Sections.Delta;

/** How many users lose and gain by how much. Users without a difference are a number, not a bar that would dwarf all others. */
final class HistogramChart {

    private HistogramChart() {}

    static Picture draw(Delta delta, Column metric, String baseline, double width) {
        var counts = delta.contrast().counts();
        Picture picture = new Picture(
                width,
                278,
                delta.system() + " minus " + baseline + ", " + metric.metric() + " of each user",
                counts.losses() + " users " + lost(metric) + ", " + counts.ties() + " tie, " + counts.wins() + " "
                        + won(metric) + "; mean "
                        + Numbers.difference(delta.contrast().difference()));
        picture.text(2, 14, Anchor.START, Picture.cut(delta.system(), width - 4), "label");
        Frame frame = new Frame(48, width - 14, 76, 230);
        int most = delta.bins().stream().mapToInt(Integer::intValue).max().orElse(0);
        double limit = delta.limit() > 0 ? delta.limit() : 1;
        Scale y = Scale.rounded(0, Math.max(1, most), frame.bottom(), frame.top(), 4);
        Scale x = Scale.of(-limit, limit, frame.left(), frame.right());
        frame.yAxis(picture, y, "users");
        int perSide = delta.bins().size() / 2;
        for (int bin = 0; bin < delta.bins().size(); bin++) {
            double from = x.at((bin - perSide) * limit / perSide);
            double to = x.at((bin - perSide + 1) * limit / perSide);
            double top = y.at(delta.bins().get(bin));
            picture.rect(from + 1, top, to - from - 2, frame.bottom() - top, style(metric.direction(), bin >= perSide));
        }
        frame.xAxis(picture, x, width < 500 ? 4 : 8, "difference in " + metric.metric());
        picture.line(x.at(0), frame.top() - 8, x.at(0), frame.bottom(), "zero");
        double mean = x.at(delta.contrast().difference().value());
        picture.path(
                Picture.step(true, mean - 5, frame.top() - 8)
                        + Picture.step(false, mean + 5, frame.top() - 8)
                        + Picture.step(false, mean, frame.top())
                        + "Z",
                "pointer");
        double centre = (frame.left() + frame.right()) / 2;
        boolean less = metric.direction() == Direction.LOWER_IS_BETTER;
        String down = less
                ? won(metric) + " " + Numbers.count(counts.wins())
                : lost(metric) + " " + Numbers.count(counts.losses());
        String up = less
                ? lost(metric) + " " + Numbers.count(counts.losses())
                : won(metric) + " " + Numbers.count(counts.wins());
        picture.text(frame.left() + 44, 38, Anchor.START, down, "label " + style(metric.direction(), false) + "-text");
        picture.text(centre, 38, Anchor.MIDDLE, "ties " + Numbers.count(counts.ties()), "label muted");
        picture.text(frame.right(), 38, Anchor.END, up, "label " + style(metric.direction(), true) + "-text");
        return picture;
    }

    /** The colour of a side: which one is good depends on the metric. */
    private static String style(Direction direction, boolean increase) {
        return switch (direction) {
            case HIGHER_IS_BETTER -> increase ? "win" : "lose";
            case LOWER_IS_BETTER -> increase ? "lose" : "win";
            case NEUTRAL -> "change";
        };
    }

    static String won(Column metric) {
        return metric.direction() == Direction.NEUTRAL ? "higher" : "wins";
    }

    static String lost(Column metric) {
        return metric.direction() == Direction.NEUTRAL ? "lower" : "loses";
    }
}
