package dev.recsys.benchmarks.scale;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Processor seconds by number of events, one line per stage, both axes logarithmic, as SVG. */
final class GrowthPlot {

    private static final List<String> COLOURS = List.of(
            "#1f77b4", "#ff7f0e", "#2ca02c", "#d62728", "#9467bd", "#8c564b", "#e377c2", "#7f7f7f", "#bcbd22",
            "#17becf");
    private static final int WIDTH = 760;
    private static final int HEIGHT = 440;
    private static final int LEFT = 60;
    private static final int RIGHT = 570;
    private static final int TOP = 20;
    private static final int BOTTOM = 390;

    private final Map<String, List<Measured>> byStage = new LinkedHashMap<>();
    private double lowX = Double.MAX_VALUE;
    private double highX;
    private double lowY = Double.MAX_VALUE;
    private double highY;

    GrowthPlot(List<Measured> measured) {
        for (Measured one : measured) {
            byStage.computeIfAbsent(one.stage(), stage -> new ArrayList<>()).add(one);
            lowX = Math.min(lowX, (double) one.events());
            highX = Math.max(highX, (double) one.events());
            lowY = Math.min(lowY, one.processorSeconds());
            highY = Math.max(highY, one.processorSeconds());
        }
        lowY = Math.max(0.01, lowY);
        lowY = StrictMath.pow(10, Math.floor(StrictMath.log10(lowY)));
        highY = StrictMath.pow(10, Math.ceil(StrictMath.log10(highY)));
    }

    String toSvg() {
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"12\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                WIDTH,
                HEIGHT));
        if (byStage.isEmpty()) {
            return svg.append("</svg>\n").toString();
        }
        axes(svg);
        int index = 0;
        for (Map.Entry<String, List<Measured>> stage : byStage.entrySet()) {
            line(stage.getKey(), stage.getValue(), index++, svg);
        }
        return svg.append("</svg>\n").toString();
    }

    private void axes(StringBuilder svg) {
        for (double seconds = lowY; seconds <= highY * 1.001; seconds *= 10) {
            rule(LEFT, y(seconds), RIGHT, y(seconds), svg);
            text(LEFT - 6, y(seconds) + 4, "end", String.format(Locale.ROOT, "%s s", shortNumber(seconds)), svg);
        }
        byStage.values().stream()
                .flatMap(List::stream)
                .mapToDouble(one -> (double) one.events())
                .distinct()
                .forEach(events -> {
                    rule(x(events), TOP, x(events), BOTTOM, svg);
                    text(x(events), BOTTOM + 18, "middle", shortNumber(events / 1e6) + "M events", svg);
                });
    }

    private void line(String stage, List<Measured> points, int index, StringBuilder svg) {
        String colour = COLOURS.get(index % COLOURS.size());
        String dashes = index < COLOURS.size() ? "" : " stroke-dasharray=\"5 3\"";
        StringBuilder path = new StringBuilder();
        for (Measured point : points) {
            path.append(
                    String.format(Locale.ROOT, "%.1f,%.1f ", x((double) point.events()), y(point.processorSeconds())));
            svg.append(String.format(
                    Locale.ROOT,
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>%n",
                    x((double) point.events()),
                    y(point.processorSeconds()),
                    colour));
        }
        svg.append(String.format(
                Locale.ROOT,
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"%s/>%n",
                path.toString().trim(),
                colour,
                dashes));
        int at = TOP + 10 + index * 20;
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"2\"%s/>%n",
                RIGHT + 20,
                at,
                RIGHT + 44,
                at,
                colour,
                dashes));
        text(RIGHT + 50, at + 4, "start", stage, svg);
    }

    private static void rule(double x1, double y1, double x2, double y2, StringBuilder svg) {
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>%n",
                x1,
                y1,
                x2,
                y2));
    }

    private static void text(double x, double y, String anchor, String text, StringBuilder svg) {
        svg.append(String.format(
                Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, text));
    }

    private static String shortNumber(double value) {
        return value >= 1 ? String.format(Locale.ROOT, "%.0f", value) : String.valueOf((float) value);
    }

    private double x(double events) {
        double share = lowX == highX ? 0.5 : Math.log(events / lowX) / Math.log(highX / lowX);
        return LEFT + 20 + share * (RIGHT - LEFT - 40);
    }

    private double y(double seconds) {
        return BOTTOM - Math.log(Math.max(lowY, seconds) / lowY) / Math.log(highY / lowY) * (BOTTOM - TOP);
    }
}
