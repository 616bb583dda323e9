package dev.recsys.eval.report;

import dev.recsys.eval.report.Sections.Exposed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which share of all exposure the least shown items get. */
final class LorenzChart {

    private LorenzChart() {}

    static Picture draw(List<Exposed> exposure, Map<String, Series> series, double width) {
        StringBuilder description = new StringBuilder();
        exposure.forEach(one -> description
                .append(description.length() == 0 ? "" : "; ")
                .append(one.system())
                .append(" Gini ")
                .append(Numbers.value(one.gini())));
        Picture picture = new Picture(width, 340, "Exposure of items (Lorenz curve)", description.toString());
        List<String> names =
                exposure.stream().map(one -> "0.00 " + one.system()).toList();
        double room = Frame.labelRoom(names, width);
        Frame frame = new Frame(48, width - room, 34, 292);
        Scale x = Scale.of(0, 1, frame.left(), frame.right());
        Scale y = Scale.of(0, 1, frame.bottom(), frame.top());
        frame.yAxis(picture, y, "share of exposure");
        frame.xAxis(picture, x, width < 500 ? 3 : 5, "share of items, least shown first");
        picture.line(x.at(0), y.at(0), x.at(1), y.at(1), "even");
        List<Frame.Label> labels = new ArrayList<>();
        for (Exposed one : exposure) {
            Series own = Series.find(series, one.system());
            StringBuilder path = new StringBuilder();
            int last = one.lorenz().size() - 1;
            for (int i = 0; i <= last; i++) {
                path.append(Picture.step(
                        i == 0, x.at((double) i / last), y.at(one.lorenz().get(i))));
            }
            picture.path(path.toString(), "line " + own.style());
            int near = (int) Math.round(last * 0.94);
            picture.mark(
                    x.at((double) near / last),
                    y.at(one.lorenz().get(near)),
                    own,
                    one.system() + ": Gini " + Numbers.value(one.gini()));
            labels.add(new Frame.Label(
                    y.at(one.lorenz().get(near)),
                    String.format(Locale.ROOT, "%.2f", one.gini()) + " " + one.system(),
                    own.style()));
        }
        frame.labels(picture, labels);
        return picture;
    }
}
