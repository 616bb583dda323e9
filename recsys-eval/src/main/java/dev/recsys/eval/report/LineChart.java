package dev.recsys.eval.report;

import dev.recsys.eval.report.Sections.Curve;
import dev.recsys.eval.report.Sections.Line;
import dev.recsys.eval.report.Sections.Role;
import dev.recsys.eval.report.Sections.Spot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A metric against the cutoff, with intervals. */
final class LineChart {

    private LineChart() {}

    static Picture draw(Curve curve, Map<String, Series> series, double width) {
        List<Line> lines = curve.lines();
        List<Integer> cutoffs = lines.get(0).spots().stream().map(Spot::k).toList();
        Picture picture = new Picture(width, 320, curve.metric() + " by cutoff k", describe(curve));
        double room = Frame.labelRoom(lines.stream().map(Line::system).toList(), width);
        Frame frame = new Frame(48, width - room, 34, 272);
        double most = 0;
        double least = 0;
        for (Line line : lines) {
            for (Spot spot : line.spots()) {
                most = max(most, spot.estimate().value(), spot.estimate().high());
                least = Math.min(least, Double.isNaN(spot.estimate().value()) ? 0 : spot.estimate().value());
            }
        }
        Scale y = Scale.rounded(least, most, frame.bottom(), frame.top(), 5);
        Scale x = Scale.of(
                Math.log(cutoffs.get(0)),
                Math.log(cutoffs.get(cutoffs.size() - 1)),
                frame.left() + 12,
                frame.right() - 8);
        frame.yAxis(picture, y, curve.metric());
        double free = Double.NEGATIVE_INFINITY;
        for (int k : cutoffs) {
            double place = x.at(Math.log(k));
            if (place > free) {
                frame.xTick(picture, place, String.valueOf(k));
                free = place + 22;
            }
        }
        frame.xName(picture, "k, log scale");
        List<Frame.Label> labels = new ArrayList<>();
        for (Line line : lines) {
            add(picture, line, Series.find(series, line.system()), x, y, labels);
        }
        frame.labels(picture, labels);
        return picture;
    }

    private static double max(double... values) {
        double max = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            max = Double.isNaN(value) ? max : Math.max(max, value);
        }
        return max;
    }

    private static void add(
            Picture picture, Line line, Series series, Scale x, Scale y, List<Frame.Label> labels) {
        StringBuilder path = new StringBuilder();
        double last = Double.NaN;
        for (Spot spot : line.spots()) {
            if (!Double.isNaN(spot.estimate().value())) {
                last = y.at(spot.estimate().value());
                path.append(Picture.step(path.length() == 0, x.at(Math.log(spot.k())), last));
            }
        }
        if (path.length() == 0) {
            return;
        }
        picture.path(path.toString(), "line " + series.style());
        for (Spot spot : line.spots()) {
            var estimate = spot.estimate();
            double place = x.at(Math.log(spot.k()));
            if (estimate.hasInterval() && line.role() != Role.REFERENCE) {
                double low = Math.max(estimate.low(), y.low());
                picture.line(place, y.at(low), place, y.at(Math.min(estimate.high(), y.high())), "ci " + series.style());
            }
            if (!Double.isNaN(estimate.value())) {
                picture.mark(
                        place,
                        y.at(estimate.value()),
                        series,
                        line.system() + ", k = " + spot.k() + ": " + Numbers.value(estimate.value()) + " "
                                + Numbers.interval(estimate));
            }
        }
        labels.add(new Frame.Label(last, line.system(), series.style()));
    }

    private static String describe(Curve curve) {
        StringBuilder text = new StringBuilder();
        for (Line line : curve.lines()) {
            Spot first = line.spots().get(0);
            Spot last = line.spots().get(line.spots().size() - 1);
            text.append(text.length() == 0 ? "" : "; ")
                    .append(line.system())
                    .append(" from ")
                    .append(Numbers.value(first.estimate().value()))
                    .append(" at ")
                    .append(first.k())
                    .append(" to ")
                    .append(Numbers.value(last.estimate().value()))
                    .append(" at ")
                    .append(last.k());
        }
        return text.toString();
    }
}
