package dev.recsys.eval.report;

import dev.recsys.eval.report.Picture.Anchor;
import dev.recsys.eval.report.Sections.Point;
import dev.recsys.eval.report.Sections.Tradeoff;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Accuracy against another quality, with the front of those that nothing beats in both. */
final class ScatterChart {

    private ScatterChart() {}

    static Picture draw(Tradeoff tradeoff, Map<String, Series> series, double width) {
        List<Point> points = tradeoff.points().stream()
                .filter(point -> Double.isFinite(point.x()) && Double.isFinite(point.y()))
                .toList();
        String front = points.stream().filter(Point::front).map(Point::system).collect(Collectors.joining(", "));
        Picture picture = new Picture(
                width, 320, tradeoff.other() + " against " + tradeoff.accuracy(), "On the Pareto front: " + front);
        Frame frame = new Frame(48, width - 16, 34, 272);
        double mostX = points.stream().mapToDouble(Point::x).max().orElse(1);
        double mostY = points.stream().mapToDouble(Point::y).max().orElse(1);
        Scale x = Scale.rounded(0, mostX, frame.left() + 8, frame.right() - 8, 5);
        Scale y = Scale.rounded(0, mostY, frame.bottom() - 8, frame.top(), 5);
        frame.yAxis(picture, y, tradeoff.other());
        frame.xAxis(picture, x, width < 500 ? 4 : 6, tradeoff.accuracy());
        front(picture, points, x, y);
        List<double[]> taken = new ArrayList<>();
        points.forEach(point -> taken.add(new double[] {x.at(point.x()) - 7, y.at(point.y()) - 7, x.at(point.x()) + 7,
            y.at(point.y()) + 7}));
        for (Point point : points) {
            Series one = Series.find(series, point.system());
            String hint = point.system() + ": " + Numbers.value(point.x()) + ", " + Numbers.value(point.y());
            picture.mark(x.at(point.x()), y.at(point.y()), one, hint);
            label(picture, frame, point, one, x.at(point.x()), y.at(point.y()), taken);
        }
        return picture;
    }

    private static void front(Picture picture, List<Point> points, Scale x, Scale y) {
        List<Point> front = new ArrayList<>(points.stream().filter(Point::front).toList());
        front.sort(Comparator.comparingDouble(Point::x));
        StringBuilder path = new StringBuilder();
        for (Point point : front) {
            path.append(Picture.step(path.length() == 0, x.at(point.x()), y.at(point.y())));
        }
        if (front.size() > 1) {
            picture.path(path.toString(), "front");
        }
    }

    /** Beside the mark where there is room: right, left, above, below. */
    private static void label(
            Picture picture, Frame frame, Point point, Series series, double x, double y, List<double[]> taken) {
        String name = Picture.cut(point.system() + (point.front() ? " \u2020" : ""), frame.right() - frame.left() - 20);
        double w = Picture.widthOf(name);
        double[][] places = {
            {x + 9, y + 4}, {x - 9 - w, y + 4}, {x - w / 2, y - 10}, {x - w / 2, y + 19}, {x + 9, y - 8}, {x + 9, y + 17},
            {x - 9 - w, y - 8}, {x - 9 - w, y + 17}, {x + 9, y + 31}, {x - 9 - w, y - 22}
        };
        for (int i = 0; i < places.length; i++) {
            double[] box = {places[i][0], places[i][1] - 11, places[i][0] + w, places[i][1] + 3};
            boolean inside = box[0] >= frame.left() + 2
                    && box[2] <= frame.right() + 12
                    && box[1] >= frame.top() - 8
                    && box[3] <= frame.bottom();
            if (inside && taken.stream().noneMatch(other -> overlap(box, other))) {
                taken.add(box);
                picture.text(places[i][0], places[i][1], Anchor.START, name, "label " + series.style());
                return;
            }
        }
        double start = Math.min(Math.max(x + 9, frame.left()), frame.right() - w);
        picture.text(start, y + 4, Anchor.START, name, "label " + series.style());
    }

    private static boolean overlap(double[] one, double[] other) {
        return one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];
    }
}
